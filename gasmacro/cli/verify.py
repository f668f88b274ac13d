"""`gasmacro verify`: the assemblers of this machine asked about the same sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import Command, finder, shared, write
from gasmacro.cli.options import source as read
from gasmacro.targets.arch import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gasmacro.control.config import Config
    from gasmacro.control.find import Finder
    from gasmacro.verify.ask import Comparison, Source
    from gasmacro.verify.asked import Asked
    from gasmacro.verify.programs import Assembler
    from gasmacro.verify.report import Outcome


@click.command("verify", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@shared
@click.option(
    "--assembler",
    "programs",
    multiple=True,
    metavar="FILE",
    help="Ask this program, not those on PATH; repeatable.",
)
@click.option(
    "--pass", "passed", multiple=True, metavar="[FAMILY:]OPTION", help="Hand an option to the assemblers; repeatable."
)
@click.option("--include-source", is_flag=True, help="Put sources into the report, made small.")
@click.option("--record", "folder", metavar="DIR", help="Write each source with what the assemblers said as a fixture.")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
def command(
    paths: tuple[str, ...],
    programs: tuple[str, ...],
    passed: tuple[str, ...],
    include_source: bool,
    folder: str | None,
    form: str,
    **options: Any,
) -> int:
    """Ask the assemblers installed here about the same sources, and say where gasmacro disagrees with them.

    PATH is a file, a folder to be searched, or - for standard input; without one, a small set that comes with gasmacro
    is compared, on every architecture that the assemblers know (or the one given by --arch). The report is what a bug
    report on gasmacro needs.

    Exit status: 0 all agree, 1 disagreement, 2 something could not be compared.
    """
    from gasmacro.verify.asked import Asked
    from gasmacro.verify.report import Outcome, as_dict, lines

    asked = Asked(programs, passed)
    outcome = Outcome(notes=asked.notes)
    for chosen, sources in _sources(paths, finder(options), options, asked, outcome):
        outcome.ask(chosen)
        outcome.files += 1
        compared = _compared(sources, chosen)
        outcome.comparisons += [_small(each) if include_source else each for each in compared]
        if folder is not None:
            _record(compared, folder, outcome)
    if not outcome.assemblers:
        wanted = f" of {', '.join(options['assemblers'])}" if options["assemblers"] else ""
        write(f"gasmacro: no assembler{wanted} was found: name one with --assembler\n", err=True)
    if form == "json":
        import json

        write(json.dumps(as_dict(outcome, include_source=include_source), indent=1) + "\n")
    else:
        from gasmacro.reporters._printable import printable

        write("".join(f"{printable(line)}\n" for line in lines(outcome, include_source=include_source)))
    for trouble in outcome.errors:
        write(f"gasmacro: {trouble}\n", err=True)
    return outcome.status()


def _sources(
    paths: Iterable[str], configured: Finder, options: dict[str, Any], asked: Asked, outcome: Outcome
) -> Iterator[tuple[list[Assembler], dict[str, Source]]]:
    """Whom to ask, and about what: a source as each family reads it. What can't be read goes to the outcome."""
    from gasmacro.errors import ConfigError, GasmacroError
    from gasmacro.findings import Trouble
    from gasmacro.targets.ranges import FAMILIES
    from gasmacro.verify.sources import built_in, prepared, searched

    if not paths:
        config = configured.config("")
        archs = (config.arch_of(""),) if options["arch"] else names()
        for source in built_in():
            chosen = _chosen(asked, archs, config, options)
            yield chosen, {each.family: source for each in chosen}
        return
    for path in searched(paths, configured.config, outcome.errors):
        name = options["stdin_filename"] if path == "-" else path
        try:
            data, name = read(path, name)
            config = configured.config(name)
            chosen = _chosen(asked, (config.arch_of(name),), config, options)
            families = tuple(dict.fromkeys(each.family for each in chosen)) or tuple(FAMILIES)
            yield chosen, prepared(data, name, config, families)
        except ConfigError:
            raise
        except GasmacroError as error:
            outcome.errors.append(Trouble.of(error, path))


def _chosen(asked: Asked, archs: Iterable[str], config: Config, options: dict[str, Any]) -> list[Assembler]:
    """The assemblers to be asked."""
    only = frozenset(each.assembler for each in config.profiles()) if options["assemblers"] else None
    return [each for arch in archs for each in asked.assemblers(arch) if only is None or each.name in only]


def _compared(sources: Mapping[str, Source], chosen: Sequence[Assembler]) -> list[Comparison]:
    """The comparisons of a source with all assemblers, which run side by side."""
    import os
    from concurrent.futures import ThreadPoolExecutor

    from gasmacro.verify.ask import ask

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda assembler: ask(sources[assembler.family], assembler), chosen))


def _small(comparison: Comparison) -> Comparison:
    from gasmacro.verify.ask import reduced

    return comparison if comparison.agrees or comparison.could_not else reduced(comparison)


def _record(compared: list[Comparison], folder: str, outcome: Outcome) -> None:
    from pathlib import Path

    from gasmacro.errors import GasmacroError
    from gasmacro.findings import Trouble
    from gasmacro.verify.recording import record

    if not compared:
        return
    try:
        outcome.notes.append(f"recorded: {record(compared, Path(folder))}")
    except GasmacroError as error:
        outcome.errors.append(Trouble.of(error, compared[0].source.file))
