"""The preprocessors that feed the families: the names that are always there, and how they keep blanks.

In: a family and an architecture.  Out: a `Preprocessor`.  Rule: `predefined/FAMILY.txt` has the names that the family's
compiler defines on every architecture, `predefined/FAMILY-ARCH.txt` those of one, a `NAME TEXT` a line, as
`python -m tests.evidence.predefined` recorded them.
"""

from __future__ import annotations

import functools
import os

from gasmacro.errors import UsageError

# Whether a preprocessor pads: puts a blank where an expansion ends and two tokens might be read as one.
_PADS = {"gas": True, "clang": False}
_FOLDER = os.path.join(os.path.dirname(__file__), "predefined")


class Preprocessor:
    """One family's preprocessor on one architecture: `pads`, and `names`, from name to text."""

    __slots__ = ("_texts", "names", "pads")

    def __init__(self, pads: bool, names: dict[str, str]) -> None:
        self.pads = pads
        self.names = names
        self._texts: dict[frozenset[str], str] = {}

    def text(self, but: frozenset[str] = frozenset()) -> str:
        """The definitions of all names but some, as directives."""
        if but not in self._texts:
            lines = [f"#define {name} {text}\n" for name, text in self.names.items() if name not in but]
            self._texts[but] = "".join(lines)
        return self._texts[but]


@functools.cache
def preprocessor(family: str, arch: str) -> Preprocessor:
    """The preprocessor that feeds a family's assembler. Raises `UsageError` for names that nothing has."""
    if family not in _PADS:
        raise UsageError(f"unknown assembler family {family!r}")
    return Preprocessor(_PADS[family], _read(f"{family}.txt") | _read(f"{family}-{arch}.txt"))


def _read(name: str) -> dict[str, str]:
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as stream:
        pairs = [line.rstrip("\n").partition(" ") for line in stream]
    return {name: text for name, _, text in pairs}
