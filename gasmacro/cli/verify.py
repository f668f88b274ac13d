"""`gasmacro verify`: the assemblers of this machine asked about the same sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import config, shared, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gasmacro.api import Config
    from gasmacro.verify.ask import Comparison, Source
    from gasmacro.verify.programs import Assembler
    from gasmacro.verify.report import Outcome


@click.command("verify")
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
    from gasmacro.verify.report import Outcome, as_dict, lines

    wanted = config(options)
    notes: list[str] = []
    chosen = _chosen(programs, _architectures(wanted, by_default=not paths), options["assemblers"], passed, notes)
    outcome = Outcome(chosen, notes=notes)
    for source in _sources(paths, wanted, options["stdin_filename"], outcome):
        outcome.files += 1
        compared = _compared(source, chosen)
        outcome.comparisons += [_small(each) if include_source else each for each in compared]
        if folder is not None:
            _record(compared, folder, outcome)
    if not chosen:
        write("gasmacro: no assembler was found: name one with --assembler\n", err=True)
    if form == "json":
        import json

        write(json.dumps(as_dict(outcome, include_source=include_source), indent=1) + "\n")
    else:
        from gasmacro.reporters._printable import printable

        write("".join(f"{printable(line)}\n" for line in lines(outcome, include_source=include_source)))
    for trouble in outcome.errors:
        write(f"gasmacro: {trouble}\n", err=True)
    return outcome.status()


def _architectures(wanted: Config, *, by_default: bool) -> tuple[str, ...]:
    """The architecture of --arch; all of them where nothing chooses one."""
    from gasmacro.targets.arch import architecture, names

    given = click.get_current_context().get_parameter_source("arch") is not click.core.ParameterSource.DEFAULT
    return (architecture(wanted.arch).name,) if given or not by_default else names()


def _chosen(
    programs: Sequence[str], archs: Sequence[str], ranges: Sequence[str], passed: Sequence[str], notes: list[str]
) -> list[Assembler]:
    """The assemblers to be asked: those given or found, in the ranges of --as."""
    from dataclasses import replace

    from gasmacro.errors import GasmacroError, UsageError
    from gasmacro.targets.ranges import knows, note, parse_range
    from gasmacro.verify.programs import assemblers, identify, on_path

    found = []
    for path in programs or on_path():
        try:
            found.append(identify(path))
        except GasmacroError as error:
            if programs:
                raise UsageError(str(error)) from None
            notes.append(str(error))
    chosen: list[Assembler] = []
    for each in assemblers(found, archs, notes):
        inside = {pair for text in ranges for pair in parse_range(text) if knows(*pair, each.arch)}
        if not ranges or (each.family, each.release) in inside:
            own = tuple(text for option in passed if (text := _for_family(option, each.family)))
            chosen.append(replace(each, options=(*each.options, *own)))
    notes += dict.fromkeys(words for each in chosen if (words := note(each.family, each.release)))
    return chosen


def _for_family(option: str, family: str) -> str:
    from gasmacro.targets.ranges import FAMILIES

    name, colon, rest = option.partition(":")
    if colon and name in FAMILIES:
        return rest if name == family else ""
    return option


def _sources(paths: Iterable[str], wanted: Config, stdin_filename: str, outcome: Outcome) -> Iterator[Source]:
    """The sources to be asked about; what can't be read goes to the outcome."""
    from gasmacro.cli.options import source
    from gasmacro.errors import GasmacroError
    from gasmacro.findings import Trouble
    from gasmacro.verify.sources import built_in, prepared, searched

    if not paths:
        yield from built_in()
        return
    for path in searched(paths, outcome.errors):
        try:
            data, name = source(path, stdin_filename)
            yield prepared(data, name, wanted)
        except GasmacroError as error:
            outcome.errors.append(Trouble.of(error, path))


def _compared(source: Source, chosen: Sequence[Assembler]) -> list[Comparison]:
    """The comparisons of a source with all assemblers, which run side by side."""
    import os
    from concurrent.futures import ThreadPoolExecutor

    from gasmacro.verify.ask import ask

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda assembler: ask(source, assembler), chosen))


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
