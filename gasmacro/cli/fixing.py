"""`gasmacro check --fix` and `--diff`: fixes made in files, in what standard input gave, or shown and not made.

In: the files of a run, with their configurations.  Out: reports of what is left, files replaced, a diff.  Rule: only
files that the user named, or that a search of a named folder found, are ever changed; each is written when its own
check is done; what can't be written is trouble of that file, and the others go on.
"""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import source, write
from gasmacro.errors import ConfigError, GasmacroError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gasmacro.control.config import Config
    from gasmacro.control.find import Finder
    from gasmacro.findings import Outcome, Report, Trouble
    from gasmacro.fixing.rounds import Mended

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Make the safe fixes in the files, and report what is left."),
    click.option(
        "--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that change or choose the meaning too."
    ),
    click.option("--diff", "patch", is_flag=True, help="Print the fixes as a unified diff and change nothing."),
)


def fixing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Fixer:
    """Mends sources one after the other. `named` are the files that may be changed, `unsafe` whether unsafe fixes are
    made too, `write` whether anything is written."""

    def __init__(self, named: Iterable[str], *, unsafe: bool, write: bool) -> None:
        self._named = {os.path.realpath(path) for path in named}
        self._unsafe = unsafe
        self._write = write
        self._held: dict[str, bytes] = {}  # what each file read so far holds on the disk, by real path
        self._texts: dict[str, str] = {}  # what those that fixes change are to hold
        self._names: dict[str, str] = {}  # what the user calls them
        self.fixed = 0

    def file(self, path: str, config: Config) -> Report:
        """Mends a file, and reports what is left."""
        from gasmacro.findings import Report, Trouble
        from gasmacro.pipeline.inputs import text_of

        names = tuple(profile.assembler for profile in config.profiles())
        troubles: list[Trouble] = []
        refused: set[str] = set()
        try:
            while True:
                text = self._texts.get(os.path.realpath(path))
                text = text_of(self._read(path), path) if text is None else text
                done, told = self._mended(text, path, config, refused)
                failed = {file: trouble for file in done.texts if (trouble := self._refusal(file, path, config, done))}
                if not failed:
                    break
                refused |= {os.path.realpath(file) for file in failed}
                troubles += [trouble for trouble in failed.values() if isinstance(trouble, Trouble)]
        except GasmacroError as error:
            return Report(path, names, errors=(*troubles, Trouble.of(error, path)))
        self.fixed += done.fixed
        return dataclasses.replace(told, errors=tuple(troubles))

    def source(self, data: bytes, name: str, config: Config) -> tuple[Report, bytes]:
        """Mends what standard input gave; the report of what is left, and the mended source."""
        from gasmacro.pipeline.inputs import text_of

        done, told = self._mended(text_of(data, name), name, config, None)
        self.fixed += done.fixed
        return told, done.texts[name].encode("utf-8", "surrogateescape") if name in done.texts else data

    def diff(self) -> Iterator[str]:
        """The diff of all files so far."""
        from gasmacro.fixing.patch import patch
        from gasmacro.source.files import decode

        for real, text in self._texts.items():
            yield from patch(self._names[real], decode(self._held[real]), text)

    def _mended(self, text: str, name: str, config: Config, refused: set[str] | None) -> tuple[Mended, Report]:
        """A source mended, and what is left; of one without a file (`refused` is None) nothing else is changed."""
        from gasmacro.findings import Report
        from gasmacro.fixing.rounds import Mended, Rounds
        from gasmacro.pipeline.checking import Checking
        from gasmacro.pipeline.guard import Guard
        from gasmacro.pipeline.readings import idle

        if idle(text, name):
            return Mended(), Report(name, tuple(profile.assembler for profile in config.profiles()))
        checking = Checking(name, config)

        def editable(file: str) -> bool:
            return file == name if refused is None else os.path.realpath(file) in self._named - refused

        rounds = Rounds(name, checking.look, checking.counting, editable, unsafe=self._unsafe)
        with Guard(name):
            done = rounds.run({**self._texts, name: text})
        return done, checking.report(done.left)

    def _refusal(self, file: str, path: str, config: Config, done: Mended) -> Trouble | bool | None:
        """Puts a mended text in its file's place; what speaks against it, None for nothing.

        A file that another one includes must be no worse for itself.
        """
        from gasmacro.findings import Trouble
        from gasmacro.source.replace import replace

        real = os.path.realpath(file)
        try:
            if real != os.path.realpath(path) and self._worse(file, config, done):
                return True
            before = self._read(file)
            if self._write:
                data = done.texts[file].encode("utf-8", "surrogateescape")
                replace(file, data, before)
                self._held[real] = data
        except GasmacroError as error:
            return Trouble.of(error, file)
        self._texts[real] = done.texts[file]
        self._names.setdefault(real, file)
        return None

    def _worse(self, file: str, config: Config, done: Mended) -> bool:
        from gasmacro.fixing.look import mended
        from gasmacro.pipeline.checking import Checking
        from gasmacro.source.files import decode

        checking = Checking(file, config)
        text = self._texts.get(os.path.realpath(file))
        before = {**self._texts, file: decode(self._read(file)) if text is None else text}
        return not mended(checking.look(before), checking.look({**before, **done.texts}), ())

    def _read(self, path: str) -> bytes:
        """The bytes of a file on the disk, read once."""
        from gasmacro.source.files import read_named

        real = os.path.realpath(path)
        if real not in self._held:
            self._held[real] = read_named(path)
        return self._held[real]


