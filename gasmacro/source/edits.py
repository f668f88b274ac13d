"""Edits applied to texts, as characters: nothing around them changes.

In: texts by file, edits.  Out: the new texts.  Rule: lines are cut at `\\n` alone, so that other line ends stay; edits
that overlap, lie outside their file, or do not find there what they replace, are refused as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from gasmacro.findings import Edit

    Stretch: TypeAlias = "tuple[int, int, str]"


class Lines:
    """Where the lines of a text begin."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a place (both from 1; the column may be one past the line's last), None where there is none."""
        if not 0 < line <= len(self._starts) or column < 1:
            return None
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        at = self._starts[line - 1] + column - 1
        return at if at <= end else None

    def line(self, number: int) -> str | None:
        """A line (from 1) without its end, None where there is none."""
        start = self.offset(number, 1)
        if start is None:
            return None
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column (from 1) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def applied(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str] | None:
    """The texts with the edits made, only those that they changed; None where an edit can't be made."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    made = {}
    for file, mine in by_file.items():
        if file not in texts:
            return None
        text = texts[file]
        stretches = _stretches(Lines(text), mine)
        if stretches is None:
            return None
        pieces = []
        done = 0
        for start, end, new in stretches:
            pieces += [text[done:start], new]
            done = end
        made[file] = "".join(pieces) + text[done:]
    return made


def _stretches(lines: Lines, edits: Sequence[Edit]) -> list[Stretch] | None:
    """The offsets of edits with their new texts, in order, each once; None where one does not fit or two overlap."""
    found: set[Stretch] = set()
    for edit in edits:
        start, end = lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column)
        if start is None or end is None or end < start:
            return None
        if edit.old is not None and lines.text[start:end] != edit.old:
            return None
        found.add((start, end, edit.text))
    ordered = sorted(found)
    for before, after in pairwise(ordered):
        if after[0] < before[1] or (after[0] == before[0] and before[0] == before[1]):
            return None
    return ordered
