"""A macro's header in, its name and formals out.

Rule: formals are separated by commas, blanks or both; each is a name, perhaps `:req` or `:vararg`, perhaps `=` and a
default, which is cut by the family's own rule for actuals (fixtures `hdr-*`).
"""

from __future__ import annotations

import re

from gasmacro.engine.macros import Formal
from gasmacro.syntax.split_characters import SplitError, value
from gasmacro.syntax.tokens import Cursor, TokenError, spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.targets.schema import Profile

_NAME = re.compile(r"[^\x00-#%-\-/-@\[-^`{-\x7f][^\x00-#%-\-/:-@\[-^`{-\x7f]*")
_GAP = re.compile(r"[ \t]*")


class HeaderError(Exception):
    """The assembler refuses the header; the message says so in its words."""


def read_header(
    text: str, profile: Profile, altmacro: bool, label: str, number: Callable[[str], tuple[str, int]]
) -> tuple[str, tuple[Formal, ...]]:
    """The macro's name and formals. `label`: the name where a label gives it. Raises `HeaderError`."""
    if profile.reads == "characters":
        name, formals = _by_characters(text, altmacro, label, number)
    else:
        name, formals = _by_tokens(text, profile)
    seen: set[str] = set()
    for formal in formals:
        if formal.name in seen:
            raise HeaderError(f"a parameter named `{formal.name}' already exists for macro `{name}'")
        seen.add(formal.name)
    return name, tuple(formals)


def _by_characters(
    text: str, altmacro: bool, label: str, number: Callable[[str], tuple[str, int]]
) -> tuple[str, list[Formal]]:
    position = 0
    name = label
    if not label:
        found = _NAME.match(text)
        if not found:
            raise HeaderError("missing macro name" if not text else "bad macro name")
        name, position = found[0], found.end()
        if text[position : position + 1] not in ("", " ", ","):
            raise HeaderError("bad parameter list for macro `" + name + "'")
    comma = text[_past(text, position, comma=False) :][:1] == ","
    position = _past(text, position, comma=True)
    if comma and position >= len(text):
        raise HeaderError(f"bad parameter list for macro `{name}'")
    formals: list[Formal] = []
    while position < len(text):
        formal, position = _one_formal(text, position, name, altmacro, number)
        formals.append(formal)
        after = _past(text, position, comma=False)
        if text[after : after + 1] == ",":
            after = _past(text, after, comma=True)
            if after >= len(text):
                raise HeaderError(f"bad parameter list for macro `{name}'")
        elif after == position and after < len(text) and text[position - 1] != '"':
            raise HeaderError(f"bad parameter list for macro `{name}'")
        if formal.kind == "vararg" and after < len(text):
            raise HeaderError(f"bad parameter list for macro `{name}'")
        position = after
    return name, formals


def _past(text: str, position: int, *, comma: bool) -> int:
    """Past blanks, and past one comma with its blanks where asked."""
    while text[position : position + 1] == " ":
        position += 1
    if comma and text[position : position + 1] == ",":
        position += 1
        while text[position : position + 1] == " ":
            position += 1
    return position


def _one_formal(
    text: str, position: int, macro: str, altmacro: bool, number: Callable[[str], tuple[str, int]]
) -> tuple[Formal, int]:
    found = _NAME.match(text, position)
    if not found:
        raise HeaderError(f"bad parameter list for macro `{macro}'")
    kind, default = "", None
    position = found.end()
    if text[_past(text, position, comma=False) :][:1] == ":":
        position = _past(text, position, comma=False) + 1
        position = _past(text, position, comma=False)
        qualifier = _NAME.match(text, position)
        kind = qualifier[0] if qualifier else ""
        if kind not in ("req", "vararg"):
            missing = "Missing" if not qualifier else f"`{kind}' is not a valid"
            raise HeaderError(f"{missing} parameter qualifier for `{found[0]}' in macro `{macro}'")
        assert qualifier is not None
        position = qualifier.end()
    at = _past(text, position, comma=False)
    if text[at : at + 1] == "=":
        position = _past(text, at + 1, comma=False)
        if altmacro and text[position : position + 1] == "%":
            try:
                default, length = number(text[position + 1 :])
            except SplitError as error:
                raise HeaderError(str(error)) from None
            position += 1 + length
        else:
            default, position = value(text, position, altmacro)
        if kind == "req":
            default = None
    return Formal(found[0], kind, default), position


def _by_tokens(text: str, profile: Profile) -> tuple[str, list[Formal]]:
    try:
        cursor = Cursor(text, profile)
    except TokenError as error:
        raise HeaderError(str(error)) from None
    name = _token_name(cursor, "expected identifier in '.macro' directive", quoted=True)
    if cursor.kind() == "comma":
        cursor.advance()
    formals: list[Formal] = []
    try:
        while cursor.kind():
            if formals and formals[-1].kind == "vararg":
                raise HeaderError(f"vararg parameter '{formals[-1].name}' should be the last parameter")
            formals.append(_token_formal(cursor, name))
            if cursor.kind() == "comma":
                cursor.advance()
    except TokenError as error:
        raise HeaderError(str(error)) from None
    return name, formals


def _token_formal(cursor: Cursor, macro: str) -> Formal:
    name = _token_name(cursor, "expected identifier in '.macro' directive", quoted=True)
    kind, default = "", None
    if cursor.kind() == "other" and cursor.items[cursor.position][1] == ":":
        cursor.advance()
        kind = _token_name(cursor, f"missing parameter qualifier for '{name}' in macro '{macro}'")
        if kind not in ("req", "vararg"):
            raise HeaderError(f"{kind} is not a valid parameter qualifier for '{name}' in macro '{macro}'")
    if cursor.kind() == "=":
        cursor.advance()
        default = spelling(cursor.actual())
        if kind == "req":
            default = None
    return Formal(name, kind, default)


def _token_name(cursor: Cursor, refusal: str, *, quoted: bool = False) -> str:
    kind = cursor.kind()
    if kind == "word" or (quoted and kind == "string"):
        text = cursor.items[cursor.position][1]
        text = text[1:-1] if kind == "string" else text
        if kind == "string" or not (text[0].isdigit() or text[0] == "'"):
            cursor.advance()
            return text
    if kind == "other" and cursor.items[cursor.position][1] in "$@":  # a name may begin so when it is glued together
        here = cursor.position
        if here + 1 < len(cursor.items) and cursor.items[here + 1][0] == "word":
            cursor.position += 1
            text = cursor.items[here][1] + cursor.items[here + 1][1]
            cursor.advance()
            return text
    raise HeaderError(refusal)
