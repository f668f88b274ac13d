"""Strings of data directives: their bytes, or why the assembler refuses them.

In: a walk over operands.  Out: a `Reading`.  Rule: one assembler takes strings, numbers in angle brackets and commas in
any order until something else comes; the other wants a string at each place of a list.  Escapes differ with them.
"""

from __future__ import annotations

import base64
import binascii
import re

from gasmacro.engine.data import Operands, Reading, RefusedError, junk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.data import Reader
    from gasmacro.targets.schema import Profile

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ANGLE = re.compile(r"<[ \t]*(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)[ \t]*(.?)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:[xX]([0-9a-fA-F]*)|([0-9]{1,3})|(.))", re.DOTALL)
_NAMED = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\", b'"': b'"'}


def _body(operands: Operands) -> bytes | None:
    """The string here, without its quotes and still escaped; None when it has no end."""
    found = _STRING.match(operands.text, operands.at)
    if found is None:
        return None
    operands.at = found.end()
    operands.skip()
    return found[1].encode("utf-8", "surrogateescape")


def _widened(text: bytes, unit: int, profile: Profile) -> bytes:
    if unit == 1:
        return text
    order = profile.byte_order
    return b"".join(byte.to_bytes(unit, order) for byte in text)


def _strings(operands: Operands, unit: int, ended: bool = False) -> Reading:
    if operands.profile.reads == "characters":
        return _any_order(operands, unit, ended)
    return _list(operands, ended)


def _ended_strings(operands: Operands, unit: int) -> Reading:
    return _strings(operands, unit, True)


# --- strings, numbers and commas in any order ---


def _any_order(operands: Operands, unit: int, ended: bool) -> Reading:
    if not operands.here():
        return Reading()  # reads on into the next line: what it says depends on that
    profile = operands.profile
    out: list[bytes] = []
    joins = ended and profile.asciz_joins
    while True:
        first = operands.here()
        if first == '"':
            while True:
                body = _body(operands)
                if body is None:
                    return Reading()
                out.append(_widened(_loosely(body, profile), unit, profile))
                if not (joins and operands.here() == '"'):
                    break
            if ended:
                out.append(bytes(unit))
        elif first == "<":
            number = _angle(operands)
            if number is None:
                return Reading()
            out.append(number.to_bytes(unit, profile.byte_order))
        elif not operands.take(","):
            break
    operands.end()
    content = b"".join(out)
    return Reading(len(content), content)


def _angle(operands: Operands) -> int | None:
    """A number in angle brackets, None where its value is not known. Raises `RefusedError`."""
    literals = operands.profile.angle_numbers == "literals"
    found = _ANGLE.match(operands.text, operands.at)
    if found is None:
        if literals:
            raise RefusedError("bad number; expected <nn>")
        return None
    if found[2] != ">":
        raise RefusedError("expected <nn>")
    digits = found[1]
    value = int(digits, 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10)
    if value > 255 and literals:
        raise RefusedError("<nn> out of range")
    operands.at = found.end()
    operands.skip()
    return value & 255 if value < 1 << 64 else None


def _loosely(body: bytes, profile: Profile) -> bytes:
    """A string's bytes where any escape is taken: an unknown one is its character."""
    if b"\\" not in body:
        return body
    digits: bytes = profile.octal_digits.encode()
    octal = re.compile(rb"\\(?:[xX]([0-9a-fA-F]*)|([" + digits + rb"]{1,3})|(.))", re.DOTALL)

    def one(found: re.Match[bytes]) -> bytes:
        if found[1] is not None:
            return bytes((int(found[1] or b"0", 16) & 255,))
        if found[2]:
            value = 0
            for digit in found[2]:
                value = value * 8 + digit - 48
            return bytes((value & 255,))
        if found[3] == b"v":
            return b"\v"
        if found[3] == b"\n":
            newline: bytes = profile.string_escape_newline
            return newline
        return _NAMED.get(found[3], found[3])

    return octal.sub(one, body)


