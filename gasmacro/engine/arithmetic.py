"""Operators on two's-complement 64-bit numbers.

In: an operator, one or two numbers.  Out: the number.  Rule: numbers are signed and wrap; `>>` fills with zeros; a
comparison that holds is -1, `&&`, `||` and `!` give 1; a quotient is cut toward zero (expr-001 to expr-060).
"""

from __future__ import annotations

from gasmacro.syntax.trees import ExpressionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.targets.schema import Profile

_MASK = (1 << 64) - 1
_SIGN = 1 << 63
LEAST = -_SIGN
"""The smallest number; negated, it is itself."""


def signed(value: int) -> int:
    """The signed 64-bit number that `value` wraps to."""
    value &= _MASK
    return value - (1 << 64) if value & _SIGN else value


PURE: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: signed(left + right),
    "-": lambda left, right: signed(left - right),
    "*": lambda left, right: signed(left * right),
    "&": lambda left, right: left & right,
    "|": lambda left, right: left | right,
    "^": lambda left, right: left ^ right,
    "!": lambda left, right: left | ~right,
    "==": lambda left, right: -(left == right),
    "!=": lambda left, right: -(left != right),
    "<>": lambda left, right: -(left != right),
    "<": lambda left, right: -(left < right),
    "<=": lambda left, right: -(left <= right),
    ">": lambda left, right: -(left > right),
    ">=": lambda left, right: -(left >= right),
    "&&": lambda left, right: int(left != 0 and right != 0),
    "||": lambda left, right: int(left != 0 or right != 0),
}
"""The operators that mean the same to every assembler, whatever the numbers."""

UNARY: dict[str, Callable[[int], int]] = {
    "-": lambda value: signed(-value),
    "+": lambda value: value,
    "~": lambda value: ~value,
    "!": lambda value: int(value == 0),
}
"""The prefix operators."""


def fold(operator: str, left: int, right: int, profile: Profile, warn: list[str] | None) -> int:
    """`left operator right`; warnings go to `warn`. Raises ExpressionError where the assembler gives no value."""
    pure = PURE.get(operator)
    if pure is not None:
        return pure(left, right)
    if operator in ("<<", ">>"):
        return _shift(operator, left, right, profile, warn)
    return _divide(operator, left, right, profile, warn)


def _shift(operator: str, left: int, count: int, profile: Profile, warn: list[str] | None) -> int:
    if not 0 <= count <= 63:
        if profile.shift_count == "checked":
            tell(warn, f"shift count out of range ({count} is not between 0 and 63)")
            return 0
        count &= 63
    return signed(left << count if operator == "<<" else (left & _MASK) >> count)


def _divide(operator: str, left: int, right: int, profile: Profile, warn: list[str] | None) -> int:
    if right == 0:
        if profile.division_by_zero == "rejected":
            raise ExpressionError(profile.not_absolute)
        tell(warn, "division by zero")
        right = 1
    if left == LEAST and right == -1:
        return _overflown(operator, profile)
    quotient = abs(left) // abs(right)
    if (left < 0) != (right < 0):
        quotient = -quotient
    return quotient if operator == "/" else left - quotient * right


def _overflown(operator: str, profile: Profile) -> int:
    """The one quotient that does not fit: some assemblers die of it, which is a rejection."""
    if profile.quotient_overflow == "fatal":
        raise ExpressionError("internal error (floating point exception)")
    return LEAST if operator == "/" else 0


def tell(warn: list[str] | None, message: str) -> None:
    """Note a warning when somebody wants to hear it."""
    if warn is not None:
        warn.append(message)
