"""What one assembler makes of one data statement: its size, its bytes, or why it refuses it.

In: a directive, its operands (as `statement.operands` gives them), a profile, the symbols.  Out: a `Reading`.  Rule: the table
`data_directives` names the reader of the operands; each reader is here (integers, repeated items, LEB128) or in
`data_strings` and `data_floats`.  What hangs on symbols, relocations or a full assembler stays None.
"""

from __future__ import annotations

import re

from gasmacro.engine.expressions import ExpressionError, evaluate_prefix, read
from gasmacro.engine.symbols import UNKNOWN, Register

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from gasmacro.engine.symbols import Symbols
    from gasmacro.syntax.trees import Tree
    from gasmacro.targets.schema import Profile

    Reader = Callable[["Operands", Any], "Reading"]

LARGEST = 1 << 24  # bytes that are still written out: more is a size without content
LARGEST_SIZE = 1 << 31  # beyond it the assemblers run out of something, each in its own way


class Reading:
    """What a statement gives: `size` in bytes (None: undetermined), `content` its exact bytes (None: not known, relocations
    or unknown symbols take part), `rejected` why this release refuses it (None: it does not, as far as is known), and
    `warnings`, what it says besides."""

    __slots__ = ("content", "rejected", "size", "warnings")

    def __init__(
        self,
        size: int | None = None,
        content: bytes | None = None,
        rejected: str | None = None,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.size = size
        self.content = content
        self.rejected = rejected
        self.warnings = warnings

    def __repr__(self) -> str:
        return f"Reading({self.size}, {self.content!r}, {self.rejected!r}, {self.warnings!r})"


class Refused(Exception):
    """The assembler refuses the statement; the message says so in words close to its own."""


class Operands:
    """A walk over operand text: what `profile` reads as blanks is passed over between items.

    `text` is the whole, `at` where the walk stands, `warnings` what was said so far.
    """

    __slots__ = ("at", "blank", "profile", "symbols", "text", "warnings")

    def __init__(self, text: str, profile: Profile, symbols: Symbols) -> None:
        self.text = text
        self.profile = profile
        self.symbols = symbols
        self.at = 0
        self.warnings: list[str] = []
        self.blank = _BLANKS[profile.reads].match
        self.skip()

    def skip(self) -> None:
        """Past blanks (and block comments where they reach the operands)."""
        found = self.blank(self.text, self.at)
        assert found is not None
        self.at = found.end()

    def here(self) -> str:
        """The character at which the walk stands, "" at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, character: str) -> bool:
        """Past `character` and the blanks behind it, if it stands here."""
        if self.here() != character:
            return False
        self.at += 1
        self.skip()
        return True

    def end(self) -> None:
        """Nothing may be left. Raises `Refused`."""
        if self.at < len(self.text):
            raise Refused(junk(self))

    def tree(self) -> Tree:
        """The expression here as a tree; the walk stays. Raises `Refused`."""
        try:
            return read(self.text[self.at :], self.profile)[0]
        except ExpressionError as error:
            raise Refused(str(error)) from None

    def value(self) -> Any:
        """The value of the expression here (int, or what `expressions` gives); the walk goes behind it."""
        rest = self.text[self.at :]
        try:
            value, end = evaluate_prefix(rest, self.profile, self.symbols, self.warnings)
        except ExpressionError as error:
            raise Refused(str(error)) from None
        self.at += end
        self.skip()
        return value

    def number(self) -> int | None:
        """The value here, which must be a number now; None when only a full assembler knows. Raises `Refused`."""
        value = self.value()
        if type(value) is int:
            return value
        if value is UNKNOWN:
            return None
        raise Refused(str(self.profile.not_absolute_data))


_BLANKS = {"characters": re.compile(r"[ \t]*"), "tokens": re.compile(r"(?:[ \t]|/\*(?s:.*?)\*/)*")}


def junk(operands: Operands) -> str:
    """The message for text that stands where none may."""
    return str(operands.profile.data_junk).format(operands.here())


def read_data(directive: str, operands: str, profile: Profile, symbols: Symbols) -> Reading:
    """What the profile's assembler makes of a statement; an empty `Reading` for directives that are none of data.

    `directive` is folded as `statement.fold` does, `operands` as `statement.operands` gives them.
    """
    found = profile.data_directives.get(directive)
    if found is None:
        return Reading()
    reader, unit, behaviour = found
    if behaviour and not getattr(profile, behaviour):
        return Reading(rejected=profile.words["unknown directive"].format(name=directive))
    walk = Operands(operands, profile, symbols)
    if type(unit) is str and reader in _SIZED:
        unit = getattr(profile, unit)
    try:
        reading: Reading = _reader(reader)(walk, unit)
    except Refused as refused:
        return Reading(rejected=str(refused), warnings=tuple(walk.warnings))
    reading.warnings = tuple(walk.warnings)
    return reading


_SIZED = frozenset(("integers", "reserved", "set_aside"))


def _reader(name: str) -> Reader:
    known = _READERS.get(name)
    if known is None:
        from gasmacro.engine import data_floats, data_strings

        _READERS.update(data_strings.READERS)
        _READERS.update(data_floats.READERS)
        known = _READERS[name]
    return known


def items(operands: Operands) -> Iterator[None]:
    """Stand at each item of a list in turn; nothing at all is a list of none. Raises `Refused`."""
    if not operands.here():
        return
    while True:
        yield
        if not operands.take(","):
            operands.end()
            return


def joined(parts: list[bytes | None], size: int | None) -> Reading:
    """The reading of items of `size` bytes together, None among `parts` for an item whose bytes are not known."""
    if size is None or None in parts:
        return Reading(size)
    return Reading(size, b"".join(part for part in parts if part is not None))


# --- integers ---


def _integers(operands: Operands, unit: int) -> Reading:
    """`.byte 1,2` and its kin: `unit` bytes for each item."""
    parts: list[bytes | None] = []
    item = _literal if unit == 16 and operands.profile.octa_takes == "literals" else _integer
    for _ in items(operands):
        parts.append(item(operands, unit))
    return joined(parts, unit * len(parts))


def _integer(operands: Operands, unit: int) -> bytes | None:
    """One item of `unit` bytes: its bytes where they are known."""
    profile = operands.profile
    tree = operands.tree()
    negated = tree[0] == "unary" and tree[1] == "-" and tree[2][0] in ("int", "big")
    inner = tree[2] if negated else tree
    kind = inner[0]
    said = len(operands.warnings)
    value = operands.value()
    if kind == "absent" and not negated:
        operands.warnings[said:] = ["zero assumed for missing expression"]
    if kind == "big":
        limit = 1 << (8 * unit)
        if inner[1] >= limit or unit <= 8:
            operands.warnings[said:] = [f"bignum truncated to {unit} byte{'s' * (unit > 1)}"]
        return encoded(-inner[1] if negated else inner[1], unit, profile)
    if isinstance(value, Register):
        if profile.data_of_registers == "rejected":
            raise Refused(str(profile.not_relocatable))
        operands.warnings.append("register value used as expression")
        return None
    if type(value) is not int:
        return None
    if unit > 8:
        return _wide(inner, negated, value, unit, profile)
    _check(value, unit, operands)
    return encoded(value, unit, profile)


def _wide(inner: Tree, negated: bool, value: int, unit: int, profile: Profile) -> bytes | None:
    """An item of more than 64 bits: a literal keeps its own sign, of anything else only what is no less than 0 is known."""
    if inner[0] != "int":
        return encoded(value, unit, profile) if value >= 0 else None
    if not negated:
        return encoded(inner[1], unit, profile)
    if not inner[1]:
        return None
    return encoded((-inner[1]) % (1 << 64) - (1 << 64), unit, profile)


def _check(value: int, unit: int, operands: Operands) -> None:
    """Whether a number fits its bytes. Raises `Refused`."""
    bits = 8 * unit
    if -(1 << (bits - 1)) <= value < 1 << bits or bits == 64:
        return
    profile = operands.profile
    if profile.data_range == "rejected":
        raise Refused("out of range literal value")
    if profile.negative_data_limit == "signed" or not -(1 << bits) < value < 0:
        kept = value % (1 << bits)
        operands.warnings.append(f"value {value % (1 << 64):#x} truncated to {kept:#x}")


def _literal(operands: Operands, unit: int) -> bytes:
    """An item that must be an integer literal without a sign."""
    if not re.match(r"[0-9']", operands.here()):
        raise Refused("unknown token in expression")
    found = re.compile(r"[\w.']+|'\\?.'").match(operands.text, operands.at)
    assert found is not None
    try:
        tree, end = read(found[0], operands.profile)
    except ExpressionError as error:
        raise Refused(str(error)) from None
    if tree[0] not in ("int", "big"):
        raise Refused("unknown token in expression")
    if tree[1] >= 1 << (8 * unit):
        raise Refused("out of range literal value")
    operands.at += end
    operands.skip()
    return encoded(tree[1], unit, operands.profile)


def encoded(value: int, unit: int, profile: Profile) -> bytes:
    """The low `unit` bytes of a number in the target's order."""
    return (value % (1 << (8 * unit))).to_bytes(unit, profile.byte_order)


# --- LEB128 ---


def _leb128(operands: Operands, sign: str) -> Reading:
    """`.uleb128`, `.sleb128`: each item as long as it needs."""
    profile = operands.profile
    parts: list[bytes | None] = []
    if not operands.here():
        if profile.empty_leb128 == "nothing":
            return Reading(0, b"")
        operands.warnings.append("zero assumed for missing expression")
        return Reading(1, b"\0")
    for _ in items(operands):
        tree = operands.tree()
        value = operands.value()
        number = None if type(value) is not int else _leb_number(tree, value, sign, profile)
        parts.append(None if number is None else leb128(number, sign == "signed"))
    size = None if None in parts else sum(len(part) for part in parts if part is not None)
    return joined(parts, size)


def _leb_number(tree: Tree, value: int, sign: str, profile: Profile) -> int | None:
    """The number to write, None where it is not known whether it counts as signed."""
    if profile.leb128_literals == "signed":
        return value if sign == "signed" else value % (1 << 64)
    if tree[0] in ("int", "big"):
        return int(tree[1])
    if tree[0] == "unary" and tree[1] == "-" and tree[2][0] == "int" and tree[2][1]:
        return -tree[2][1] if sign == "signed" else value % (1 << 64)
    if sign == "unsigned":
        return None if _holds_big(tree) else value % (1 << 64)
    return value if value >= 0 else None


def _holds_big(tree: Tree) -> bool:
    return tree[0] == "big" or any(isinstance(part, tuple) and _holds_big(part) for part in tree[1:])


def leb128(value: int, signed: bool) -> bytes:
    """A number as LEB128."""
    out = bytearray()
    while True:
        low = value & 0x7F
        value >>= 7
        if (value == 0 and not (signed and low & 0x40)) or (signed and value == -1 and low & 0x40):
            out.append(low)
            return bytes(out)
        out.append(low | 0x80)


# --- repeated items ---


def _late_count(operands: Operands) -> tuple[int | None, bool]:
    """A count that may be known later than the statement, None where it is; and whether one is there. Raises `Refused`."""
    kind = operands.tree()[0]
    value = operands.value()
    if kind == "absent":
        operands.warnings.clear()
        return 0, False
    if kind == "big":
        raise Refused("bignum invalid")
    if isinstance(value, Register):
        raise Refused(str(operands.profile.not_absolute_data))
    return (value if type(value) is int else None), True


def _reserved(operands: Operands, unit: int) -> Reading:
    """`.zero n`, `.skip n, fill`: n units that hold an item, 0 if not given."""
    profile = operands.profile
    count, given = _late_count(operands)
    item: bytes | None = bytes(unit)
    filled_in = blank = False
    if operands.take(","):
        filled_in = True
        blank = not operands.here()
        if profile.reservation_holds == "item":
            item = _integer(operands, unit)
        else:
            number = operands.number()
            item = None if number is None else encoded(number, unit, profile)
    operands.end()
    if not given and filled_in and (blank or (unit > 1 and item != bytes(unit))):
        raise Refused("unsupported variable size or fill value")
    if count is None:
        return Reading()
    if count < 0:
        if profile.negative_reservation == "rejected":
            raise Refused("invalid number of bytes")
        if unit > 1 and item != bytes(unit):
            raise Refused("size value for space directive too large")
    if count <= 0:
        if given and profile.negative_reservation == "ignored":
            sign = "negative" if count and profile.negative_reservation_is_told else "zero"
            operands.warnings.append(f".space repeat count is {sign}, ignored")
        return Reading(0, b"")
    return _repeated(count, item, unit)


def _set_aside(operands: Operands, unit: int) -> Reading:
    """`.ds.w n`: n units of zeros, n known now."""
    count = operands.number()
    operands.end()
    if count is None:
        return Reading()
    if count < 0:
        operands.warnings.append("directive with negative repeat count has no effect")
    return _repeated(max(count, 0), bytes(unit), unit)


def _filled(operands: Operands, unit: int) -> Reading:
    """`.dcb.w n, value`: n times the item."""
    if operands.profile.filled_needs_value:
        return filled(operands, unit, lambda: _integer(operands, unit))
    return _reserved(operands, unit)


def filled(operands: Operands, unit: int, item: Callable[[], bytes | None]) -> Reading:
    """`.dcb.s n, value` with an absolute n. `item` reads the value and leaves the walk behind it."""
    profile = operands.profile
    given = operands.tree()[0] != "absent"
    count = operands.number()
    if not given:
        operands.warnings.clear()
    if operands.take(","):
        part = item()
    elif profile.filled_needs_value:
        raise Refused("expected comma")
    elif not profile.filled_floats_default:
        raise Refused("missing value")
    else:
        part = bytes(unit)
    operands.end()
    if count is None:
        return Reading()
    if count < 0:
        if profile.filled_needs_value:
            raise Refused("unexpected token at start of statement")
        return Reading()
    return _repeated(count, part, unit)


def _fill(operands: Operands, unit: int) -> Reading:
    """`.fill count, size, value`: `count` times a pattern of at most 8 bytes."""
    profile = operands.profile
    count, given = _late_count(operands)
    size: int | None = 1
    value: int | None = 0
    if operands.take(","):
        size = _plain_number(operands)
        if operands.take(","):
            value = _plain_number(operands)
    operands.end()
    if size is None or (count is None and size > 0):
        return Reading()
    if count is not None and count < 0:
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
            raise Refused("the assembler ends by a signal: division by zero")
        return Reading(0, b"")
    assert count is not None
    return _repeated(count, None if value is None else _pattern(value, size, operands), size)


def _plain_number(operands: Operands) -> int | None:
    """A number without more than 64 bits; nothing at all is 0."""
    kind = operands.tree()[0]
    if kind == "big":
        raise Refused(str(operands.profile.not_absolute_data))
    said = len(operands.warnings)
    number = operands.number()
    if kind == "absent":
        del operands.warnings[said:]
    return number


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


_READERS: dict[str, Reader] = {
    "integers": _integers,
    "leb128": _leb128,
    "reserved": _reserved,
    "set_aside": _set_aside,
    "filled": _filled,
    "fill": _fill,
}
