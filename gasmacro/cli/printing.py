"""How `gasmacro check` prints what it found: format, file, colour, statistics, and what is known already."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli import completion
from gasmacro.cli.changes import MAIL
from gasmacro.cli.options import coloured, write
from gasmacro.reporters import Look, formats, reporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gasmacro.control.find import Finder
    from gasmacro.findings import Finding, Outcome

_OPTIONS = (
    click.option(
        "--format",
        "form",
        default="full",
        show_default=True,
        type=click.Choice([*formats(), MAIL]),
        help="How to print; mail answers a --patch.",
    ),
    click.option("--output-file", "-o", metavar="FILE", shell_complete=completion.files, help="Print to FILE instead."),
    click.option("--statistics", is_flag=True, help="Print how many findings each rule has, instead of the findings."),
    click.option("--exit-zero", is_flag=True, help="Leave with 0 even if there are findings."),
    click.option(
        "--baseline", metavar="FILE", shell_complete=completion.files, help="Do not tell the findings that FILE knows."
    ),
    click.option("--update-baseline", is_flag=True, help="Write all findings to the baseline."),
)


def printing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds these options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def report(
    outcome: Outcome, sources: dict[str, bytes], options: dict[str, Any], configured: Finder, *, err: bool = False
) -> int:
    """Prints findings (on standard error with `err`), and trouble on standard error; the exit status.

    `sources` are those of which there is no file, by name.
    """
    if options["form"] == MAIL:
        raise click.UsageError("--format mail answers a patch: name one by --patch")
    lines = Lines(sources, [*outcome.checked, *options["include_dirs"]])
    outcome.findings.sort(key=lambda finding: finding.place())
    _known(outcome, lines, options, configured)
    form, file = options["form"], options["output_file"]
    if outcome.findings:
        from gasmacro.control.discretion import discreet

        outcome.findings = discreet(outcome.findings, (*outcome.checked, *sources))
    look = Look(lines.line, not file and form == "full" and coloured(options["color"]), _root(outcome, form))
    pieces = _statistics(outcome, form) if options["statistics"] else reporter(form).render(outcome, look)
    if file:
        _write_file(file, pieces)
    else:
        for piece in pieces:
            write(piece, err=err)
    if form != "full" or options["statistics"]:
        for note in outcome.notes:
            write(f"gasmacro: note: {note}\n", err=True)
    for trouble in outcome.errors:
        write(f"gasmacro: {trouble}\n", err=True)
    status = outcome.status()
    return 0 if status == 1 and (options["exit_zero"] or options["update_baseline"]) else status


def _root(outcome: Outcome, form: str) -> str:
    """The folder that fingerprints tell paths from, looked for only by formats that have them."""
    if form not in ("sarif", "gitlab") or not outcome.findings:
        return ""
    from gasmacro.control.fingerprints import project

    return project()


def _known(outcome: Outcome, lines: Lines, options: dict[str, Any], configured: Finder) -> None:
    """Takes out what baselines know, or brings them up to date."""
    updating = options["update_baseline"]
    if updating or configured.anything("baseline"):
        paths = {file: configured.config(file).baseline for file in outcome.checked}
        paths.update((each.file, configured.config(each.file).baseline) for each in outcome.findings)
        if updating and not any(paths.values()):
            raise click.UsageError("--update-baseline needs a file: name one by --baseline or in the configuration")
        from gasmacro.control.baseline import Baseline

        fresh: list[Finding] = [finding for finding in outcome.findings if not paths[finding.file]]
        for path in sorted({path for path in paths.values() if path}):
            mine = [finding for finding in outcome.findings if paths[finding.file] == path]
            checked = [file for file, its in paths.items() if its == path and file in outcome.checked]
            known = Baseline(path, new=updating)
            if updating:
                known.update(mine, lines.line, checked)
                write(f"gasmacro: {path} knows {len(known)} finding{'s' if len(known) != 1 else ''}\n", err=True)
                continue
            new, gone = known.sift(mine, lines.line, checked)
            fresh += new
            if gone:
                note = f"{gone} finding{'s' if gone != 1 else ''} of {path} {'are' if gone != 1 else 'is'} gone"
                write(f"gasmacro: note: {note}: --update-baseline lets go of what is gone\n", err=True)
        outcome.findings = sorted(fresh, key=lambda finding: finding.place())


def _statistics(outcome: Outcome, form: str) -> Iterator[str]:
    """A line for each rule that has findings, the most frequent first; JSON for the formats that are."""
    rules: dict[tuple[str, str], list[Finding]] = {}
    for finding in outcome.findings:
        rules.setdefault((finding.rule, finding.name), []).append(finding)
    ordered = sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
    if form.startswith("json"):
        import json

        rows = [
            {"rule": code, "name": name, "count": len(found), "fixable": sum(each.fix is not None for each in found)}
            for (code, name), found in ordered
        ]
        yield json.dumps(rows, indent=1) + "\n"
        return
    width = len(str(max((len(found) for found in rules.values()), default=0)))
    for (code, name), found in ordered:
        fixable = sum(each.fix is not None for each in found)
        yield f"{len(found):>{width}}  {code}  {name}{f' ({fixable} with a fix)' if fixable else ''}\n"


def _write_file(path: str, pieces: Iterator[str]) -> None:
    """A report as a file, which is there as a whole or not at all."""
    from gasmacro.errors import InputError

    data = "".join(pieces).encode("utf-8", "surrogateescape")
    try:
        if os.path.lexists(path) and not os.path.isfile(path):  # a device or a pipe takes it as it comes
            with open(path, "wb") as stream:
                stream.write(data)
            return
        temporary = f"{path}.{os.getpid()}.gasmacro"
        try:
            with open(temporary, "xb") as stream:
                stream.write(data)
            os.replace(temporary, os.path.realpath(path))
        finally:
            if os.path.lexists(temporary):
                os.unlink(temporary)
    except OSError as error:
        raise InputError(f"can't be written: {(error.strerror or str(error)).lower()}", file=path) from None


class Lines:
    """Source lines by file, each file read once: of files that the user named, and of sources by their suffix that lie
    in a folder with them, in the project, or in a folder given by `-I`. What a source's line markers or includes name
    is not shown for that alone."""

    def __init__(self, sources: dict[str, bytes], named: Iterable[str]) -> None:
        self._sources = sources
        self._named = named
        self._files: frozenset[str] = frozenset()
        self._folders: frozenset[str] = frozenset()
        self._known: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """A line of a source (from 1), None where there is none."""
        from gasmacro.errors import GasmacroError
        from gasmacro.source.files import decode, read_regular

        if file not in self._known:
            try:
                if file in self._sources:
                    self._known[file] = decode(self._sources[file]).split("\n")
                else:
                    self._known[file] = decode(read_regular(file)).split("\n") if self._shown(file) else []
            except GasmacroError:
                self._known[file] = []
        lines = self._known[file]
        return lines[number - 1] if 0 < number <= len(lines) else None

    def _shown(self, file: str) -> bool:
        from gasmacro.control.discretion import is_source
        from gasmacro.control.fingerprints import project
        from gasmacro.source.files import below

        if not self._folders:
            self._files = frozenset(map(os.path.realpath, self._named))
            around = (project(), *(path if os.path.isdir(path) else os.path.dirname(path) for path in self._files))
            self._folders = frozenset(map(os.path.realpath, around)) - {os.sep}
        real = os.path.realpath(file)
        return real in self._files or (is_source(real) and any(below(real, folder) for folder in self._folders))
