"""`gasmacro diff`: two assemblers' expansions of one file, side by side."""

from __future__ import annotations

import sys
from typing import Any

import click

from gasmacro.cli import completion
from gasmacro.cli.options import Command, coloured, config, shared, source, write


@click.command("diff", cls=Command)
@click.argument("path", shell_complete=completion.files, metavar="FILE")
@shared
@click.option("--only", metavar="MACRO", default="", help="Only what comes through calls of this macro.")
@click.option("--line", type=click.IntRange(1), metavar="N", help="Only what comes from line N of FILE.")
@click.option(
    "--depth", type=click.IntRange(0), metavar="N", help="Show N calls deep; what is deeper is one row for each call."
)
@click.option("--as-written", is_flag=True, help="Keep C preprocessor lines where they are.")
@click.option(
    "--width",
    type=click.IntRange(0),
    default=0,
    metavar="COLUMNS",
    help="The width of the page; without it the terminal's, and in a pipe nothing is cut.",
)
def command(
    path: str, only: str, line: int | None, depth: int | None, width: int, as_written: bool, **options: Any
) -> int:
    """Show two assemblers' expansions of FILE side by side: the two that --as names, or the newest of each family.

    Rows marked | < > are read differently, or by one of them alone.

    Exit status: 0 the same, 1 different, 2 FILE could not be expanded.
    """
    import shutil

    from gasmacro.cli.side_by_side import lines, rows, side
    from gasmacro.pipeline.expanding import expand_under
    from gasmacro.pipeline.readings import combined
    from gasmacro.targets.ranges import note

    data, name = source(path, options["stdin_filename"])
    wanted = config(options, name)
    arch = wanted.arch_of(name)
    setting = combined(wanted, wanted.around(name))
    first, second = (
        expand_under(data, setting, assembler, arch, name, as_written=as_written, named=wanted.includes, cpp=wanted.cpp)
        for assembler in _pair(options["assemblers"], arch)
    )
    for each in (first, second):
        family, _, release = each.assembler.partition("@")
        if words := note(family, release):
            write(f"gasmacro: note: {words}\n", err=True)
    sides = [side(each, only=only, line=line or 0, depth=-1 if depth is None else depth) for each in (first, second)]
    pairs = list(rows(*sides))
    if not pairs and (only or line):
        raise click.UsageError(f"nothing of {name} comes {_asked(only, line)}")
    columns = width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else 0)
    header = (first.assembler, " ", second.assembler)
    write("".join(lines([header, *pairs], columns, coloured(options["color"]))))
    return 1 if any(mark != " " for _, mark, _ in pairs) else 0


def _pair(given: tuple[str, ...], arch: str) -> tuple[str, str]:
    """The two assemblers to compare: two names, or one range or preset that has two."""
    from gasmacro.targets.ranges import parse_range

    if not given:
        return "gas", "clang"
    if len(given) == 1 and len(found := parse_range(given[0], arch)) == 2:
        return f"{found[0][0]}@{found[0][1]}", f"{found[1][0]}@{found[1][1]}"
    if len(given) != 2:
        raise click.UsageError("diff takes two assemblers: give --as twice, or a preset that has two")
    return given[0], given[1]


def _asked(only: str, line: int | None) -> str:
    """What was asked for, in words."""
    asked = [f"through a macro {only!r}" if only else "", f"from line {line}" if line else ""]
    return " and ".join(part for part in asked if part)
