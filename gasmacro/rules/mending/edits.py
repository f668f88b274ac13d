"""From another spelling of a stretch of a statement to the fewest edits that make it.

Rule: blanks are compared run by run, all else character by character; where a comma takes the place of blanks it is put
before them, so that what was aligned stays so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.findings import Edit

if TYPE_CHECKING:
    from gasmacro.engine.events import Origin

_PARTS = re.compile(r"[ \t]+|.", re.DOTALL)


def edit(origin: Origin, start: int, end: int, text: str) -> Edit:
    """Replaces the statement's text from offset `start` up to `end`, on its first line."""
    column = origin.column
    return Edit(origin.file, origin.line, column + start, origin.line, column + end, text, origin.text[start:end])


def edits(origin: Origin, start: int, end: int, text: str) -> tuple[Edit, ...]:
    """The same as the fewest edits; none where the statement goes over several lines up to there."""
    if "\n" in origin.text[:end] or "\n" in text:
        return ()
    from difflib import SequenceMatcher

    old, new = _PARTS.findall(origin.text[start:end]), _PARTS.findall(text)
    found = []
    at = [start]
    for part in old:
        at.append(at[-1] + len(part))
    for kind, first, last, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        put = "".join(new[begin:stop])
        if put == ", " and "".join(old[first:last]).isspace():
            found.append(edit(origin, at[first], at[first], ","))
        else:
            found.append(edit(origin, at[first], at[last], put))
    return tuple(found)
