"""Operators on values that hang on places: labels, undefined symbols, registers.

In: an operator and two values, at least one of them no number.  Out: a value; PENDING where the assembler has none now,
UNKNOWN where it has one that only a full assembler knows.  Rule: the profile's `symbol_arithmetic` names one of two.
`sections` knows what two symbols have in common and compares them; `relocations` knows sums of one symbol, minus one
symbol, plus a number, and nothing else.
"""

from __future__ import annotations

from gasmacro.engine.arithmetic import PURE, fold, signed, tell
from gasmacro.engine.symbols import APART, BIG, FLOAT, PENDING, UNKNOWN, UNSETTLED, Register, Relative
from gasmacro.syntax.trees import ExpressionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.engine.symbols import Symbols, Value
    from gasmacro.targets.schema import Profile

_EQUALITY = frozenset(("==", "!=", "<>"))
_ORDER = frozenset(("<", "<=", ">", ">="))
# With a number on one side, these give the other side: operator -> (number on the right, number on the left).
_KEEPING: dict[str, tuple[int | None, int | None]] = {
    "*": (1, 1),
    "/": (1, None),
    "|": (0, 0),
    "^": (0, 0),
    "<<": (0, None),
    ">>": (0, None),
}
_ZEROING: dict[str, tuple[int | None, int | None]] = {"*": (0, 0), "&": (0, 0), "<<": (None, 0), ">>": (None, 0)}


def combine(
    operator: str, left: Value, right: Value, profile: Profile, symbols: Symbols, warn: list[str] | None
) -> Value:
    """`left operator right` under the profile's arithmetic of symbols. Raises ExpressionError."""
    if profile.symbol_arithmetic == "sections":
        left, right = _number(left, "left", warn), _number(right, "right", warn)
        if isinstance(left, int) and isinstance(right, int):
            return fold(operator, left, right, profile, warn)
        return sections(operator, left, right, symbols)
    return relocations(operator, left, right, profile, symbols)


def _number(value: Value, side: str, warn: list[str] | None) -> Value:
    if value is BIG or value is FLOAT:
        tell(warn, f"{side} operand is a {'bignum' if value is BIG else 'float'}; integer 0 assumed")
        return 0
    return value


# --- by sections ------------------------------------------------------------------------------------------------------


