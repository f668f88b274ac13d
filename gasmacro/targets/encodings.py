"""The bytes of instructions without operands, for the question whether a macro that spells one out is that instruction.

In: an instruction and an architecture.  Out: its bytes.  Rule: they stand in `encodings.txt`, a line per architecture,
as all releases of LLVM's assembler make them (`python -m tests.probes.encodings`).
"""

from __future__ import annotations

import functools
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def encoded(instruction: str, arch: str) -> bytes | None:
    """The bytes of an instruction without operands, in any case; None where they are not the same everywhere."""
    found = table().get(arch, {}).get(instruction.strip().lower())
    return bytes.fromhex(found) if found else None


@functools.cache
def table() -> Mapping[str, Mapping[str, str]]:
    """By architecture, name to bytes in hexadecimal."""
    path = os.path.join(os.path.dirname(__file__), "encodings.txt")
    with open(path, encoding="ascii") as file:
        lines = [line.partition(":") for line in file if line[:1] != "#"]
    return {
        arch: {name: code for name, _, code in (word.partition("=") for word in words.split())}
        for arch, _, words in lines
    }