def mend(paths: Sequence[str], options: dict[str, Any], configured: Finder) -> int:
    """Runs `gasmacro check` with `--fix` or `--diff`; the exit status.

    The mended text of standard input goes to standard output, and the report of what is left to standard error.
    """
    from gasmacro.cli.printing import report
    from gasmacro.control.search import Search
    from gasmacro.findings import Outcome, Report, Trouble
    from gasmacro.source.discover import sources

    found: list[tuple[str, Trouble | None]] = []
    for path in paths or (".",):
        try:
            found += [(file, None) for file in (["-"] if path == "-" else sources([path], Search(configured.config)))]
        except ConfigError:
            raise
        except GasmacroError as error:
            found.append((path, Trouble.of(error, path)))
    show = options["patch"]
    named = [file for file, trouble in found if file != "-" and trouble is None]
    fixer = Fixer(named, unsafe=options["unsafe_fixes"], write=not show)
    outcome = Outcome(())
    given: dict[str, bytes] = {}
    for file, trouble in dict(found).items():
        name = options["stdin_filename"] if file == "-" else file
        config = configured.config(name)
        if trouble is not None:
            outcome.add([Report(name, tuple(each.assembler for each in config.profiles()), errors=(trouble,))])
        elif file == "-":
            outcome.add([_standard_input(fixer, name, config, given, show=show)])
        else:
            outcome.add([fixer.file(file, config)])
    for note in configured.notes():
        write(f"gasmacro: note: {note}\n", err=True)
    if show:
        for line in fixer.diff():
            write(line)
        for each in outcome.errors:
            write(f"gasmacro: {each}\n", err=True)
        status = outcome.status() or int(fixer.fixed > 0)
    else:
        status = report(outcome, given, options, configured, err=bool(given))
    if fixer.fixed or outcome.findings:
        write(f"gasmacro: {_summary(fixer.fixed, outcome, options, show=show)}\n", err=True)
    return 0 if status == 1 and options["exit_zero"] else status


def _standard_input(fixer: Fixer, name: str, config: Config, given: dict[str, bytes], *, show: bool) -> Report:
    """Mends standard input, prints what became of it, and reports what is left."""
    from gasmacro.findings import Report, Trouble
    from gasmacro.fixing.patch import patch
    from gasmacro.source.files import decode

    data, _ = source("-", name)
    try:
        told, mended = fixer.source(data, name, config)
    except GasmacroError as error:
        told = Report(name, tuple(each.assembler for each in config.profiles()), errors=(Trouble.of(error, name),))
        mended = data
    given[name] = mended
    for piece in patch(name, decode(data), decode(mended)) if show else [decode(mended)]:
        write(piece)
    return told


def _summary(fixed: int, outcome: Outcome, options: dict[str, Any], *, show: bool) -> str:
    """What was done, in words."""
    left = len(outcome.findings)
    more = sum(each.fix is not None and each.fix.applicability != "safe" for each in outcome.findings)
    words = f"{'would fix' if show else 'fixed'} {fixed}, {left} remain{'s' if left == 1 else ''}"
    return words + (f" ({more} fixable with --unsafe-fixes)" if more and not options["unsafe_fixes"] else "")
