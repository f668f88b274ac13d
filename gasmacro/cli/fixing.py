"""`gasmacro check --fix` and `--diff`: fixes made in files, in what standard input gave, or shown and not made.

In: the files of a run, with their configurations.  Out: reports of what is left, files replaced, a diff.  Rule: only
files that the user named, or that a search of a named folder found, are ever changed; each is written when its own
check is done; what can't be written is trouble of that file, and the others go on.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import source, write
from gasmacro.cli.running import many
from gasmacro.errors import ConfigError, GasmacroError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gasmacro.cli.fixer import Fixer
    from gasmacro.control.config import Config
    from gasmacro.control.find import Finder
    from gasmacro.findings import Outcome, Report, Trouble

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Make the safe fixes in the files, and report what is left."),
    click.option(
        "--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that change or choose the meaning too."
    ),
    click.option("--diff", "patch", is_flag=True, help="Print the fixes as a unified diff and change nothing."),
    click.option(
        "--exit-non-zero-on-fix", is_flag=True, help="Leave with 1 if --fix fixed anything, whatever is left."
    ),
)


def fixing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def mend(paths: Sequence[str], options: dict[str, Any], configured: Finder) -> int:
    """Runs `gasmacro check` with `--fix` or `--diff`; the exit status.

    The mended text of standard input goes to standard output, and the report of what is left to standard error.
    """
    from gasmacro.cli.fixer import Fixer
    from gasmacro.cli.printing import report
    from gasmacro.findings import Outcome

    show = options["patch"]
    found = _named(paths, configured)
    known = None
    if not options["update_baseline"]:
        from gasmacro.cli.known import Known

        known = Known(configured)
    named = [file for file, trouble in found.items() if file != "-" and trouble is None]
    fixer = Fixer(named, unsafe=options["unsafe_fixes"], write=not show, known=known)
    outcome = Outcome(())
    given: dict[str, bytes] = {}
    outcome.add(_mended(fixer, found, named, given, options, configured))
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
        status = status or int(options["exit_non_zero_on_fix"] and fixer.fixed > 0)
    if fixer.fixed or outcome.findings:
        write(f"gasmacro: {_summary(fixer.fixed, outcome, options, show=show)}\n", err=True)
    return 0 if status == 1 and options["exit_zero"] else status


def _named(paths: Sequence[str], configured: Finder) -> dict[str, Trouble | None]:
    """The files that the user named or that are below a folder named, each once, and the trouble with it."""
    from gasmacro.control.search import Search
    from gasmacro.findings import Trouble
    from gasmacro.source.discover import sources

    found: list[tuple[str, Trouble | None]] = []
    for path in paths or (".",):
        try:
            found += [(file, None) for file in (["-"] if path == "-" else sources([path], Search(configured.config)))]
        except ConfigError:
            raise
        except GasmacroError as error:
            found.append((path, Trouble.of(error, path)))
    return dict(found)


def _mended(
    fixer: Fixer,
    found: dict[str, Trouble | None],
    named: list[str],
    given: dict[str, bytes],
    options: dict[str, Any],
    configured: Finder,
) -> list[Report]:
    """The reports of what is left; what standard input gave goes to `given`, as it is mended."""
    from gasmacro.findings import Report

    clean = _clean(named, options, configured)
    reports: dict[str, Report] = {}
    for file, trouble in found.items():
        name = options["stdin_filename"] if file == "-" else file
        config = configured.config(name)
        if trouble is not None:
            reports[file] = Report(name, tuple(each.assembler for each in config.profiles()), errors=(trouble,))
        elif file == "-":
            reports[file] = _standard_input(fixer, name, config, given, show=options["patch"])
        else:
            reports[file] = clean[file][0] if file in clean else fixer.file(file, config)
    for file, (_, hanging) in clean.items():
        if not fixer.changed().isdisjoint(hanging):
            reports[file] = fixer.file(file, configured.config(file))
    return list(reports.values())


def _clean(files: list[str], options: dict[str, Any], configured: Finder) -> dict[str, tuple[Report, set[str]]]:
    """The reports of those files that have no fix to be made, and the real paths of what each hangs on: from the cache,
    or by several processes. Nothing is looked up for a few files alone: to mend them is to check them."""
    from gasmacro.many.work import WORTH_A_PROCESS

    files = [file for file in files if os.path.isfile(file)]  # a pipe can be read once
    if len(files) < 2 or (not options["cache"] and _size(files) < WORTH_A_PROCESS):
        return {}
    from gasmacro.pipeline.checking import check_file

    wanted = ("safe", "unsafe") if options["unsafe_fixes"] else ("safe",)
    configs = [configured.config(file) for file in files]
    found = {}
    with many(options["jobs"], options["cache"], options["cache_dir"]) as checking:
        for file, (told, hanging) in zip(files, checking.hanging(check_file, files, configs), strict=True):
            if not any(finding.fix and finding.fix.applicability in wanted for finding in told.findings):
                found[file] = told, {os.path.realpath(file), *hanging}
    return found


def _size(files: list[str]) -> int:
    """The size of files in bytes, as far as they can be looked at."""
    sizes = []
    for file in files:
        with contextlib.suppress(OSError, ValueError):
            sizes.append(os.stat(file).st_size)
    return sum(sizes)


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
