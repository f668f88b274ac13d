"""`.func name` and `.endfunc` to nothing: they tell stabs of functions, nothing else, and LLVM does not know them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_FUNCTION = re.compile(r"\.(?:func|endfunc)\b.*", re.IGNORECASE | re.DOTALL)


def propose(site: Site) -> Iterator[Spelling]:
    """None of them in the source: an end without its begin is refused."""
    if not _FUNCTION.fullmatch(site.text):
        return
    others = {origin.key(): origin for _, origin in site.source() if _FUNCTION.fullmatch(origin.text.strip())}
    rest = [(origin, "") for key, origin in others.items() if key != site.origin.key()]
    yield Spelling("", others=tuple(rest))
