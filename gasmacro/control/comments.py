"""Comments of a source and the statement lines around them: what suppressions are made of.

In: a text, the comment signs of its architecture, and whether C preprocessor lines are in it.  Out: comments with their
places, and which lines a statement takes.  Rule: what stands in a string or a character constant is no comment; a line
that ends inside a string, inside a block comment or with a backslash goes on in the next one; `# 42 "file"` moves the
file and line of what follows.
"""

from __future__ import annotations

import re

from gasmacro.syntax.scanner import MARKER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIRECTIVE = (
    r"(?:\#|%:)[ \t]*(?P<keyword>if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|define|undef|include|include_next"
    r"|import|error|warning|pragma|line|ident)(?![\w.])"
)
# Directives that hold a body of statements; a line of the others is no statement.
_BODIES = frozenset(("define",))


class Comment:
    """A comment: its `text` without the signs around it, the index of the line it begins and `last` one it stands on
    (from 0), the `column` of its text (from 1), and whether nothing but comments stands on its lines (`alone`)."""

    __slots__ = ("alone", "column", "first", "last", "text")

    def __init__(self, text: str, first: int, last: int, column: int) -> None:
        self.text = text
        self.first = first
        self.last = last
        self.column = column
        self.alone = False


class Lines:
    """A text's comments, and its lines by index from 0: `code` those on which a statement stands, `goes_on` those whose
    statement takes the next line too, by a backslash (`spliced`) or otherwise, and the `places` (file, line from 1)."""

    def __init__(
        self, text: str, filename: str, *, anywhere: Iterable[str], at_start: Iterable[str], preprocessor: bool
    ) -> None:
        self.comments: list[Comment] = []
        self.code: set[int] = set()
        self.goes_on: set[int] = set()
        self.spliced: set[int] = set()
        self._text = text
        self._silent = False  # inside a directive that holds no statements
        self._number = 0
        self._begin = 0
        signs = {*anywhere, *(("//",) if preprocessor else ())}
        self._read(_pattern(frozenset(signs), frozenset(at_start), preprocessor))
        for comment in self.comments:
            joined = comment.first - 1 in self.goes_on - self.spliced
            comment.alone = not joined and self.code.isdisjoint(range(comment.first, comment.last + 1))
        self.places = _places(text, filename)

    def _read(self, pattern: re.Pattern[str]) -> None:
        for found in pattern.finditer(self._text):
            kind, piece = found.lastgroup, found[0]
            if kind == "newline":
                self._silent = False
                self._next(found.end())
            elif kind == "splice":
                self.goes_on.add(self._number)
                self.spliced.add(self._number)
                self._next(found.end())
            elif kind == "comment":
                self._comment(found.start("comment"), found["comment"])
            elif kind == "block":
                self._comment(found.start(), piece)
                self._over(piece, found)
            elif kind == "start":
                self._comment(found.start("start"), found["start"])
                if ":" in piece[: found.start("start") - found.start()]:
                    self.code.add(self._number)
            elif kind == "keyword" and found["keyword"] not in _BODIES:
                self._silent = True
            elif not piece.isspace() and not self._silent:
                self.code.add(self._number)
                self._over(piece, found)

    def _over(self, piece: str, found: re.Match[str]) -> None:
        """Goes over the newlines inside a string or a block comment."""
        code = self._number in self.code
        for newline in re.finditer("\n", piece):
            if code:
                self.goes_on.add(self._number)
            self._next(found.start() + newline.end())
            if code and piece[0] != "/":
                self.code.add(self._number)

    def _next(self, begin: int) -> None:
        self._number += 1
        self._begin = begin

    def _comment(self, start: int, piece: str) -> None:
        body = piece.removesuffix("*/") if piece.startswith("/*") else piece
        inside = body.lstrip("/*#@!;| \t")
        column = start + len(body) - len(inside) - self._begin + 1
        last = self._number + piece.count("\n")
        self.comments.append(Comment(inside.rstrip(), self._number, last, column))

    def statement_after(self, index: int) -> set[int]:
        """The lines of the next statement after a line, none where the text ends before one."""
        inside = index in self.goes_on and index in self.spliced
        index += 1
        last = max(self.code, default=-1)
        while index <= last and index not in self.code:
            index += 1
        if index > last:
            return set()
        return {index} if inside else self.statement(index)

    def statement_around(self, index: int) -> set[int]:
        """The lines of the statement that a line is part of; of lines joined by backslashes that line alone."""
        if index in self.spliced or index - 1 in self.spliced:
            return {index}
        while index - 1 in self.goes_on:
            index -= 1
        return self.statement(index)

    def statement(self, index: int) -> set[int]:
        """The lines of the statement that begins on a line."""
        lines = {index}
        while index in self.goes_on:
            index += 1
            lines.add(index)
        return lines


def _pattern(anywhere: frozenset[str], at_start: frozenset[str], preprocessor: bool) -> re.Pattern[str]:
    """The lexer's pattern. At a line's start stand labels and directives; line comments end there or at a newline."""
    key = (anywhere, at_start, preprocessor)
    if key not in _patterns:
        signs = "|".join(re.escape(sign) for sign in sorted(anywhere, key=len, reverse=True)) or "(?!)"
        starts = "|".join(rf"{re.escape(sign)}(?!\*)" for sign in sorted(at_start | anywhere, key=len)) or "(?!)"
        # Never fails and never goes back, so that no text makes it read anything twice.
        string = r'"(?:[^"\\\n]|\\[^\n])*+"?' if preprocessor else r'"(?:[^"\\]|\\.)*+"?'
        character = r"'(?:\\.|[^\\\n'])'?|''"
        splice = r"\\\r?\n" if preprocessor else "(?!)"
        directive = rf"(?m:^)[ \t]*{_DIRECTIVE}" if preprocessor else r"(?P<keyword>(?!))"
        _patterns[key] = re.compile(
            rf"{directive}|(?P<splice>{splice})|(?P<newline>\n)|(?P<string>{string})|(?P<character>{character})"
            r"|(?P<block>/\*.*?(?:\*/|\Z))"
            rf"|(?:(?m:^)[ \t]*(?:[\w.$]+[ \t]*:[ \t]*)*(?P<start>(?:{starts})[^\n]*))|(?P<comment>(?:{signs})[^\n]*)"
            r"|(?P<blank>[ \t\r]+)|(?P<text>[\w.$%]+|.)",
            re.DOTALL,
        )
    return _patterns[key]


_patterns: dict[tuple[frozenset[str], frozenset[str], bool], re.Pattern[str]] = {}


def _places(text: str, filename: str) -> list[tuple[str, int]]:
    return list(_marked(text, filename))


def _marked(text: str, filename: str) -> Iterator[tuple[str, int]]:
    """File and line of each line of a text, as its markers have them."""
    file, number = filename, 0
    for line in text.split("\n"):
        number += 1
        yield file, number
        marker = MARKER.match(line) if line.startswith("#") else None
        if marker:
            file, number = marker[2].replace("\\\\", "\\").replace('\\"', '"'), int(marker[1]) - 1
