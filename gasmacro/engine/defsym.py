"""What `-D` says to a source without C preprocessor lines: symbols with numbers, as an assembler's `--defsym` makes.

In: `NAME` or `NAME=NUMBER`.  Out: the name and its number.  Rule: a name alone is 1; a number is written as assemblers
write one; anything else is no symbol's value.
"""

from __future__ import annotations

import re

from gasmacro.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[A-Za-z_.$][\w.$]*")
_NUMBER = re.compile(r"([-+]?)(?:0x([0-9a-f]+)|0b([01]+)|0([0-7]+)|([0-9]+))", re.IGNORECASE)


def symbol(define: str) -> tuple[str, int]:
    """The name and the number of a definition. Raises `UsageError` for what is none."""
    name, equals, text = define.partition("=")
    if not _NAME.fullmatch(name):
        raise UsageError(f"{define!r} defines no name: write NAME or NAME=NUMBER")
    value = _number(text) if equals else 1
    if value is None:
        raise UsageError(f"{define!r} gives no number: in a source without C preprocessor lines it defines a symbol")
    return name, value


def numbers(defines: Iterable[str]) -> tuple[str, ...]:
    """Those definitions that can be symbols. A compiler hands no `-D` on to an assembler, so the others say nothing."""
    return tuple(each for each in defines if "=" not in each or _number(each.partition("=")[2]) is not None)


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, hexadecimal, binary, octal, decimal = found.groups()
    digits, base = next(
        (digits, base)
        for digits, base in ((hexadecimal, 16), (binary, 2), (octal, 8), (decimal, 10))
        if digits is not None
    )
    value = int(digits, base) if len(digits) < 100 else None
    return -value if value is not None and sign == "-" else value
