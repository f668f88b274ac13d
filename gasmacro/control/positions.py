"""Where keys and values stand in a TOML text: what Python's own reader does not tell.

In: a text that is valid TOML.  Out: a place (line and column, from 1) for each path of keys and indexes.  Rule: since
the text is known to be valid, only what moves the place is looked at: strings, comments, brackets, `=`, `,` and
newlines.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Path: TypeAlias = tuple[str | int, ...]

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_TOKENS = re.compile(
    rf"(?P<string>{_STRING})|(?P<comment>\#[^\n]*)|(?P<word>[^\s\[\]{{}}=,#\"'.]+)|(?P<sign>[\[\]{{}}=,.\n])", re.DOTALL
)


class Places:
    """The places of a text: `of(path)` gives line and column of a key or of a value in a list."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [found for found in _TOKENS.finditer(text) if found.lastgroup != "comment"]
        self._at = 0
        self._known: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        self._read()

    def of(self, path: Path) -> tuple[int, int]:
        """The place of the longest part of a path that the text has."""
        while path and path not in self._known:
            path = path[:-1]
        return self.place(self._known.get(path, 0))

    def place(self, offset: int) -> tuple[int, int]:
        """An offset as line and column."""
        before = self._text.rfind("\n", 0, offset)
        return self._text.count("\n", 0, offset) + 1, offset - before

    def _sign(self) -> str:
        """The text of the token that is next, "" at the end."""
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _read(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            if self._sign() == "\n":
                self._at += 1
            elif self._sign() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        twice = self._text.startswith("[[", self._tokens[self._at].start())
        self._at += 2 if twice else 1
        path = self._key(())
        self._at += 2 if twice else 1
        if twice:
            number = self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, number)
        return path

    def _key(self, path: Path) -> Path:
        """A dotted key, each part of which is noted; what was noted first stays."""
        while True:
            token = self._tokens[self._at]
            path = (*path, _unquoted(token[0]))
            self._known.setdefault(path, token.start())
            self._at += 1
            if self._sign() != ".":
                return path
            self._at += 1

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._at += 1  # the `=`
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._sign()
        self._at += 1
        if opening == "[":
            self._list(path)
        elif opening == "{":
            while self._sign() not in ("}", ""):
                if self._sign() in (",", "\n"):
                    self._at += 1
                else:
                    self._pair(path)
            self._at += 1
        else:
            while self._sign() not in ("", "\n", ",", "]", "}"):  # a number with a point, a date with a blank
                self._at += 1

    def _list(self, path: Path) -> None:
        number = 0
        while self._sign() not in ("]", ""):
            if self._sign() in (",", "\n"):
                self._at += 1
                continue
            self._known[*path, number] = self._tokens[self._at].start()
            self._value((*path, number))
            number += 1
        self._at += 1


def _unquoted(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    import tomllib

    value: str = tomllib.loads(f"k = {key}")["k"]
    return value
