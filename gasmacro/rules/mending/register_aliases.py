"""`add SRC, 64` to `add rdi, 64`, where `.set SRC, rdi` stands before: in Intel syntax LLVM follows no such symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

_ASSIGNED = re.compile(r"(?:\.(?:set|equ)\s+([A-Za-z_.][\w.$]*)\s*,|([A-Za-z_.][\w.$]*)\s*=(?!=))\s*%?(.*?)\s*")
_NAME = re.compile(r"[A-Za-z_]\w*")
_WORD = re.compile(r"(?<![\w.$\\@%])[A-Za-z_][\w.$]*(?![\w.$:])")


def propose(site: Site) -> Iterator[Spelling]:
    """The names that the symbols stand for where the statement stands, if they are the same each time."""
    values = site.known("register aliases", _used).get(site.origin.key())
    if values and site.directive[:1] != ".":
        text = _WORD.sub(lambda word: values.get(word[0], word[0]), site.text)
        if text != site.text:
            yield Spelling(text)


def _used(statements: Iterator[tuple[str, Origin]]) -> dict[tuple[str, int, int], dict[str, str]]:
    """The symbols set to names that statements use, by the place of the statement; none where they are others in
    turn."""
    values: dict[str, str] = {}
    found: dict[tuple[str, int, int], dict[str, str]] = {}
    for text, origin in statements:
        assigned = _ASSIGNED.fullmatch(text.strip()) if "=" in text or text.lstrip()[:1] == "." else None
        if assigned and _NAME.fullmatch(assigned[3]):
            values[assigned[1] or assigned[2]] = values.get(assigned[3], assigned[3])
        elif assigned:
            values.pop(assigned[1] or assigned[2], None)
        elif values:
            used = {word: values[word] for word in _WORD.findall(text) if word in values}
            found[origin.key()] = used if found.get(origin.key(), used) == used else {}
    return found
