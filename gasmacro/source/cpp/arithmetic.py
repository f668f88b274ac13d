"""The value of `#if`: C's integer arithmetic in 64 bits.

In: tokens with all macros expanded and `defined` decided.  Out: a number.  Rule: C's, as pcpp computes it; numbers and
characters are read here, where a suffix or the size of a number makes it unsigned; names that are left are 0.
"""

from __future__ import annotations

import functools
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LITERAL = re.compile(
    r"(?P<number>0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)(?P<suffix>[uUlL]*)(?![\w.])|(?:u8|[LuU])?'(?P<text>(?:[^'\\]|\\.)+)'"
    r"|(?P<name>[^\W\d]\w*)|(?P<bad>\.?\d[\w.]*|[\"#@$`\\])"
)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|(.))", re.DOTALL)
_ESCAPES = {"n": 10, "t": 9, "r": 13, "a": 7, "b": 8, "f": 12, "v": 11, "e": 27}
_SIGNED = 1 << 63


class ConditionError(Exception):
    """The text of an `#if` is no expression."""


@functools.lru_cache(maxsize=4096)
def value(text: str) -> int:
    """The value of an expression. Raises `ConditionError`."""
    plain = _LITERAL.sub(_literal, text).strip()
    if plain.isdecimal():
        return int(plain)
    try:
        return int(_evaluator()(plain).value())
    except Exception:  # noqa: BLE001 - whatever the grammar stumbles over
        raise ConditionError(text) from None


def _literal(match: re.Match[str]) -> str:
    if match["bad"]:
        raise ConditionError(match["bad"])
    if match["name"]:
        return "0"
    if match["text"]:
        return str(_character(match["text"]))
    digits = match["number"]
    try:
        number = int(digits, 8 if digits[0] == "0" and digits.isdigit() else 0)
    except ValueError:
        raise ConditionError(digits) from None
    unsigned = "u" in match["suffix"].lower() or number >= _SIGNED
    return f"{number}U" if unsigned else str(number)


def _character(text: str) -> int:
    """The value of a character constant; of several characters, as a number of bytes."""
    number = 0
    for match in re.finditer(rf"{_ESCAPE.pattern}|(.)", text, re.DOTALL):
        octal, hexadecimal, escaped, plain = match.groups()
        if octal or hexadecimal:
            code = int(octal, 8) if octal else int(hexadecimal, 16)
        else:
            code = ord(plain) if plain else _ESCAPES.get(escaped, ord(escaped))
        number = number << 8 | code & 0xFF
    return number - 256 if len(text) == 1 and number > 127 else number


@functools.cache
def _evaluator() -> Any:
    from pcpp.evaluator import Evaluator  # type: ignore[import-untyped]

    return Evaluator()
