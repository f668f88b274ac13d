"""`m, 1` to `m 1`: GNU as passes over a comma behind a macro's name, LLVM takes it for an empty first actual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMA = re.compile(r"((?:[\w.$]+:[ \t]*)*(?:\.macro[ \t]+)?[\w.$]+)[ \t]*,[ \t]*(?=\S)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """Without the comma."""
    if _COMMA.match(site.text):
        yield Spelling(_COMMA.sub(r"\1 ", site.text, count=1))
