"""`.macro m a=(1) b` to `.macro m a=(1), b`: commas between formals, and none behind the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = re.compile(r"(\.macro[ \t]+[\w.$]+)[ \t]*,?[ \t]*(\S.*)?", re.IGNORECASE | re.DOTALL)
_NEXT = re.compile(r"(?<=[^\s,=:])[ \t]+(?=[A-Za-z_.$][\w.$]*[ \t]*(?:[=:,]|[ \t]|\Z))")
_PLUS = re.compile(r"[ \t]*([-+*/|&^<>])[ \t]*")
_COMMENT = re.compile(r"[ \t]*/\*.*?\*/[ \t]*", re.DOTALL)


def propose(site: Site) -> Iterator[Spelling]:
    """Commas before what looks like a formal; none at the end; no blanks inside a default."""
    found = _HEADER.match(site.text)
    if found is None or not found[2]:
        return
    head, formals = site.text[: found.start(2)], found[2]
    bare = re.sub(r"[ \t]*,[ \t]*\Z", "", _COMMENT.sub(" ", formals))
    for text in (_NEXT.sub(", ", bare), _NEXT.sub(", ", _PLUS.sub(r"\1", bare)), bare):
        if text != formals:
            yield Spelling(head + text)
