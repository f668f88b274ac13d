"""Floating-point data: the size of the items, their bytes, or why the assembler refuses them.

In: a walk over operands.  Out: a `Reading`.  Rule: a decimal literal is an exact fraction that is rounded once to the
format; what is written in another way has a size, and bytes only where they are sure.
"""

from __future__ import annotations

import re
from fractions import Fraction

from gasmacro.engine.data import Operands, Reading, RefusedError, items, joined, junk
from gasmacro.engine.data_repeated import filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.data import Reader
    from gasmacro.targets.schema import Profile

# Format: bytes, bits of the fraction as stored, bits of the exponent, whether the leading one is stored.
_FORMATS = {
    "half": (2, 10, 5, False),
    "bfloat": (2, 7, 8, False),
    "single": (4, 23, 8, False),
    "double": (8, 52, 11, False),
    "extended": (10, 63, 15, True),
}
_LONGEST = 40  # digits of a literal, and of its exponent's value, within which both assemblers round well
_LOOSE = re.compile(
    r"(?:0[A-Za-z])?(?P<sign>[+-]?)(?P<hex>:?)(?:(?P<word>inf(?:inity)?|[sq]?nan)"
    r"|(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<power>[+-]?[0-9]*))?)",
    re.IGNORECASE,
)
_STRICT = re.compile(
    r"(?P<sign>[+-]?)[ \t]*(?:(?P<word>infinity|inf|nan)(?![\w.$@])"
    r"|(?P<odd>0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?[pP][+-]?[0-9]+)"
    r"|(?P<integer>0[xX][0-9a-fA-F]+|0[bB][01]+|'(?:\\.|[^\\'])')"
    r"|(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<power>[+-]?[0-9]*))?(?P<suffix>[uUlL]*)"
    r"|\.(?P<only>[0-9]+)(?:[eE](?P<end>[+-]?[0-9]*))?)",
    re.IGNORECASE,
)


def _floats(operands: Operands, form: str) -> Reading:
    size = _FORMATS[form][0]
    parts = [_item(operands, form) for _ in items(operands)]
    return joined(parts, size * len(parts))


def _filled_floats(operands: Operands, form: str) -> Reading:
    return filled(operands, _FORMATS[form][0], lambda: _item(operands, form))


def _item(operands: Operands, form: str) -> bytes | None:
    if operands.profile.reads == "characters":
        return _loose(operands, form)
    return _strict(operands, form)


def _loose(operands: Operands, form: str) -> bytes | None:
    found = _LOOSE.match(operands.text, operands.at)
    if found is None:
        raise RefusedError(junk(operands))
    word = (found["word"] or "").lower()
    if word in ("snan", "qnan") and not operands.profile.knows_signalling_nans:
        raise RefusedError(junk(operands))
    operands.at = found.end()
    operands.skip()
    if found["hex"]:  # the bits themselves, in a notation of its own: not read here
        while operands.here() not in ("", ","):
            operands.at += 1
        return None
    if operands.here() not in ("", ","):
        raise RefusedError(junk(operands))
    negative = found["sign"] == "-"
    if word:
        return _infinity(form, negative, operands.profile) if word.startswith("inf") else None
    value = _fraction(found["whole"], found["part"], found["power"])
    if value is None:
        return None
    bits = _rounded(value, form, half_up=True)
    if bits is None or (bits == 0 and value):
        raise RefusedError("cannot create floating-point number")
    return _stored(bits, form, negative, operands.profile)


def _strict(operands: Operands, form: str) -> bytes | None:
    found = _STRICT.match(operands.text, operands.at)
    if found is None:
        name = re.compile(r"[+-]?[A-Za-z_]").match(operands.text, operands.at)
        raise RefusedError("invalid floating point literal" if name else "unexpected token in directive")
    profile = operands.profile
    whole = found["whole"]
    if found["integer"] and profile.odd_float_literals == "rejected":
        raise RefusedError("invalid floating point literal")
    plain = whole is not None and found["part"] is None and found["power"] is None
    if plain and len(whole) > 1 and whole[0] == "0" and not re.fullmatch("[0-7]*", whole):
        raise RefusedError("invalid octal number")
    if plain and int(whole) >> 64:
        raise RefusedError("unexpected token in directive")
    if found["suffix"] and not (plain and re.fullmatch(r"(?i:u?l{0,2})", found["suffix"])):
        raise RefusedError(junk(operands))
    operands.at = found.end()
    operands.skip()
    if operands.here() not in ("", ","):
        raise RefusedError(junk(operands))
    negative = found["sign"] == "-"
    if found["word"]:
        return _infinity(form, negative, profile) if found["word"].lower().startswith("inf") else None
    if found["odd"] or found["integer"] or found["suffix"]:
        return None
    if found["only"] is not None:
        value = _fraction("", found["only"], found["end"])
    else:
        value = _fraction(whole, found["part"], found["power"])
    if value is None:
        return None
    bits = _rounded(value, form, half_up=False)
    if bits is None:
        return _infinity(form, negative, profile)
    return _stored(bits, form, negative, profile)


def _fraction(whole: str, part: str | None, power: str | None) -> Fraction | None:
    """The number that a literal's digits stand for, None where it is longer than both are sure to read well."""
    digits = whole + (part or "")
    exponent = (power or "0").strip("+") if (power or "0").strip("+-") else "0"
    if len(digits) > _LONGEST or len(exponent) > 5:
        return None
    return Fraction(int(digits or "0")) * Fraction(10) ** (int(exponent) - len(part or ""))


def _rounded(value: Fraction, form: str, *, half_up: bool) -> int | None:
    """The bits of a number that is not negative, without a sign; None where it is too large for the format."""
    _, kept, width, explicit = _FORMATS[form]
    if not value:
        return 0
    bias = (1 << (width - 1)) - 1
    power = value.numerator.bit_length() - value.denominator.bit_length()
    if value < Fraction(2) ** power:
        power -= 1
    power = max(power, 1 - bias)
    scaled = value * Fraction(2) ** (kept - power)
    number = int(scaled)
    rest = scaled - number
    half = Fraction(1, 2)
    if rest > half or (rest == half and (half_up or number & 1)):
        number += 1
    if number >> (kept + 1):
        number >>= 1
        power += 1
    if power > bias:
        return None
    leading = number >> kept
    stored = power + bias if leading else 0
    if explicit:
        return stored << (kept + 1) | number
    return stored << kept | (number & ((1 << kept) - 1))


def _infinity(form: str, negative: bool, profile: Profile) -> bytes:
    _, kept, width, explicit = _FORMATS[form]
    return _stored(((1 << width) - 1) << (kept + explicit) | int(explicit) << kept, form, negative, profile)


def _stored(bits: int, form: str, negative: bool, profile: Profile) -> bytes:
    size, _, _, _ = _FORMATS[form]
    return (bits | int(negative) << (8 * size - 1)).to_bytes(size, profile.byte_order)


READERS: dict[str, Reader] = {"floats": _floats, "filled_floats": _filled_floats}
