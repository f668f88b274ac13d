"""Where a text stands: the place that every statement, call and finding points at."""

from __future__ import annotations


class Origin:
    """Where a statement's text stands: `file`, `line`, `column` (from 1), and the `text` as written there.

    Two origins are the same place when `key()` is equal; each profile's scan makes its own objects.
    """

    __slots__ = ("column", "file", "line", "text")

    def __init__(self, file: str, line: int, column: int, text: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.text = text

    def key(self) -> tuple[str, int, int]:
        """File, line and column."""
        return self.file, self.line, self.column

    def __repr__(self) -> str:
        return f"Origin({self.file}:{self.line}:{self.column} {self.text!r})"
