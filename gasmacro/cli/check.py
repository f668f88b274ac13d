"""`gasmacro check`: findings of files and folders, in any format."""

from __future__ import annotations

from typing import Any

import click

from gasmacro.cli import completion
from gasmacro.cli.changes import changed, changing
from gasmacro.cli.choosing import choosing
from gasmacro.cli.fixing import fixing, mend
from gasmacro.cli.options import Command, finder, shared, source, write
from gasmacro.cli.printing import printing, report
from gasmacro.cli.running import many, running


@click.command("check", cls=Command)
@click.argument("paths", shell_complete=completion.files, nargs=-1, metavar="[PATH]...")
@shared
@choosing
@click.option(
    "--mode",
    type=click.Choice(["auto", "written", "preprocessed"]),
    help="How C preprocessor lines are read; auto: preprocessed where all flags are known.",
)
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and check none.")
@running
@changing
@fixing
@printing
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Report where the assemblers in range part over sources, and what all of them reject.

    PATH is a file, a folder to be searched, or - for standard input; without one, the folder here.

    Exit status: 0 nothing found (with --fix: nothing left; or --exit-zero), 1 findings, 2 something could not be
    checked or changed.
    """
    from gasmacro.api import check
    from gasmacro.control.search import Search
    from gasmacro.errors import ConfigError, GasmacroError
    from gasmacro.findings import Outcome, Report, Trouble
    from gasmacro.pipeline.checking import check_file
    from gasmacro.source.discover import sources as found

    configured = finder(options)
    if options["show_files"] and any(options[name] for name in ("fix", "patch", "patches", "diff_base")):
        raise click.UsageError("--show-files does nothing but list: leave out --fix, --diff, --patch and --diff-base")
    if options["patches"] or options["diff_base"]:
        return changed(paths, options, configured)
    if options["fix"] or options["patch"]:
        return mend(paths, options, configured)
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
                if not options["show_files"]:
                    outcome.add([check(sources[name], filename=name, config=wanted)])
            else:
                files.update(dict.fromkeys(found([path], search)))
        except ConfigError:
            raise
        except GasmacroError as error:
            assemblers = tuple(profile.assembler for profile in wanted.profiles())
            outcome.add([Report(name, assemblers, errors=(Trouble.of(error, name),))])
    if options["show_files"]:
        write("".join(f"{file}\n" for file in (*sources, *files)))
        for trouble in outcome.errors:
            write(f"gasmacro: {trouble}\n", err=True)
        return outcome.status()
    with many(options["jobs"], options["cache"], options["cache_dir"]) as checking:
        outcome.add(checking.map(check_file, list(files), [configured.config(path) for path in files]))
    if not (sources or files or outcome.files):
        write("gasmacro: note: no sources were found: excludes and .gitignore may name them all\n", err=True)
    for note in configured.notes():
        write(f"gasmacro: note: {note}\n", err=True)
    return report(outcome, sources, options, configured)
