"""`add SRC, 64` to `add rdi, 64`, where `.set SRC, rdi` stands before: in Intel syntax LLVM follows no such symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASSIGNED = re.compile(r"(?:\.(?:set|equ)\s+([A-Za-z_.][\w.$]*)\s*,|([A-Za-z_.][\w.$]*)\s*=(?!=))\s*%?(.*?)\s*")
_NAME = re.compile(r"[A-Za-z_]\w*")
_WORD = re.compile(r"(?<![\w.$\\@%])[A-Za-z_][\w.$]*(?![\w.$:])")


def propose(site: Site) -> Iterator[Spelling]:
    """The names that the symbols stand for where the statement stands, if they are the same each time."""
    if site.directive[:1] == ".":
        return
    values: dict[str, str] = {}
    seen: list[dict[str, str]] = []
    for text, origin in site.source():
        if origin.key() == site.origin.key():
            seen.append(dict(values))
        found = _ASSIGNED.fullmatch(text.strip())
        if found and _NAME.fullmatch(found[3]):
            values[found[1] or found[2]] = values.get(found[3], found[3])
        elif found:
            values.pop(found[1] or found[2], None)
    if seen and seen[0] and all(each == seen[0] for each in seen):
        text = _WORD.sub(lambda word: seen[0].get(word[0], word[0]), site.text)
        if text != site.text:
            yield Spelling(text)
