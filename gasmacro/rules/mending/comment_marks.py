"""`m 1 /* why */` to `m 1 # why`: a block comment behind operands, which LLVM may take for one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST = re.compile(r"/\*[ \t]*((?:[^*\n]|\*(?!/))*?)[ \t]*\*/\Z")


def propose(site: Site) -> Iterator[Spelling]:
    """A line comment in its place."""
    found = _LAST.search(site.text)
    if found:
        for mark in site.comments:
            yield Spelling(f"{site.text[: found.start()]}{mark} {found[1]}")
