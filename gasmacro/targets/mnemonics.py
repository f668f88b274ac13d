"""The instructions that an assembler knows by name, for the question whether a word can be one.

In: an operation and a profile.  Out: whether some release of LLVM's assembler takes it for an instruction.  Rule: the
names stand in `mnemonics.txt`, a line per architecture, found by giving them to the assembler
(`python -m tests.probes.mnemonics`); where an architecture has no line, a word of letters, digits and dots may be one.
"""

from __future__ import annotations

import functools
import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.]*")


def knows_mnemonic(op: str, profile: Profile) -> bool:
    """Whether an operation may be an instruction; case does not matter, nor what follows a dot."""
    if not _WORD.fullmatch(op):
        return False
    known = names(profile.arch)
    return known is None or op.lower().partition(".")[0] in known


def names(arch: str) -> frozenset[str] | None:
    """The names of an architecture's instructions, None where nobody asked for them."""
    return _names().get("x86_64" if arch == "i386" else arch)


@functools.cache
def _names() -> dict[str, frozenset[str]]:
    path = os.path.join(os.path.dirname(__file__), "mnemonics.txt")
    with open(path, encoding="ascii") as file:
        lines = [line.partition(":") for line in file if line[:1] != "#"]
    return {arch: frozenset(names.split()) for arch, _, names in lines}
