"""Data that repeats an item: `.zero`, `.skip`, `.fill`, `.ds`, `.dcb`.

In: a walk over operands.  Out: a `Reading`.  Rule: a count that is not a number yet may become one later, so that the
statement is undetermined; what must be a number now and is none is refused.
"""

from __future__ import annotations

from gasmacro.engine.data import Operands, Reading, RefusedError, encoded, integer
from gasmacro.engine.symbols import ABSENT, BIG, UNKNOWN, Register

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.engine.data import Reader

MOST_ITEMS = 1024  # a reservation that holds more than one byte's pattern is written out item by item, so many at most
LARGEST = 1 << 24  # bytes that are still written out: more is a size without content
LARGEST_SIZE = 1 << 31  # beyond it the assemblers run out of something, each in its own way


def _late_count(operands: Operands) -> tuple[int | None, bool]:
    """A count, None where it may be known later; and whether one is there. Raises `RefusedError`."""
    start = operands.at
    value = operands.value()
    if value is ABSENT:
        return 0, operands.at > start
    if value is BIG:
        raise RefusedError("bignum invalid")
    if isinstance(value, Register):
        raise RefusedError(str(operands.profile.not_absolute_data))
    return (value if type(value) is int else None), True


def _reserved(operands: Operands, unit: int) -> Reading:
    """`.zero n`, `.skip n, fill`: n units that hold an item, 0 if not given."""
    profile = operands.profile
    count, given = _late_count(operands)
    item: bytes | None = bytes(unit)
    plain = True
    if operands.take(","):
        absent = not operands.here()
        item, plain = _held(operands, unit)
        if not given and (absent or not plain):
            raise RefusedError("unsupported variable size or fill value")
    operands.end()
    if count is None:
        return Reading()
    if count < 0 and profile.negative_reservation == "rejected":
        raise RefusedError("invalid number of bytes")
    if not plain and not 0 <= count <= MOST_ITEMS:
        raise RefusedError(f"size value for space directive too large: {count % (1 << 64):x}")
    if count <= 0:
        if given and profile.negative_reservation == "ignored":
            sign = "negative" if count and profile.negative_reservation_is_told else "zero"
            operands.warnings.append(f".space repeat count is {sign}, ignored")
        return Reading(0, b"")
    return _repeated(count, item, unit)


def _held(operands: Operands, unit: int) -> tuple[bytes | None, bool]:
    """What a reservation holds, and whether it is plain: a number that one byte repeats, or a number at all."""
    profile = operands.profile
    if profile.reservation_holds == "number":
        number = _plain_number(operands)
        return (None if number is None else encoded(number, unit, profile)), True
    here, said = operands.at, len(operands.warnings)
    value = operands.value()
    operands.at = here
    del operands.warnings[said:]
    plain = value is ABSENT or (type(value) is int and (-128 <= value <= 255 if unit == 1 else not value))
    return integer(operands, unit), plain


def _set_aside(operands: Operands, unit: int) -> Reading:
    """`.ds.w n`: n units of zeros, n known now."""
    count = _plain_number(operands)
    operands.end()
    if count is None:
        return Reading()
    if count < 0:
        operands.warnings.append("directive with negative repeat count has no effect")
    return _repeated(max(count, 0), bytes(unit), unit)


def _filled(operands: Operands, unit: int) -> Reading:
    """`.dcb.w n, value`: n times the item."""
    if operands.profile.filled_needs_value:
        return filled(operands, unit, lambda: integer(operands, unit))
    return _reserved(operands, unit)


def filled(operands: Operands, unit: int, item: Callable[[], bytes | None]) -> Reading:
    """`.dcb.s n, value` with an absolute n. `item` reads the value and leaves the walk behind it."""
    profile = operands.profile
    count = _plain_number(operands)
    if count is not None and count < 0 and profile.filled_needs_value:
        # The directive is done, and what stands behind the count is read as a statement.
        if operands.here():
            raise RefusedError("unexpected token at start of statement")
        operands.warnings.append("directive with negative repeat count has no effect")
        return Reading(0, b"")
    if operands.take(","):
        part = item()
    elif profile.filled_needs_value:
        raise RefusedError("expected comma")
    elif not profile.filled_floats_default:
        raise RefusedError("missing value")
    else:
        part = bytes(unit)
    operands.end()
    if count is None or count < 0:
        return Reading()
    return _repeated(count, part, unit)


def _fill(operands: Operands, unit: int) -> Reading:
    """`.fill count, size, value`: `count` times a pattern of at most 8 bytes."""
    profile = operands.profile
    count, _ = _late_count(operands)
    size: int | None = 1
    value: int | None = 0
    if operands.take(","):
        size = _plain_number(operands)
        if operands.take(","):
            value = _plain_number(operands)
    operands.end()
    if size is None or (count is None and size > 0):
        return Reading()
    count = count or 0
    if count < 0:
        operands.warnings.append("repeat < 0; .fill ignored")
        return Reading(0, b"")
    if size < 0:
        operands.warnings.append("size negative; .fill ignored")
        return Reading(0, b"")
    if size > 8:
        operands.warnings.append(".fill size clamped to 8")
        size = 8
    if not size:
        if profile.fill_of_size_0 == "crashes":
            raise RefusedError("the assembler ends by a signal: division by zero")
        return Reading(0, b"")
    return _repeated(count, None if value is None else _pattern(value, size, operands), size)


def _plain_number(operands: Operands) -> int | None:
    """A number of the operands, None when only a full assembler knows; nothing at all is 0. Raises `RefusedError`."""
    value = operands.value()
    if value is ABSENT:
        return 0
    if value is UNKNOWN or type(value) is int:
        return value if type(value) is int else None
    raise RefusedError(str(operands.profile.not_absolute_data))


def _pattern(value: int, size: int, operands: Operands) -> bytes:
    """What a fill repeats: the low bytes of its value, and zeros behind those it keeps."""
    profile = operands.profile
    kept = min(size, profile.fill_pattern_bytes)
    if size > 4 and not 0 <= value < 1 << 32 and profile.fill_truncation_is_told:
        operands.warnings.append("'.fill' directive pattern has been truncated to 32-bits")
    return encoded(value, kept, profile) + bytes(size - kept)


def _repeated(count: int, item: bytes | None, unit: int) -> Reading:
    size = count * unit
    if size > LARGEST_SIZE:
        return Reading()
    return Reading(size, item * count if item is not None and size <= LARGEST else None)


READERS: dict[str, Reader] = {"reserved": _reserved, "set_aside": _set_aside, "filled": _filled, "fill": _fill}
