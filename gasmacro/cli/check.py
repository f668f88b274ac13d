"""`gasmacro check`: findings of files and folders, in any format."""

from __future__ import annotations

from typing import Any

import click

from gasmacro.cli.choosing import choosing
from gasmacro.cli.options import colour, finder, shared, source, write
from gasmacro.cli.running import many, running
from gasmacro.reporters import Look, formats, reporter


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@shared
@choosing
@running
@click.option("--format", "form", default="full", show_default=True, type=click.Choice(formats()), help="How to print.")
def command(paths: tuple[str, ...], form: str, **options: Any) -> int:
    """Report where the assemblers in range part over sources, and what all of them reject.

    PATH is a file, a folder to be searched, or - for standard input; without one, the folder here.

    Exit status: 0 nothing found, 1 findings, 2 something could not be checked.
    """
    from gasmacro.api import check, check_file
    from gasmacro.control.search import Search
    from gasmacro.errors import ConfigError, GasmacroError
    from gasmacro.findings import Outcome, Report, Trouble
    from gasmacro.source.discover import sources as found

    configured = finder(options)
    outcome = Outcome(())
    sources: dict[str, bytes] = {}
    files: dict[str, None] = {}
    search = Search(configured.config)
    for path in paths or (".",):
        name = options["stdin_filename"] if path == "-" else path
        wanted = configured.config(name)  # what is wrong with it is told before any source is read
        wanted.profiles()
        try:
            if path == "-":
                sources[name], name = source(path, name)
                outcome.add([check(sources[name], filename=name, config=wanted)])
            else:
                files.update(dict.fromkeys(found([path], search)))
        except ConfigError:
            raise
        except GasmacroError as error:
            assemblers = tuple(profile.assembler for profile in wanted.profiles())
            outcome.add([Report(name, assemblers, errors=(Trouble.of(error, name),))])
    with many(options["jobs"], options["cache"], options["cache_dir"]) as checking:
        outcome.add(checking.map(check_file, list(files), [configured.config(path) for path in files]))
    for note in configured.notes():
        write(f"gasmacro: note: {note}\n", err=True)
    outcome.findings.sort(key=lambda finding: finding.place())
    look = Look(_Lines(sources).line, colour() and form == "full")
    for piece in reporter(form).render(outcome, look):
        write(piece)
    for trouble in outcome.errors:
        write(f"gasmacro: {trouble}\n", err=True)
    return outcome.status()


class _Lines:
    """Source lines by file, each file read once."""

    def __init__(self, sources: dict[str, bytes]) -> None:
        self._sources = sources
        self._known: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """A line of a source (from 1), None where there is none."""
        from gasmacro.errors import GasmacroError
        from gasmacro.source.files import decode, read_named

        if file not in self._known:
            try:
                data = self._sources[file] if file in self._sources else read_named(file)
                self._known[file] = decode(data).split("\n")
            except GasmacroError:
                self._known[file] = []
        lines = self._known[file]
        return lines[number - 1] if 0 < number <= len(lines) else None
