"""`rsbs r0, #0` to `rsbs r0, r0, #0`: the register that is changed, told twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = re.compile(r"((?:[\w.$]+:[ \t]*)*rsbs?[ \t]+)([\w\\]+)([ \t]*,[ \t]*)(#[^,]*)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """All three operands."""
    found = _SHORT.fullmatch(site.text)
    if found:
        yield Spelling(f"{found[1]}{found[2]}{found[3]}{found[2]}{found[3]}{found[4]}")
