"""Text to preprocessing tokens, as preprocessors read assembler (`-x assembler-with-cpp`).

In: a piece of a unit's joined text.  Out: tokens, each with whether a blank (or comment) stands before it.  Rule: C's
tokens, the longest first; `$` is no letter and there are no digraphs; a quote without its partner takes the rest of the
line, in which nothing is expanded and no comment begins.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source.cpp.macros import Expanded
    from gasmacro.source.cpp.unit import Unit

NAME, NUMBER, STRING, CHARACTER, SIGN, OTHER, PADDING, EOL = "nsqc.?_!"

BLANK = r"(?:[ \t\f\v\r\n]|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+)"
_TOKEN = re.compile(
    rf"(?P<_>{BLANK}++)"
    r"|(?P<q>(?:u8|[LuU])?\"(?:[^\"\\\n]|\\[^\n])*+\")"
    r"|(?P<c>(?:u8|[LuU])?'(?:[^'\\\n]|\\[^\n])++')"
    r"|(?P<n>[^\W\d]\w*+)"
    r"|(?P<s>\.?\d(?:[eEpP][-+]|[\w.])*+)"
    r"|(?P<o>[\"'][^\n]*+)"
    r"|(?P<d>\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\#\#|[-+*/%&|^~!=<>?:;,.()\[\]{}\#])"
    r"|(?P<x>.)",
    re.DOTALL,
)
_KINDS = {"n": NAME, "s": NUMBER, "q": STRING, "c": CHARACTER, "d": SIGN, "o": OTHER, "x": OTHER}


class Token:
    """A preprocessing token.

    `kind` and `text`; `blank` whether a blank stands before it; `unit` and `at`, where its text stands (an offset; of a
    token that was made, `unit` is None and `origin` the token that it was made of); `way` the expansion of a C macro in
    whose body that is (None in a file); `fixed` whether it is never expanded again; `fresh` whether it begins a line
    that a call runs over.
    """

    __slots__ = ("at", "blank", "fixed", "fresh", "kind", "origin", "text", "unit", "way")

    def __init__(
        self, kind: str, text: str, blank: bool, unit: Unit | None, at: int, way: Expanded | None = None
    ) -> None:
        self.kind = kind
        self.text = text
        self.blank = blank
        self.unit = unit
        self.at = at
        self.way = way
        self.fixed = self.fresh = False
        self.origin: Token | None = None

    def copy(self, blank: bool) -> Token:
        """The same token with or without a blank before it."""
        made = Token(self.kind, self.text, blank, self.unit, self.at, self.way)
        made.fixed = self.fixed
        made.fresh = self.fresh
        made.origin = self.origin
        return made

    def spelled(self, origin: Token) -> Token:
        """The token itself, made of another one, at whose place it stands."""
        self.origin = origin.origin or origin
        return self

    def __repr__(self) -> str:
        return f"Token({self.kind}{' ' if self.blank else ''}{self.text!r})"


def tokens(unit: Unit, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of a unit's text."""
    found: list[Token] = []
    append = found.append
    blank = False
    for match in _TOKEN.finditer(unit.text, start, end):
        kind = match.lastgroup
        if kind == "_":
            blank = True
            continue
        append(Token(_KINDS[kind], match[0], blank, unit, match.start()))  # type: ignore[index]
        blank = False
    return found


def kind_of(text: str) -> str | None:
    """The kind of the one token that a text is, None where it is none or several."""
    match = _TOKEN.fullmatch(text)
    if match is None or match.lastgroup in ("_", "x", "o"):
        return None
    return _KINDS[match.lastgroup]  # type: ignore[index]