def sections(operator: str, left: Value, right: Value, symbols: Symbols) -> Value:
    """Symbols of one section compare and subtract; an operation that changes nothing keeps the symbol."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if left is PENDING or right is PENDING:
        return PENDING
    if isinstance(right, int):
        return _with_number(operator, left, right, 0)
    if isinstance(left, int):
        return _with_number(operator, right, left, 1)
    return _two_symbols(operator, left, right, symbols)


def _with_number(operator: str, symbol: Any, number: int, side: int) -> Value:
    """`symbol operator number` (side 0) or `number operator symbol` (side 1)."""
    if operator == "+" and isinstance(symbol, (Relative, Register)):
        return symbol.plus(number)
    if operator == "-" and side == 0 and isinstance(symbol, (Relative, Register)):
        return symbol.plus(-number)
    if operator in _EQUALITY:
        return 0 if operator == "==" else -1
    if operator in _KEEPING and _KEEPING[operator][side] == number:
        return symbol  # type: ignore[no-any-return]
    if operator in _ZEROING and _ZEROING[operator][side] == number:
        return 0
    if operator == "!" and number == 0:
        return -1
    return PENDING


def _two_symbols(operator: str, left: Value, right: Value, symbols: Symbols) -> Value:
    if not isinstance(left, (Relative, Register)) or not isinstance(right, (Relative, Register)):
        return PENDING
    placed = [value for value in (left, right) if isinstance(value, Relative) and value.position is not None]
    if len(placed) == 2:
        return _two_places(operator, placed[0], placed[1], symbols)
    same = not placed and _name(left) == _name(right)
    if operator in _EQUALITY:
        equal = same and left.addend == right.addend
        return -int(equal == (operator == "=="))
    if not same:
        return PENDING
    if operator in _ORDER:
        return PURE[operator](left.addend, right.addend)
    if operator == "-":
        return signed(left.addend - right.addend)
    if left.addend == right.addend and operator in "^&|!":
        return 0 if operator == "^" else -1 if operator == "!" else left
    return PENDING


def _name(value: Relative | Register) -> tuple[bool, str]:
    return (True, value.name) if isinstance(value, Register) else (False, value.symbol)


def _two_places(operator: str, left: Relative, right: Relative, symbols: Symbols) -> Value:
    if operator == "-":
        distance = _distance(right, left, symbols)
        if distance is None:
            return UNKNOWN
        return PENDING if distance in (APART, UNSETTLED) else signed(distance + left.addend - right.addend)
    distance = symbols.distance(right.position, left.position)
    if distance is APART:
        raise ExpressionError("operation combines symbols in different segments")
    if operator not in _EQUALITY and operator not in _ORDER:
        # Most are refused in one section too; across sections all are.
        return PENDING
    return _compared(operator, left, right, symbols)


def _compared(operator: str, left: Relative, right: Relative, symbols: Symbols) -> Value:
    """Two places of one section compared.

    The assembler compares the numbers added to the symbols when both are there, and the symbols' places when neither
    is.  When one is, it compares that number with the other place's offset in its fragment, which is not known here.
    """
    distance = _distance(right, left, symbols)
    if not left.addend and not right.addend:
        if distance is None:
            return UNKNOWN
        if distance is UNSETTLED:
            return PENDING if operator in _ORDER else -int(operator != "==")
        return PURE[operator](distance, 0)
    if distance is UNSETTLED:
        return PENDING if operator in _ORDER else -int(operator != "==")
    if left.addend and right.addend and (left.position, left.shift) == (right.position, right.shift):
        return PURE[operator](left.addend, right.addend)
    return UNKNOWN


def _distance(first: Relative, second: Relative, symbols: Symbols) -> Any:
    """Bytes from the place of the first to that of the second, or one of what `Symbols.distance` returns."""
    distance = symbols.distance(first.position, second.position)
    return distance + second.shift - first.shift if isinstance(distance, int) else distance


# --- by relocations ---------------------------------------------------------------------------------------------------


def relocations(operator: str, left: Value, right: Value, profile: Profile, symbols: Symbols) -> Value:
    """Sums and differences of one symbol, minus one symbol, and a number; pairs at a known distance cancel."""
    if isinstance(left, Register):
        return _register(operator, left, right, profile)
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if operator not in ("+", "-") or not isinstance(left, (int, Relative)) or not isinstance(right, (int, Relative)):
        return PENDING
    if operator == "-":
        right = negated(right)
    return _sum(left, right, symbols)


def negated(value: int | Relative) -> int | Relative:
    """Minus the value; what was added is subtracted and the other way round."""
    if isinstance(value, int):
        return signed(-value)
    plus = Relative(value.symbol, 0, value.position, value.shift) if value.symbol else None
    if value.minus is None:
        return Relative("", signed(-value.addend), minus=plus)
    minus = value.minus
    return Relative(minus.symbol, signed(-value.addend), minus.position, minus.shift, plus)


def _sum(left: int | Relative, right: int | Relative, symbols: Symbols) -> Value:
    plus: list[Relative] = []
    minus: list[Relative] = []
    number = 0
    for value in (left, right):
        if isinstance(value, int):
            number += value
            continue
        number += value.addend
        if value.symbol:
            plus.append(Relative(value.symbol, 0, value.position, value.shift))
        if value.minus is not None:
            minus.append(value.minus)
    distance, unknown = _cancelled(plus, minus, symbols)
    number = signed(number + distance)
    if not plus and not minus:
        return number
    if unknown:
        return UNKNOWN
    if len(plus) > 1 or len(minus) > 1:
        return PENDING
    taken = minus[0] if minus else None
    if not plus:
        return Relative("", number, minus=taken)
    return Relative(plus[0].symbol, number, plus[0].position, plus[0].shift, taken)


def _cancelled(plus: list[Relative], minus: list[Relative], symbols: Symbols) -> tuple[int, bool]:
    """Take out the pairs of places at a known distance; the sum of the distances, and whether one is undetermined."""
    total, unknown = 0, False
    for added in list(plus):
        for taken in minus:
            if added.position is None or taken.position is None:
                continue
            distance = _distance(taken, added, symbols)
            if isinstance(distance, int):
                total += distance
                plus.remove(added)
                minus.remove(taken)
                break
            unknown = unknown or distance is None
    return total, unknown


def _register(operator: str, left: Register, right: Value, profile: Profile) -> Value:
    """A register before an operator: only equality has a value, and how much of it differs by release."""
    if operator not in _EQUALITY:
        return PENDING
    compares = profile.registers_compare
    if isinstance(right, Register) and (operator == "==" or compares != "equal"):
        return -int((left == right) == (operator == "=="))
    if compares == "registers":
        return PENDING
    if operator == "==" or isinstance(right, Register):
        return 0
    if compares == "equal":
        raise ExpressionError("internal error (a register was taken for a number)")
    return -1
