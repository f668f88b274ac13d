"""One source under a range of assemblers: looked at, its findings chosen, their fixes proved.

In: texts by path, the name of one of them, a configuration.  Out: its `Report`.  A look may be asked for again with
other texts, which is how a fix is proved.
"""

from __future__ import annotations

import functools
import re

from gasmacro.control import MARK
from gasmacro.control.options import SEVERITIES
from gasmacro.errors import GasmacroError, LimitError
from gasmacro.pipeline.guard import Guard, Led
from gasmacro.pipeline.inputs import files_of, text_of
from gasmacro.pipeline.readings import closed, idle, readings_of, vast_and_idle
from gasmacro.source.kinds import WRITTEN, suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gasmacro.compare.difference import Difference, Group
    from gasmacro.control.config import Config
    from gasmacro.findings import Finding, Report
    from gasmacro.fixing.look import Look
    from gasmacro.source.files import Files
    from gasmacro.source.written import Pass, Passes
    from gasmacro.targets.schema import Profile


# The name in an include of either kind, "" for one that a C macro gives.
_INCLUDE = re.compile(r"""^[ \t]*[#.][ \t]*include\b(?:[ \t]*["<]([^">\n]*)[">])?""", re.MULTILINE)


def check_file(path: str, config: Config) -> Report:
    """The report of one file, its errors in it."""
    from gasmacro.findings import Report, Trouble
    from gasmacro.source.files import read_named

    try:
        return check_source(read_named(path), path, config)
    except GasmacroError as error:
        names = tuple(profile.assembler for profile in config.profiles())
        if isinstance(error, LimitError) and vast_and_idle(path):
            return Report(path, names)
        return Report(path, names, errors=(Trouble.of(error, path),))


def check_source(source: str | bytes, filename: str, config: Config) -> Report:
    """The report of one source, given as text or bytes. Raises `UsageError`, `InputError`, `LimitError`."""
    return check_texts({filename: text_of(source, filename)}, filename, config)


def check_texts(texts: Mapping[str, str], filename: str, config: Config, *, partial: bool = False) -> Report:
    """The report of one of `texts`, which stand in place of the files at their paths.

    `partial`: the text is a part of the file, so that anything may stand around it.  Raises `UsageError`,
    `InputError`, `LimitError`.
    """
    from gasmacro.findings import Report

    if idle(texts[filename], filename):
        return Report(filename, tuple(profile.assembler for profile in config.profiles()))
    checking = Checking(filename, config, partial=partial)
    with Guard(filename):
        found = _found(checking, texts)  # in a call of its own: the expansions are gone when the guard ends
        return checking.report(found)


def _found(checking: Checking, given: Mapping[str, str]) -> list[Finding]:
    look = checking.look(given)
    found = checking.counting(look)
    if any(finding.candidates for finding in found):
        from gasmacro.fixing.prove import Prover

        found = Prover(look, checking.look, checking.filename, given).findings(found)
    return found


