"""Where a blank stands between two tokens that a preprocessor writes.

In: the tokens of one line, in order.  Out: those that are written, each with whether a blank stands before it.  Rule:
the blank of the source stays; a blank is put in where two tokens that an expansion brought together would be read as
one.  Preprocessors that pad look at that only beside padding, others wherever two tokens did not stand side by side in
a file.
"""

from __future__ import annotations

import re

from gasmacro.source.cpp.lexer import CHARACTER, NAME, NUMBER, PADDING, SIGN, STRING
from gasmacro.source.cpp.substitution import AVOID, pads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from gasmacro.source.cpp.lexer import Token

    Written: TypeAlias = "list[tuple[Token, bool]]"
    Writer: TypeAlias = "Callable[[list[Token]], Written]"

_BEFORE_EQUAL = frozenset(("=", "!", ">", "<", "+", "-", "*", "/", "%", "&", "|", "^", ">>", "<<"))
# What a sign's next character may not be. These hold for both.
_APART = {"<": "<%:", ">": ">", "+": "+", "-": "->", "/": "/*", "&": "&", "|": "|", "#": "#%"}
_PADDED = {**_APART, "%": ":>", "<=": ">", ":": ":>", "->": "*", "#": "#%"}
_LEADING = {**_APART, "%": ">:", ":": ">", "#": "#@%"}
_NUMBER = re.compile(r"[\w.]")
_WORD = re.compile(r"\w+")
_PREFIX = "L"  # of a string; others are of C alone


def padded(tokens: list[Token]) -> Written:
    """The tokens as a preprocessor that pads writes them."""
    out: Written = []
    avoid = False
    source: Token | None = None
    previous: Token | None = None
    for token in tokens:
        if token.kind == PADDING:
            avoid = True
            if pads(source, token):
                source = token
            continue
        if avoid:
            own = token.blank if source is None or source is AVOID else source.blank
            blank = own or (previous is not None and _padded_apart(previous, token))
        else:
            blank = token.blank
        out.append((token, blank))
        avoid, source, previous = False, None, token
    return out


def _padded_apart(left: Token, right: Token) -> bool:
    kind, text, first = right.kind, left.text, right.text[0] if right.kind == SIGN else ""
    if first == "=" and left.kind == SIGN and text in _BEFORE_EQUAL:
        return True
    if left.kind == NAME:
        if kind == NUMBER:
            return _WORD.fullmatch(right.text) is not None
        return kind == NAME or (kind in (STRING, CHARACTER) and right.text[0] in "\"'")
    if left.kind == NUMBER:
        return kind in (NUMBER, NAME, CHARACTER) or first in (".", "+", "-")
    if text == ".":
        return first in (".", "%") or kind == NUMBER
    if text[0] == "\\":
        return kind == NAME
    return left.kind == SIGN and first != "" and first in _PADDED.get(text, "")


def leading(tokens: list[Token]) -> Written:
    """The tokens as a preprocessor writes them whose tokens have their blanks in front."""
    out: Written = []
    before: Token | None = None
    previous: Token | None = None
    for token in tokens:
        blank = token.blank or (previous is not None and _leading_apart(before, previous, token))
        out.append((token, blank))
        before, previous = previous, token
    return out


def _leading_apart(before: Token | None, left: Token, right: Token) -> bool:
    if left.unit is not None and left.unit is right.unit and left.at + len(left.text) == right.at:
        return False
    kind, text, first = right.kind, left.text, right.text[0]
    if left.kind == NAME:
        if kind == NUMBER:
            return first != "."
        if kind == NAME or (kind in (STRING, CHARACTER) and first not in "\"'"):
            return True
        return kind in (STRING, CHARACTER) and text == _PREFIX
    if left.kind != SIGN:
        return left.kind == NUMBER and (first in "+-" or _NUMBER.match(first) is not None)
    if first == "=" and text in _BEFORE_EQUAL and right.text in ("=", "=="):
        return True
    if text == "." and first.isdigit():
        return True
    return (first == text == "." and before is not None and before.text == ".") or first in _LEADING.get(text, "")
