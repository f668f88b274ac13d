"""What a file's name says of it: assembler as it stands or with C preprocessor lines, a header, C, or preprocessed.

In: a file's name.  Out: the suffix that tells, and the sets of suffixes that are read alike.
"""

from __future__ import annotations

import os

WRITTEN = frozenset((".S", ".sx", ".h", ".hh", ".hpp", ".inc", ".c", ".cc", ".cpp", ".cxx"))
"""Files that may hold C preprocessor lines."""
HEADERS = WRITTEN - {".S", ".sx"}
"""Files that others include, or that are C: nobody assembles them as they stand."""
C = frozenset((".c", ".cc", ".cpp", ".cxx"))
PREPROCESSED = frozenset((".i", ".ii"))
UNSURE = PREPROCESSED | {".asm"}
"""Files that may be other assemblers' or C as well."""


def suffix(filename: str) -> str:
    """The suffix that says what a file is: `.S` and `.s` differ, and `.lds` is a linker's script."""
    found = os.path.splitext(filename)[1]
    if filename.endswith((".lds.S", ".its.S", ".dts.S")):  # what the preprocessor alone reads of a kernel
        return ".lds"
    return found if found == ".S" else found.lower()


def holds_directives(filename: str) -> bool:
    """Whether a name says that a file may hold C preprocessor lines."""
    return suffix(filename) in WRITTEN