class Checking:
    """How one source is checked: the `profiles` of its range, and what its last look told besides findings."""

    __slots__ = (
        "_around", "_config", "_most", "_names", "_notes", "_partial", "_suppressed", "_used", "filename", "profiles",
    )  # fmt: skip

    def __init__(self, filename: str, config: Config, *, partial: bool = False) -> None:
        self._config = config
        self._partial = partial
        self._around = config.around(filename)
        self.filename = filename
        self.profiles = config.profiles(self._around.arch)
        self._names = tuple(profile.assembler for profile in self.profiles)
        self._most: int | None = None
        self._notes: tuple[str, ...] = ()
        self._suppressed: tuple[Finding, ...] = ()
        self._used: tuple[tuple[str, int, int], ...] = ()

    def look(self, texts: Mapping[str, str]) -> Look:
        """One look at the source. `texts` stand in place of files; its own is among them."""
        from gasmacro.fixing.look import Look
        from gasmacro.source.overlay import Overlay

        config, around, filename = self._config, self._around, self.filename
        if around.skipped and not config.arch:
            self._notes = (f"left out: {around.skipped}",)
            return Look(texts=dict(texts))
        files = Overlay(files_of(filename, config.include_dirs, around, config.includes), texts)
        readings = readings_of(texts[filename], filename, config, around, files, self.profiles)
        look = Look(files=files, whole=suffix(filename) not in WRITTEN and not self._partial)
        if readings.passes:
            whole = look.whole or (not self._partial and closed(texts[filename], filename, readings))
            look.findings = _findings(
                readings, filename, self._symbols(), self.profiles, files, look.references, whole, self._most
            )
            if config.severity == SEVERITIES[-1]:
                outside = self._outside(texts, files, look.findings, whole)
                look.findings = sorted((*look.findings, *outside), key=lambda finding: finding.place())
        look.texts = {**files.served, **texts}
        self._notes = tuple(readings.notes)
        if self._most is None:  # what fixes make of the source is not to be much larger
            self._most = 20_000 + look.work() + 4 * sum(text.count("\n") for text in look.texts.values())
        return look

    def _outside(self, texts: Mapping[str, str], files: Files, within: Sequence[Finding], whole: bool) -> list[Finding]:
        """The notes: where nobody in range trips, but an assembler outside of it would."""
        from gasmacro.rules.outside import notes
        from gasmacro.targets.ranges import everything

        config, filename = self._config, self.filename
        profiles = everything(self.profiles[0].arch)
        if len(profiles) == len(self.profiles):
            return []
        readings = readings_of(texts[filename], filename, config, self._around, files, profiles)
        found = _findings(readings, filename, self._symbols(), profiles, files, [], whole, self._most)
        return notes(found, within, self._names)

    def _symbols(self) -> tuple[str, ...]:
        """The symbols that the assembler is told: those of the build's command, and what `-D` says to a source that no
        preprocessor reads."""
        from gasmacro.engine.defsym import numbers

        own = suffix(self.filename) in WRITTEN
        return (*numbers(self._around.symbols), *(() if own else numbers(self._config.defines)))

    def counting(self, look: Look) -> list[Finding]:
        """Those of a look's findings that are to be told: chosen by the configuration, not suppressed."""
        if not look.findings and MARK not in look.texts[self.filename]:
            return []
        from gasmacro.control.selection import Selection
        from gasmacro.control.suppressions import Sieve

        chosen = Selection(self._config)
        sieve = Sieve(look.texts, self.filename, self.profiles, chosen, lambda name: suffix(name) in WRITTEN)
        told = [finding for finding in look.findings if not finding.doubtful and chosen.counts(finding)]
        sieve.sift(told, complete=not self._notes and not self._partial and self._includes_found(look))
        self._suppressed, self._used = tuple(sieve.suppressed), sieve.used
        return sieve.kept

    def _includes_found(self, look: Look) -> bool:
        """Whether all that the source names in its own lines was there: the macros of what was not may be what a
        suppression stands for."""
        names = _INCLUDE.findall(look.texts[self.filename])
        return look.files is None or all(name and look.files.exists(name) for name in names)

    def report(self, found: Sequence[Finding]) -> Report:
        """The report of findings."""
        from gasmacro.findings import Report

        return Report(
            self.filename,
            self._names,
            tuple(found),
            notes=self._notes,
            suppressed=self._suppressed,
            used=self._used,
        )


def _findings(
    readings: Passes,
    filename: str,
    symbols: Sequence[str],
    profiles: Sequence[Profile],
    files: Files,
    references: list[Group],
    whole: bool,
    most: int | None,
) -> list[Finding]:
    """The findings of a source; `symbols` are `NAME=NUMBER`, what the reference made of each pass goes to `references`.
    `whole`: an assembler sees no more than the pass has; `most`: how many statements each expansion may read (None:
    gasmacro's own limit)."""
    from gasmacro.compare.judge import differences, expansions
    from gasmacro.engine.machine import MOST_STATEMENTS
    from gasmacro.rules.doubtful import doubtful
    from gasmacro.rules.telling import findings, merged
    from gasmacro.source import located

    written = suffix(filename) in WRITTEN

    def told(reading: Pass, readers: Sequence[Profile]) -> tuple[Group, list[Finding]]:
        all_there = (whole or reading.whole) and not reading.units
        with Led(reading.places):
            groups = expansions(
                reading.texts or reading.text,
                readers,
                filename,
                files=files,
                defines=symbols,
                whole=all_there,
                own=written or bool(reading.units),
                units=reading.units,
                most=min(most or MOST_STATEMENTS, MOST_STATEMENTS),
            )
        parts = differences(groups)
        if reading.stubs:
            parts = [part for part in parts if not _of_stubs(part, reading)]
        if not parts:
            return groups[0], []
        doubt = None if all_there else functools.partial(doubtful, reading=reading)
        led = findings(parts, tuple(profile.assembler for profile in readers), doubt)
        return groups[0], located.findings(led, reading.places) if reading.places is not None else led

    found: list[tuple[Pass, list[Finding]]] = []
    own: list[tuple[Pass, list[Finding]]] = []
    for reading in readings.passes:
        reference, told_here = told(reading, profiles)
        references.append(reference)
        if told_here:
            found.append((reading, told_here))
            if reading.reader:
                alone = [profile for profile in profiles if profile.assembler.startswith(f"{reading.reader}@")]
                own.append((reading, told(reading, alone)[1]))
    everything = merged(found, readings.passes, filename, own)
    return [finding for finding in everything if not (whole and finding.hopeless() and _uncalled(finding))]


def _uncalled(finding: Finding) -> bool:
    """Whether a finding lies in a macro that nobody calls: a whole source is not refused for what is in there."""
    return bool(finding.stack) and finding.stack[0].line is None


def _of_stubs(part: Difference, reading: Pass) -> bool:
    """Whether a difference says something of the stubs that lead a pass rather than of the source."""
    from gasmacro.source.stubs import foreign

    place, cause = part.place.origin, part.cause.origin
    return foreign(reading.stubs, place.file, cause.text, hopeless=not part.outcomes)
