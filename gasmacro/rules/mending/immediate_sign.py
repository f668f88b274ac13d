"""`movk x7, low, lsl 32` to `movk x7, #low, lsl #32`: the immediate's sign, which some releases of LLVM want."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFTED = re.compile(
    r"((?:[\w.$]+:[ \t]*)*mov[knz][ \t]+[^,]+,[ \t]*)#?([^#,]+,[ \t]*lsl[ \t]+)#?(?=\S)", re.IGNORECASE
)


def propose(site: Site) -> Iterator[Spelling]:
    """Signs before the immediate and before the shift's distance."""
    found = _SHIFTED.match(site.text)
    if found:
        yield Spelling(f"{found[1]}#{found[2]}#{site.text[found.end() :]}")
