"""What is looked at in an object file: the bytes of its sections, the number of its relocations, its digest.

In: an ELF file of either width and byte order.  Out: plain values.  Nothing of what the assemblers print enters here.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGBITS, _RELA, _REL = 1, 4, 9


class _Section(NamedTuple):
    name: str
    kind: int
    data: bytes
    entry: int


def _sections(elf: bytes) -> Iterator[_Section]:
    wide = elf[4] == 2
    order = "<" if elf[5] == 1 else ">"
    (start,) = struct.unpack_from(order + ("Q" if wide else "I"), elf, 40 if wide else 32)
    size, count, names = struct.unpack_from(order + "HHH", elf, 58 if wide else 46)
    layout = order + ("IIQQQQIIQQ" if wide else "IIIIIIIIII")
    headers = [struct.unpack_from(layout, elf, start + i * size) for i in range(count)]
    table = headers[names][4]
    for name, kind, _flags, _address, offset, length, _link, _info, _align, entry in headers:
        begin = table + name
        title = elf[begin : elf.index(b"\0", begin)].decode("utf-8", "backslashreplace")
        yield _Section(title, kind, elf[offset : offset + length], entry)


def section_bytes(elf: bytes) -> dict[str, bytes]:
    """Name to contents of the sections that hold program bytes, but for empty ones and debugging information.

    Sections of one name are joined in their order.
    """
    result: dict[str, bytes] = {}
    for section in _sections(elf):
        if section.kind == _PROGBITS and section.data and not section.name.startswith(".debug"):
            result[section.name] = result.get(section.name, b"") + section.data
    return result


def relocation_count(elf: bytes) -> int:
    """How many relocations the object has, in all its sections."""
    return sum(len(each.data) // each.entry for each in _sections(elf) if each.kind in (_REL, _RELA) and each.entry)


def digest(elf: bytes) -> str:
    """The SHA-256 of the whole file."""
    return hashlib.sha256(elf).hexdigest()
