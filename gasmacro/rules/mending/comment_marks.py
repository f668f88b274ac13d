"""`m 1 /* why */, 2` to `m 1, 2 # why`: block comments among operands, which LLVM may take for operands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"([ \t]*)(?:/\*[ \t]*((?:[^*\n]|\*(?!/))*?)[ \t]*\*/|//[ \t]*(.*))[ \t]*")


def propose(site: Site) -> Iterator[Spelling]:
    """Line comments in their place, behind the statement."""
    words = [found[2] if found[3] is None else found[3] for found in _COMMENT.finditer(site.text)]
    if not words:
        return
    bare = _COMMENT.sub(" ", site.text).rstrip()
    first = _COMMENT.search(site.text)
    gap = first[1] if first is not None and first.end() == len(site.text) else " "
    for mark in site.comments:
        yield Spelling(f"{bare}{gap or ' '}{mark} {' '.join(words)}")
