"""`.endm name` to `.endm # name`: GNU as passes over what follows some directives, LLVM rejects it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING = re.compile(
    r"(\.(?:endm|endmacro|endr|endif|else|end|exitm|altmacro|noaltmacro|endfunc))[ \t]+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_PURGED = re.compile(r"(\.purgem[ \t]+[\w.$]+)[ \t]*(,.*)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """The words as a comment, or none."""
    found = _ENDING.match(site.text) or _PURGED.match(site.text)
    if found is None:
        return
    if not found[2].startswith(("/*", "#", "//")):
        for mark in site.comments:
            yield Spelling(f"{found[1]} {mark} {found[2]}")
    yield Spelling(found[1])
