"""What one assembler makes of one data statement: its size, its bytes, or why it refuses it.

In: a directive, its operands (as `statement.operands` gives them), a profile, the symbols.  Out: a `Reading`.
Rule: the table `data_directives` names the reader of the operands; each reader is here (integers, LEB128) or in
`data_repeated`, `data_strings` and `data_floats`.  What hangs on symbols, relocations or a full assembler stays None.
"""

from __future__ import annotations

import functools
import re

from gasmacro.engine.expressions import ExpressionError, evaluate_prefix, plain, read, resolve
from gasmacro.engine.symbols import ABSENT, BIG, Register

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from gasmacro.engine.symbols import Symbols
    from gasmacro.targets.schema import Profile

    Reader = Callable[["Operands", Any], "Reading"]


class Reading:
    """What a statement gives.

    `size` in bytes (None: undetermined), `content` its exact bytes (None: not known, relocations or unknown symbols
    take part), `rejected` why this release refuses it (None: it does not, as far as is known), `warnings` what else it
    says.
    """

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


class RefusedError(Exception):
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
        self.at = found.end() if found else self.at

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
        """Nothing may be left. Raises `RefusedError`."""
        if self.at < len(self.text):
            raise RefusedError(junk(self))

    def value(self) -> Any:
        """The value of the expression here (int, or what `expressions` gives); the walk goes behind it."""
        comma = self.text.find(",", self.at)
        tree = plain(self.text[self.at : comma]) if comma >= 0 else ()
        if tree:
            self.at = comma
            try:
                return resolve(tree, self.profile, self.symbols, self.warnings)
            except ExpressionError as error:
                raise RefusedError(str(error)) from None
        rest = self.text[self.at :]
        try:
            value, end = evaluate_prefix(rest, self.profile, self.symbols, self.warnings)
        except ExpressionError as error:
            raise RefusedError(str(error)) from None
        self.at += end
        self.skip()
        return value


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
    except RefusedError as refused:
        return Reading(rejected=str(refused), warnings=tuple(walk.warnings))
    reading.warnings = tuple(walk.warnings)
    return reading


_SIZED = frozenset(("integers", "reserved", "set_aside"))


def _reader(name: str) -> Reader:
    known = _READERS.get(name)
    if known is None:
        from gasmacro.engine import data_floats, data_repeated, data_strings

        for module in (data_repeated, data_strings, data_floats):
            _READERS.update(module.READERS)
        known = _READERS[name]
    return known


def items(operands: Operands) -> Iterator[None]:
    """Stand at each item of a list in turn; nothing at all is a list of none. Raises `RefusedError`."""
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
    if unit in _FITTING and _fitting(unit).fullmatch(operands.text, operands.at):
        numbers = [int(each, 16 if "x" in each else 10) for each in operands.text[operands.at :].split(",")]
        order = operands.profile.byte_order
        return Reading(unit * len(numbers), b"".join([number.to_bytes(unit, order) for number in numbers]))
    item = _literal if unit == 16 and operands.profile.octa_takes == "literals" else integer
    parts = [item(operands, unit) for _ in items(operands)]
    return joined(parts, unit * len(parts))


# Digits of decimal and hexadecimal numbers that fit into so many bytes whatever they are.
_FITTING = {1: (2, 2), 2: (4, 4), 4: (9, 8), 8: (18, 15)}


@functools.cache
def _fitting(unit: int) -> re.Pattern[str]:
    """The pattern of a list of plain numbers, as tables have them by the thousand."""
    decimal, hexadecimal = _FITTING[unit]
    number = rf"(?:0x[0-9a-fA-F]{{1,{hexadecimal}}}|[1-9][0-9]{{0,{decimal - 1}}}|0)"
    return re.compile(rf"{number}(?:[ \t]*,[ \t]*{number})*+[ \t]*")


def integer(operands: Operands, unit: int) -> bytes | None:
    """One item of `unit` bytes: its bytes where they are known."""
    profile = operands.profile
    start, said = operands.at, len(operands.warnings)
    value = operands.value()
    if type(value) is not int and unit == 4 and operands.here() == "(" and _relocated(operands):
        return None
    if type(value) is int:
        if unit > 8:
            return _wide(operands.text[start : operands.at], value, unit, profile)
        _check(value, unit, operands)
        return encoded(value, unit, profile)
    if value is ABSENT:
        operands.warnings[said:] = ["zero assumed for missing expression"]
        return bytes(unit)
    if value is BIG:
        return _big(operands, start, unit)
    if isinstance(value, Register):
        if profile.data_of_registers == "rejected":
            raise RefusedError(str(profile.not_relocatable))
        operands.warnings.append("register value used as expression")
    return None