# --- a list of strings ---


def _list(operands: Operands, ended: bool) -> Reading:
    profile = operands.profile
    out: list[bytes] = []
    if not operands.here():
        return Reading(0, b"")
    joins = not ended and profile.ascii_joins
    while True:
        _wanted(operands)
        while True:
            body = _body(operands)
            if body is None:
                return Reading()
            out.append(_strictly(body, profile))
            if not (joins and operands.here() == '"'):
                break
        if ended:
            out.append(b"\0")
        if not operands.take(","):
            operands.end()
            content = b"".join(out)
            return Reading(len(content), content)


def _wanted(operands: Operands) -> None:
    if operands.here() != '"':
        raise RefusedError("expected string")


def _strictly(body: bytes, profile: Profile) -> bytes:
    """A string's bytes where only known escapes are taken. Raises `RefusedError`."""
    if profile.string_crlf == "joined":
        body = body.replace(b"\r\n", b"\r")
    if b"\\" not in body:
        return body

    def one(found: re.Match[bytes]) -> bytes:
        if found[1] is not None and profile.string_hex:
            if not found[1]:
                raise RefusedError("invalid hexadecimal escape sequence")
            return bytes((int(found[1], 16) & 255,))
        if found[2]:
            return _octal(found[2])
        known = _NAMED.get(found[3]) if found[3] is not None else None
        if known is None:
            raise RefusedError("invalid escape sequence (unrecognized character)")
        return known

    return _ESCAPE.sub(one, body)


def _octal(digits: bytes) -> bytes:
    """The octal number that digits begin with, and the rest of them as it is. Raises `RefusedError`."""
    value = length = 0
    for digit in digits:
        if not 48 <= digit <= 55:
            break
        value = value * 8 + digit - 48
        length += 1
    if not length:
        raise RefusedError("invalid escape sequence (unrecognized character)")
    if value > 255:
        raise RefusedError("invalid octal escape sequence (out of range)")
    return bytes((value,)) + digits[length:]


# --- base64 ---

_GROUPS = re.compile(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def _base64(operands: Operands, unit: int) -> Reading:
    """`.base64 "...", "..."`."""
    loose = operands.profile.reads == "characters"
    if not operands.here():
        if loose:
            raise RefusedError("a string must follow the .base64 pseudo-op")
        return Reading(0, b"")
    out: list[bytes] = []
    while True:
        if operands.here() != '"':
            wanted = "expected double quote enclosed string as argument to .base64 pseudo-op"
            raise RefusedError(wanted if loose else "expected string")
        body = _body(operands)
        if body is None:
            return Reading()
        part = _decoded(body, operands, loose)
        if part is None:
            return Reading()
        out.append(part)
        if not operands.take(","):
            if operands.here():
                raise RefusedError(junk(operands))
            content = b"".join(out)
            return Reading(len(content), content)


def _decoded(body: bytes, operands: Operands, loose: bool) -> bytes | None:
    """The bytes that a base64 string stands for, None where not known. Raises `RefusedError`."""
    if not body:
        raise RefusedError(".base64 string terminated unexpectedly" if loose else "expected nonempty string")
    if not _GROUPS.fullmatch(body):
        if not loose:
            raise RefusedError("failed to base64 decode string data")
        missing = -len(body) % 4
        if missing not in (1, 2) or not re.fullmatch(rb"[A-Za-z0-9+/]*", body):
            if re.fullmatch(rb"[A-Za-z0-9+/]+=", body) and missing == 1:
                return None
            raise RefusedError(".base64 string terminated unexpectedly")
        operands.warnings.append(".base64 string terminated early")
        body += b"=" * missing
    try:
        return base64.b64decode(body)
    except binascii.Error as error:  # the pattern above lets nothing else through
        raise AssertionError(body) from error


READERS: dict[str, Reader] = {"strings": _strings, "ended_strings": _ended_strings, "base64": _base64}
