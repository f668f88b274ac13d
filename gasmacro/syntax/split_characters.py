"""Scrubbed operand text in, actuals out, by characters: the way of an assembler that scrubs.

Rule (found by probing; fixtures `inv-*`): an actual that starts with a quote runs to its partner and loses the quotes;
any other runs to the first blank or comma, except that inside parentheses and brackets a blank does not end it (a comma
always does) and that a later string is copied whole.  In altmacro mode a quoted actual keeps its quotes, `<...>` is
text with `!` as its escape, and `%` asks for the value of an expression.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile

_NAME_EQUALS = re.compile(r"([^\x00-#%-\-/-@\[-^`{-\x7f][^\x00-#%-\-/:-@\[-^`{-\x7f]*)=")
_IDENTIFIER = re.compile(r"[^\x00-#%-\-/-@\[-^`{-\x7f][^\x00-#%-\-/:-@\[-^`{-\x7f]*")
_FIRST_SPECIAL = re.compile(r"[^ ,\";()=]*")
_PLAIN_VALUE = re.compile(r"[^ ,\"'()\[\]<%!]*(?=[ ,]|\Z)")
_STRING = re.compile(r'"((?:[^"\\]|\\.|"")*)("?)', re.DOTALL)


class SplitError(Exception):
    """The assembler can't cut the text into actuals; the message says so in its words."""


def keyword(text: str, position: int, profile: Profile) -> tuple[str, int] | None:
    """The name of a keyword actual at a position and where its value begins, or None for a positional one.

    Raises `SplitError` where what stands before `=` is no name.
    """
    if "=" not in text:
        return None
    if profile.keyword_needs_name:
        found = _NAME_EQUALS.match(text, position)
        return (found[1], found.end()) if found else None
    special = _FIRST_SPECIAL.match(text, position)
    assert special is not None
    end = special.end()
    if text[end : end + 1] != "=":
        return None
    if not _IDENTIFIER.fullmatch(special[0]):
        raise SplitError("confusion in formal parameters")
    return special[0], end + 1


def skip_separator(text: str, position: int) -> int:
    """Past blanks, at most one comma, and blanks."""
    size = len(text)
    while position < size and text[position] == " ":
        position += 1
    if position < size and text[position] == ",":
        position += 1
        while position < size and text[position] == " ":
            position += 1
    return position


def value(text: str, position: int, altmacro: bool = False) -> tuple[str, int]:
    """The actual at a position, as the assembler stores it, and where it ends."""
    plain = _PLAIN_VALUE.match(text, position)
    if plain and plain.end() > position:
        return plain[0], plain.end()
    first = text[position : position + 1]
    if first == '"':
        return _quoted(text, position, altmacro)
    if altmacro and first == "<":
        return _angle(text, position)
    return _bare(text, position, altmacro)


def _quoted(text: str, position: int, keep: bool) -> tuple[str, int]:
    found = _STRING.match(text, position)
    assert found is not None
    inner = found[1].replace('""', '"')
    return (f'"{inner}"' if keep else inner), found.end()


def _angle(text: str, position: int) -> tuple[str, int]:
    """`<...>` in altmacro mode: nested angles stay, `!` takes the next character as it is, adjacent ones join."""
    out: list[str] = []
    depth = 1
    position += 1
    size = len(text)
    while position < size:
        char = text[position]
        if char == "!" and position + 1 < size:
            position += 1
            out.append(text[position])
        elif char == ">":
            depth -= 1
            if not depth:
                position += 1
                if text[position : position + 1] == "<":
                    more, position = _angle(text, position)
                    return "".join(out) + more, position
                break
            out.append(char)
        else:
            depth += char == "<"
            out.append(char)
        position += 1
    return "".join(out), position


def _bare(text: str, position: int, altmacro: bool) -> tuple[str, int]:
    start = position
    depth: list[str] = []  # what closes the brackets that are open
    size = len(text)
    while position < size:
        char = text[position]
        if char == "," or (char == " " and not depth):
            break
        if altmacro and char == "<":
            break
        if char in "([":
            depth.append(")" if char == "(" else "]")
        elif depth and char == depth[-1]:
            depth.pop()
        elif char in "\"'":
            position = _partner(text, position)
            continue
        position += 1
    return text[start:position], position


def _partner(text: str, position: int) -> int:
    """Past the partner of the quote at a position."""
    quote = text[position]
    position += 1
    size = len(text)
    while position < size:
        char = text[position]
        if char == "\\":
            position += 1
        elif char == quote:
            return position + 1
        position += 1
    return size