def _relocated(operands: Operands) -> bool:
    """Past what says how a value is relocated, `(GOT)`, and what is added to it; False where that does not stand
    here."""
    found = re.compile(operands.profile.relocation_suffix).match(operands.text, operands.at)
    if found is None:
        return False
    operands.at = found.end()
    operands.skip()
    if operands.here() in ("+", "-"):
        operands.value()
    return True


_SIGNED_LITERAL = re.compile(r"(-?)[ \t]*(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|(0[0-7]*)|([1-9][0-9]*))[uUlL]*[ \t]*")


def signed_literal(text: str) -> tuple[bool, int] | None:
    """Whether an integer literal is written with a minus sign, and its number; None for any other text."""
    found = _SIGNED_LITERAL.fullmatch(text)
    if found is None:
        return None
    for digits, base in zip(found.groups()[1:], (16, 2, 8, 10), strict=True):
        if digits:
            return bool(found[1]), int(digits, base)
    return None


def _wide(text: str, value: int, unit: int, profile: Profile) -> bytes | None:
    """An item of more than 64 bits: a literal keeps its sign; of anything else only what is no less than 0 is known."""
    literal = signed_literal(text)
    if literal is None:
        return encoded(value, unit, profile) if value >= 0 else None
    negative, number = literal
    if not negative:
        return encoded(number, unit, profile)
    if unit != 16:
        return None
    # The sign fills what is above the low 64 bits, of a zero as well in some releases: not told here.
    return encoded((-number) % (1 << 64) - (1 << 64), unit, profile) if number else None


def _big(operands: Operands, start: int, unit: int) -> bytes | None:
    """An item with a literal of more than 64 bits."""
    literal = signed_literal(operands.text[start : operands.at])
    if literal is None:
        return None
    negative, number = literal
    if unit <= 8 or number >= 1 << (8 * unit):
        operands.warnings.append(f"bignum truncated to {unit} byte{'s' * (unit > 1)}")
    return encoded(-number if negative else number, unit, operands.profile)


def _check(value: int, unit: int, operands: Operands) -> None:
    """Whether a number fits its bytes. Raises `RefusedError`."""
    bits = 8 * unit
    if -(1 << (bits - 1)) <= value < 1 << bits or bits == 64:
        return
    profile = operands.profile
    if profile.data_range == "rejected":
        raise RefusedError("out of range literal value")
    if profile.negative_data_limit == "signed" or not -(1 << bits) < value < 0:
        kept = value % (1 << bits)
        operands.warnings.append(f"value {value % (1 << 64):#x} truncated to {kept:#x}")


_CHARACTER = re.compile(r"'(?:\\.|[^\\])'?")
_FLOATING = re.compile(r"[0-9]+[.eE]|0[xX][0-9a-fA-F]*[.pP]")


def _literal(operands: Operands, unit: int) -> bytes:
    """An item that must be an integer literal without a sign; it may have more bits than an expression's number."""
    text, at, profile = operands.text, operands.at, operands.profile
    found = _CHARACTER.match(text, at) or re.compile(profile.integer_literal).match(text, at)
    if found is None or _FLOATING.match(text, at):
        raise RefusedError("unknown token in expression")
    literal = signed_literal(found[0])
    if literal is None:
        try:
            number = read(found[0], profile)[0][1]
        except ExpressionError as error:
            raise RefusedError(str(error)) from None
    else:
        number = literal[1]
    if number >= 1 << (8 * unit):
        raise RefusedError("out of range literal value")
    operands.at = found.end()
    operands.skip()
    return encoded(number, unit, profile)


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
        start, said = operands.at, len(operands.warnings)
        value = operands.value()
        if value is ABSENT:
            operands.warnings[said:] = ["zero assumed for missing expression"]
            value = 0
        number = _leb_number(operands.text[start : operands.at], value, sign, profile)
        parts.append(None if number is None else leb128(number, sign == "signed"))
    size = None if None in parts else sum(len(part) for part in parts if part is not None)
    return joined(parts, size)


def _leb_number(text: str, value: Any, sign: str, profile: Profile) -> int | None:
    """The number to write, None where it is not known (nor whether it counts as signed)."""
    if profile.leb128_literals == "signed":
        if type(value) is not int:
            return None
        return value if sign == "signed" else value % (1 << 64)
    literal = signed_literal(text)
    if literal is not None:
        negative, number = literal
        if not negative or (sign == "signed" and number < 1 << 64):
            return -number if negative else number
        return (-number) % (1 << 64) if number < 1 << 64 else None
    if type(value) is not int:
        return None
    if sign == "unsigned":
        return value % (1 << 64)
    return value if value >= 0 else None


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


_READERS: dict[str, Reader] = {"integers": _integers, "leb128": _leb128}
