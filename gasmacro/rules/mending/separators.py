r"""`\size_t` to `\size\()_t`: a separator where a formal's name runs into what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"\\([A-Za-z_.$][\w.$]*)")


def propose(site: Site) -> Iterator[Spelling]:
    """Separators behind the longest formals that names begin with."""
    names = sorted(site.formals, key=len, reverse=True)

    def parted(found: re.Match[str]) -> str:
        word = found[1]
        if word in site.formals:
            return found[0]
        start = next((name for name in names if word.startswith(name)), None)
        return found[0] if start is None else f"\\{start}\\(){word[len(start) :]}"

    text = _NAME.sub(parted, site.text)
    if text != site.text:
        yield Spelling(text)
