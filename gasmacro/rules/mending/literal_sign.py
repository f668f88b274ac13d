"""`ldr r0, =#0x20` to `ldr r0, =0x20`: a literal has no immediate's sign for LLVM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_LITERAL = re.compile(r"((?:[\w.$]+:[ \t]*)*ldr\S*[ \t]+[^,]+,[ \t]*=[ \t]*)#[ \t]*", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """Without the sign."""
    if _LITERAL.match(site.text):
        yield Spelling(_LITERAL.sub(r"\1", site.text, count=1))
