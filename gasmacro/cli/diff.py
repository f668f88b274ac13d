"""`gasmacro diff`: two assemblers' expansions of one file, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import config, shared, source, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.model import Expansion


@click.command("diff")
@click.argument("path", metavar="FILE")
@shared
@click.option("--width", default=0, metavar="COLUMNS", help="The width of the page; 0 is the terminal's.")
def command(path: str, width: int, **options: Any) -> int:
    """Show two assemblers' expansions of FILE side by side: the two given by --as, or the newest of each family.

    Exit status: 0 the same, 1 different, 2 FILE could not be expanded.
    """
    import shutil

    from gasmacro.api import expand

    data, name = source(path, options["stdin_filename"])
    wanted = config(options, name)
    pair = options["assemblers"] or ("gas", "clang")
    if len(pair) != 2:
        raise click.UsageError("diff takes two assemblers: give --as twice")
    first, second = (
        expand(
            data,
            assembler=assembler,
            arch=wanted.arch_of(name),
            filename=name,
            include_dirs=wanted.include_dirs,
            defines=wanted.defines,
            as_written=True,
        )
        for assembler in pair
    )
    columns = width or shutil.get_terminal_size().columns
    rows = list(_rows(_lines(first), _lines(second)))
    half = max(20, (columns - 3) // 2)
    write("".join(_printed(row, half) for row in [(first.assembler, " ", second.assembler), *rows]))
    return 1 if any(mark != " " for _, mark, _ in rows) else 0


def _lines(expansion: Expansion) -> list[str]:
    """Its statements as an assembler lexes them, and its errors."""
    statements = [" ".join(statement.text.split()) for statement in expansion.statements]
    errors = [f"error: {told.message}" for told in expansion.diagnostics if told.severity == "error"]
    return statements + errors


def _rows(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    import difflib

    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for kind, i, end_i, j, end_j in matcher.get_opcodes():
        if kind == "equal":
            yield from ((line, " ", line) for line in first[i:end_i])
            continue
        left, right = list(first[i:end_i]), list(second[j:end_j])
        for at in range(max(len(left), len(right))):
            mine = left[at] if at < len(left) else ""
            other = right[at] if at < len(right) else ""
            yield mine, "|" if mine and other else "<" if mine else ">", other


def _printed(row: tuple[str, str, str], half: int) -> str:
    left, mark, right = row
    return f"{left[:half]:<{half}} {mark} {right[:half]}".rstrip() + "\n"
