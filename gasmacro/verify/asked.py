"""Whom a run asks: the assemblers given or found, by architecture.

In: programs, options for them.  Out: `Assembler`s.  Rule: what the user names has to be an assembler; what only stands
on PATH and is none is told.  No configuration file has a say in which program is started.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError, UsageError
from gasmacro.targets.ranges import FAMILIES, note
from gasmacro.verify.programs import Program, assemblers, identify, on_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.verify.programs import Assembler


class Asked:
    """The assemblers of a run: those in `programs`, or on PATH. `passed` are options for them, `FAMILY:OPTION` for one
    family's; `notes` tells what was left out, and why."""

    def __init__(self, programs: Sequence[str] = (), passed: Sequence[str] = ()) -> None:
        self.notes: list[str] = []
        self._passed = passed
        self._programs = self._identified(programs)
        self._known: dict[str, list[Assembler]] = {}

    def _identified(self, programs: Sequence[str]) -> list[Program]:
        found = []
        for path in programs or on_path():
            try:
                found.append(identify(path))
            except GasmacroError as error:
                if programs:
                    raise UsageError(str(error)) from None
                self.notes.append(str(error))
        return found

    def assemblers(self, arch: str) -> list[Assembler]:
        """Those for an architecture."""
        if arch not in self._known:
            notes: list[str] = []
            found = [self._told(each) for each in assemblers(self._programs, [arch], notes)]
            notes += [words for each in found if (words := note(each.family, each.release))]
            self.notes += [words for words in dict.fromkeys(notes) if words not in self.notes]
            self._known[arch] = found
        return self._known[arch]

    def _told(self, assembler: Assembler) -> Assembler:
        own = []
        for option in self._passed:
            family, colon, rest = option.partition(":")
            if not (colon and family in FAMILIES):
                own.append(option)
            elif family == assembler.family:
                own.append(rest)
        return replace(assembler, options=(*assembler.options, *own))
