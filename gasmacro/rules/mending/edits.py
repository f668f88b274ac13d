"""From another spelling of a stretch of a statement to the fewest edits that make it.

Rule: blanks are compared run by run, all else character by character; where a comma takes the place of blanks it is put
before them, so that what was aligned stays so.  Long statements are gone through once, since to compare them as a
whole takes time with the square of their length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.findings import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.engine.events import Origin

_PARTS = re.compile(r"[ \t]+|.", re.DOTALL)
_SHORT = 200  # parts of a statement that is compared as a whole;
_AHEAD = 40  # in a longer one so many are looked through for where it goes on alike,
_ALIKE = 3  # which is where so many are equal


def edit(origin: Origin, start: int, end: int, text: str) -> Edit:
    """Replaces the statement's text from offset `start` up to `end`, on its first line."""
    column = origin.column
    return Edit(origin.file, origin.line, column + start, origin.line, column + end, text, origin.text[start:end])


def edits(origin: Origin, start: int, end: int, text: str) -> tuple[Edit, ...]:
    """The same as the fewest edits; none where the statement goes over several lines up to there."""
    if "\n" in origin.text[:end] or "\n" in text:
        return ()
    old, new = _PARTS.findall(origin.text[start:end]), _PARTS.findall(text)
    found = []
    at = [start]
    for part in old:
        at.append(at[-1] + len(part))
    for first, last, begin, stop in _changes(old, new):
        put = "".join(new[begin:stop])
        if put == ", " and "".join(old[first:last]).isspace():
            found.append(edit(origin, at[first], at[first], ","))
        else:
            found.append(edit(origin, at[first], at[last], put))
    return tuple(found)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of `old` that become others of `new`: begin and end in both."""
    if max(len(old), len(new)) <= _SHORT:
        from difflib import SequenceMatcher

        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        yield from ((begin, end, other, last) for kind, begin, end, other, last in codes if kind != "equal")
        return
    first = second = 0
    while first < len(old) or second < len(new):
        if first < len(old) and second < len(new) and old[first] == new[second]:
            first, second = first + 1, second + 1
            continue
        end, last = _together(old, new, first, second)
        yield first, end, second, last
        first, second = end, last


def _together(old: Sequence[str], new: Sequence[str], first: int, second: int) -> tuple[int, int]:
    """Where two long lists that part at a place come together again; their ends where they soon do not."""
    for far in range(1, _AHEAD):
        for skipped in range(far + 1):
            end, last = first + skipped, second + far - skipped
            if old[end : end + _ALIKE] == new[last : last + _ALIKE] and (end < len(old) or last == len(new)):
                return end, last
    return len(old), len(new)
