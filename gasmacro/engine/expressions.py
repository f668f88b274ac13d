"""Expressions as the assemblers evaluate them.

In: a text, a profile, the symbols.  Out: a value (int, Relative, Register, UNKNOWN), or ExpressionError in words close to
the assembler's.  Rule: read once per distinct text (plain texts without a grammar), then evaluate the tree; what hangs on
a distance or a name that only a full assembler knows is UNKNOWN, never guessed.
"""

from __future__ import annotations

from gasmacro.engine.symbols import APART, UNKNOWN, UNSETTLED, Register, Relative
from gasmacro.syntax.plain import read_plain
from gasmacro.syntax.trees import ExpressionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.engine.symbols import Symbols, Value
    from gasmacro.syntax.trees import Tree
    from gasmacro.targets.schema import Profile

__all__ = ["ExpressionError", "absolute", "evaluate", "evaluate_prefix", "read", "resolve"]

_MASK = (1 << 64) - 1
_SIGN = 1 << 63
_plain: dict[str, Tree | None] = {}
_read: dict[tuple[str, str, bool], tuple[Tree, int] | ExpressionError] = {}


def read(text: str, profile: Profile) -> tuple[Tree, int]:
    """The tree of the expression that `text` starts with and the index where it ends. Raises ExpressionError."""
    try:
        tree = _plain[text]
    except KeyError:
        tree = _plain[text] = read_plain(text)
    if tree is not None:
        return tree, len(text)
    bang = "!" in text and profile.infix_or_not
    key = (text, profile.reads, bang)
    known = _read.get(key)
    if known is None:
        from gasmacro.syntax.grammar import read_expression

        try:
            known = read_expression(text, profile.reads, bang)
        except ExpressionError as error:
            known = error
        _read[key] = known
    if isinstance(known, ExpressionError):
        raise ExpressionError(known.message)
    return known


def evaluate_prefix(
    text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None
) -> tuple[Value, int]:
    """The value of the expression at the start of `text`, and where it ends."""
    tree, end = read(text, profile)
    return resolve(tree, profile, symbols, warn), end


