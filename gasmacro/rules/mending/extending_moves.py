"""`movzxw %ax, %rax` to `movzwq %ax, %rax`: the AT&T names of moves that extend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOVE = re.compile(
    r"((?:[\w.$]+:[ \t]*)*)(mov([sz])x([bwld])|movsxd)([ \t]+.*,[ \t]*%(\w+)[ \t]*(?:[#/].*)?)", re.IGNORECASE
)


def propose(site: Site) -> Iterator[Spelling]:
    """The sizes of both operands as suffixes, the one of the second by its register's name."""
    found = _MOVE.fullmatch(site.text)
    size = _size(found[6].lower()) if found else ""
    if found and size:
        sign, source = (found[3] or "s").lower(), (found[4] or "l").lower().replace("d", "l")
        yield Spelling(f"{found[1]}mov{sign}{source}{size}{found[5]}")


def _size(register: str) -> str:
    if re.fullmatch(r"r(?:[abcd]x|[sd]i|[sb]p|\d+)", register):
        return "q"
    if re.fullmatch(r"e(?:[abcd]x|[sd]i|[sb]p)|r\d+d", register):
        return "l"
    return "w" if re.fullmatch(r"[abcd]x|[sd]i|[sb]p|r\d+w", register) else ""
