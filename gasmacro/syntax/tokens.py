"""Raw operand text in, tokens out, as an assembler lexes that reads tokens; and actuals cut from them.

A token is a tuple `(kind, text)`.  Kinds: "blank", "comment", "string", "word" (a name, number or character constant),
"operator" (one that joins what stands around it), "comma", "open", "close", "=", and "other".  A string without end is
a "word" that runs to the end of the text, quote and all.  Rule of the cut (found by probing; fixtures `inv-*`): outside
parentheses a comma or a run of blanks ends an actual, but an operator joins with what stands before and behind it,
whatever blanks there are.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from gasmacro.targets.schema import Profile

    Token: TypeAlias = tuple[str, str]

_SUFFIXES: dict[str, re.Pattern[str]] = {}
_LEXERS: dict[tuple[str, str], re.Pattern[str]] = {}

_OPERATORS = r"\|\||\||&&|&|!=|<=|<<|<>|<|>=|>>|>|==|->|::|[-+~*/^!]"
# Operators that the lexer knows as one token and that do not join.
_APART = frozenset(("->", "::"))


def _lexer(profile: Profile) -> re.Pattern[str]:
    key = (profile.identifier_start, profile.identifier_inside)
    known = _LEXERS.get(key)
    if known is None:
        start, inside = (re.escape(text) for text in key)
        known = _LEXERS[key] = re.compile(
            r"(?P<blank>[ \t]+)"
            r"|(?P<comment>/\*(?:[^*]|\*(?!/))*+\*/)"
            r"|(?P<string>\"(?:[^\"\\]|\\.)*+\")"
            rf"|(?P<word>\.?\d[\w.]*|(?:[A-Za-z_{start}]|\.(?=[\w.$@]))[\w.{inside}]*|'(?:\\.|[^\\]).)"
            r"|(?P<open_comment>/\*.*)"
            rf"|(?P<operator>{_OPERATORS}|\.)"
            r"|(?P<comma>,)|(?P<open>\()|(?P<close>\))|(?P<equal>=)"
            r"|(?P<open_string>\".*)"
            r"|(?P<other>.)",
            re.DOTALL,
        )
    return known


class TokenError(Exception):
    """The assembler refuses the tokens; the message says so in its words."""


def _suffix(pattern: str) -> re.Pattern[str]:
    """What finds a whole number with its suffix."""
    known = _SUFFIXES.get(pattern)
    if known is None:
        known = _SUFFIXES[pattern] = re.compile(rf"\A(0[bB][01]+|\d+){pattern}")
    return known


def tokens(text: str, profile: Profile) -> list[tuple[str, str, int]]:
    """The tokens of a text with the offset of each. Raises `TokenError` for a comment without end."""
    out = []
    for found in _lexer(profile).finditer(text):
        kind = found.lastgroup or "other"
        if kind == "equal":
            kind = "="
        elif kind == "open_comment":
            raise TokenError("unterminated comment")
        elif kind == "open_string":
            kind = "word"
        elif kind == "word" and "0" <= found[0][0] <= "9" and not found[0].isdigit():
            number = _suffix(profile.number_suffix).sub(r"\1", found[0], count=1)
            out.append((kind, number, found.start()))
            continue
        elif kind == "operator" and found[0] in _APART:
            kind = "other"
        out.append((kind, found[0], found.start()))
    return out


class Cursor:
    """A walk over the tokens of an operand text that gives one actual after the other.

    `position` indexes the current token. Between actuals blanks and comments are passed over; inside one they count.
    """

    __slots__ = ("_after_blank", "items", "position", "text")

    def __init__(self, text: str, profile: Profile, start: int = 0) -> None:
        self.text = text
        self.items = tokens(text, profile)
        self.position = start
        self._after_blank = "/*" in text and profile.comment_after_blank == "skipped"
        self.skip()

    def kind(self) -> str:
        """The current token's kind, "" at the end."""
        return self.items[self.position][0] if self.position < len(self.items) else ""

    def skip(self) -> None:
        """Past blanks and comments."""
        while self.kind() in ("blank", "comment"):
            self.position += 1

    def advance(self) -> None:
        """To the next token between actuals."""
        self.position += 1
        self.skip()

    def keyword(self) -> str | None:
        """The name when a keyword actual begins here; the walk then stands at its value."""
        items, here = self.items, self.position
        if here >= len(items) or items[here][0] != "word" or not _is_name(items[here][1]):
            return None
        ahead = here + 1
        while ahead < len(items) and items[ahead][0] in ("blank", "comment"):
            ahead += 1
        if ahead >= len(items) or items[ahead][0] != "=":
            return None
        self.position = ahead
        self.advance()
        return items[here][1]

    def move(self, offset: int) -> None:
        """To the first token that begins at an offset of the text or behind it, blanks and comments passed over."""
        while self.position < len(self.items) and self.items[self.position][2] < offset:
            self.position += 1

    def rest(self) -> str:
        """The source text from the current token to the end; the walk then stands at the end."""
        start = self.items[self.position][2] if self.position < len(self.items) else len(self.text)
        self.position = len(self.items)
        return self.text[start:]

    def actual(self) -> list[Token]:
        """The tokens of the actual that begins here. Raises `TokenError` where the assembler refuses."""
        out: list[Token] = []
        depth = 0
        items = self.items
        while True:
            kind = self.kind()
            if kind == "=":
                raise TokenError("unexpected token in macro instantiation")
            if not depth:
                if kind == "comma":
                    break
                spaced = kind == "blank"
                if spaced:
                    kind = self._past_blank()
                if kind == "operator" or (spaced and kind == "="):
                    out.append(items[self.position][:2])
                    self.position += 1
                    if self.kind() == "blank":
                        self._past_blank()
                    continue
                if spaced:
                    break
            if not kind:
                break
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= depth > 0
            out.append(items[self.position][:2])
            self.position += 1
        if depth:
            raise TokenError("unbalanced parentheses in macro argument")
        return out

    def _past_blank(self) -> str:
        self.position += 1
        if self._after_blank:
            while self.kind() == "comment":
                self.position += 1
        return self.kind()


def _is_name(text: str) -> bool:
    return not text[0].isdigit() and text[0] != "'" and not (text[0] == "." and text[1:2].isdigit())


def spelling(actual: list[Token], *, quotes: bool = False) -> str:
    """The text that an actual's tokens stand for: strings lose their quotes, but for a formal that takes the rest."""
    if quotes:
        return "".join([text for _, text in actual])
    return "".join([text[1:-1] if kind == "string" else text for kind, text in actual])