def evaluate(text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> Value:
    """The value of `text`, which must be an expression to its end."""
    tree, end = read(text, profile)
    rest = text[end:].lstrip(" \t")
    if rest:
        raise ExpressionError(trailing(rest, profile))
    return resolve(tree, profile, symbols, warn)


def absolute(text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> int | None:
    """The number that `text` stands for, None when undetermined. Raises ExpressionError when it is none."""
    value = evaluate(text, profile, symbols, warn)
    if isinstance(value, int):
        return value
    if value is UNKNOWN:
        return None
    raise ExpressionError(profile.not_absolute)


def trailing(rest: str, profile: Profile) -> str:
    """The message for text after the end of what a directive takes."""
    return str(profile.trailing_text).format(rest[0])


def signed(value: int) -> int:
    """The 64-bit number that `value` wraps to."""
    value &= _MASK
    return value - (1 << 64) if value & _SIGN else value


class _NotYet(Exception):
    """The value cannot be folded by the assembler at this place."""


def resolve(tree: Tree, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> Value:
    """The value of a tree now."""
    return _value(tree, profile, symbols, warn, ())


def _value(tree: Tree, profile: Profile, symbols: Symbols, warn: list[str] | None, open_names: tuple[str, ...]) -> Value:
    kind = tree[0]
    if kind == "int":
        return signed(tree[1])
    if kind == "name" or kind == "quoted":
        return _named(tree[1], profile, symbols, warn, open_names)
    if kind == "binary":
        left = _value(tree[2], profile, symbols, warn, open_names)
        right = _value(tree[3], profile, symbols, warn, open_names)
        if type(left) is int and type(right) is int:
            return fold(tree[1], left, right, profile, warn)
        return _combine(tree[1], left, right, profile, symbols)
    if kind == "unary":
        operand = _value(tree[2], profile, symbols, warn, open_names)
        if type(operand) is int:
            return _unary(tree[1], operand)
        if operand is UNKNOWN:
            return UNKNOWN
        if tree[1] == "+":
            return operand
        return Relative("expression")
    if kind == "here":
        return Relative(".", 0, symbols.here)
    if kind == "local":
        return UNKNOWN
    if kind == "register":
        return Register(tree[1])
    if kind == "absent":
        if warn is not None:
            warn.append("missing operand; zero assumed")
        return 0
    if kind == "big":
        if profile.big_literals == "rejected":
            raise ExpressionError("literal value out of range for directive")
        if warn is not None:
            warn.append("bignum truncated to 8 bytes")
        return signed(tree[1])
    raise AssertionError(kind)


def _named(name: str, profile: Profile, symbols: Symbols, warn: list[str] | None, open_names: tuple[str, ...]) -> Value:
    entry = symbols.entry(name)
    if entry is None:
        return UNKNOWN if symbols.unknown_names else Relative(name)
    if entry[0] == "label":
        return Relative(name, 0, entry[1])
    if entry[0] == "value":
        value: Value = entry[1]
        return value
    if entry[0] == "common":
        return Relative(name)
    if name in open_names:
        raise ExpressionError(f"symbol definition loop encountered at `{name}'")
    return _value(entry[1], profile, symbols, warn, (*open_names, name))


def _unary(operator: str, value: int) -> int:
    if operator == "-":
        return signed(-value)
    if operator == "~":
        return ~value
    if operator == "!":
        return int(not value)
    return value


def fold(operator: str, left: int, right: int, profile: Profile, warn: list[str] | None) -> int:
    """An infix operator on two signed 64-bit numbers."""
    if operator == "+":
        return signed(left + right)
    if operator == "-":
        return signed(left - right)
    if operator == "*":
        return signed(left * right)
    if operator == "==":
        return -(left == right)
    if operator in ("!=", "<>"):
        return -(left != right)
    if operator == "<":
        return -(left < right)
    if operator == "<=":
        return -(left <= right)
    if operator == ">":
        return -(left > right)
    if operator == ">=":
        return -(left >= right)
    if operator == "&":
        return left & right
    if operator == "|":
        return left | right
    if operator == "^":
        return left ^ right
    if operator == "!":
        return left | ~right
    if operator == "&&":
        return int(bool(left and right))
    if operator == "||":
        return int(bool(left or right))
    if operator in ("/", "%"):
        if right == 0:
            if profile.division_by_zero == "rejected":
                raise ExpressionError(profile.not_absolute)
            if warn is not None:
                warn.append("division by zero")
            right = 1
        quotient = abs(left) // abs(right)
        if (left < 0) != (right < 0):
            quotient = -quotient
        return signed(quotient if operator == "/" else left - quotient * right)
    return _shift(operator, left, right, profile, warn)


def _shift(operator: str, left: int, right: int, profile: Profile, warn: list[str] | None) -> int:
    if not 0 <= right <= 63:
        if profile.shift_count == "checked":
            if warn is not None:
                warn.append(f"shift count out of range ({right} is not between 0 and 63)")
            return 0
        right &= 63
    if operator == "<<":
        return signed(left << right)
    return signed((left & _MASK) >> right)


def _combine(operator: str, left: Value, right: Value, profile: Profile, symbols: Symbols) -> Value:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if isinstance(left, Register) or isinstance(right, Register):
        return Relative("expression")
    if operator == "+":
        if type(left) is int and isinstance(right, Relative):
            left, right = right, left
        if isinstance(left, Relative) and type(right) is int:
            return Relative(left.symbol, signed(left.addend + right), left.position)
    if operator == "-" and isinstance(left, Relative) and type(right) is int:
        return Relative(left.symbol, signed(left.addend - right), left.position)
    if isinstance(left, Relative) and isinstance(right, Relative):
        difference = _difference(left, right, symbols)
        if difference is UNKNOWN:
            return UNKNOWN
        if type(difference) is int:
            if operator == "-":
                return difference
            if profile.labels_compare and operator in ("==", "!=", "<>", "<", "<=", ">", ">="):
                return fold(operator, difference, 0, profile, None)
    if profile.labels_compare and operator in ("==", "!=", "<>"):
        return 0 if operator == "==" else -1
    return Relative("expression")


def _difference(left: Relative, right: Relative, symbols: Symbols) -> Value | None:
    """left - right when the assembler knows it, UNKNOWN when only it does, None when it does not."""
    if left.position is None or right.position is None:
        if left.symbol == right.symbol and left.position is right.position and left.symbol != "expression":
            return signed(left.addend - right.addend)
        return None
    distance = symbols.distance(right.position, left.position)
    if distance is None:
        return UNKNOWN
    if distance is UNSETTLED or distance is APART:
        return None
    return signed(distance + left.addend - right.addend)
