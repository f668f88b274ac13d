"""A text as the preprocessor reads it: lines that a backslash continues are one, and each character knows its place.

In: a name and the text of a file (or of a `-D`).  Out: a `Unit`.  Rule: a backslash before a newline joins, blanks
between them or not; a carriage return before a newline is part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_CONTINUED = re.compile(r"\\[ \t\f\v]*\n")


class Unit:
    """The `text` of a file with continued lines joined, and its `name`."""

    __slots__ = ("_cuts", "_newlines", "_raw", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        if "\r\n" in text:
            text = text.replace("\r\n", "\n")
        self._raw = text
        self._newlines: list[int] | None = None
        self._cuts: list[tuple[int, int]] = []  # (offset in the joined text, characters left out before it)
        if "\\" in text and _CONTINUED.search(text):
            pieces, done, out, removed = [], 0, 0, 0
            for match in _CONTINUED.finditer(text):
                pieces.append(text[done : match.start()])
                out += match.start() - done
                done = match.end()
                removed += done - match.start()
                self._cuts.append((out, removed))
            text = "".join([*pieces, text[done:]])
        self.text = text

    def raw(self, offset: int) -> int:
        """The offset in the text as it stands in the file, of an offset in the joined text."""
        if not self._cuts:
            return offset
        at = bisect_right(self._cuts, (offset, len(self._raw) + 1))
        return offset + self._cuts[at - 1][1] if at else offset

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column (from 1) of an offset in the joined text."""
        raw = self.raw(offset)
        line = bisect_right(self._lines(), raw)
        return line, raw - self._lines()[line - 1] + 1

    def line(self, offset: int) -> int:
        """The line (from 1) of an offset in the joined text."""
        return bisect_right(self._lines(), self.raw(offset))

    def _lines(self) -> list[int]:
        if self._newlines is None:
            self._newlines = [0, *(match.end() for match in re.finditer("\n", self._raw))]
        return self._newlines
