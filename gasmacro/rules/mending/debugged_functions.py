"""`.func name` and `.endfunc` to nothing: they tell stabs of functions, nothing else, and LLVM does not know them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

_FUNCTION = re.compile(r"\.(?:func|endfunc)\b.*", re.IGNORECASE | re.DOTALL)


def propose(site: Site) -> Iterator[Spelling]:
    """None of them in the source: an end without its begin is refused."""
    if _FUNCTION.fullmatch(site.text):
        others = site.known("functions for stabs", _functions)
        rest = [(origin, "") for key, origin in others.items() if key != site.origin.key()]
        yield Spelling("", others=tuple(rest))


def _functions(statements: Iterator[tuple[str, Origin]]) -> dict[tuple[str, int, int], Origin]:
    return {origin.key(): origin for _, origin in statements if _FUNCTION.fullmatch(origin.text.strip())}
