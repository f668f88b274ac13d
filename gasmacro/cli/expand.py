"""`gasmacro expand`: one assembler's expansion of a file."""

from __future__ import annotations

from typing import Any

import click

from gasmacro.cli import completion
from gasmacro.cli.options import Command, config, shared, source, write


@click.command("expand", cls=Command)
@click.argument("path", shell_complete=completion.files, metavar="FILE")
@shared
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
@click.option("--as-written", is_flag=True, help="Keep C preprocessor lines where they are.")
def command(path: str, form: str, as_written: bool, **options: Any) -> int:
    """Print the expansion of FILE (- for standard input) under one assembler, the newest GNU as unless --as says
    otherwise.

    Exit status: 0 accepted, 1 rejected (its errors on standard error), 2 FILE could not be expanded.
    """
    from gasmacro.pipeline.expanding import expand_under
    from gasmacro.pipeline.readings import combined

    data, name = source(path, options["stdin_filename"])
    wanted = config(options, name)
    ranges = options["assemblers"] or ("gas",)
    if len(ranges) > 1:
        raise click.UsageError("expand takes one assembler: give --as once")
    result = expand_under(
        data,
        combined(wanted, wanted.around(name)),
        ranges[0],
        wanted.arch_of(name),
        name,
        as_written=as_written,
        named=wanted.includes,
        cpp=wanted.cpp,
    )
    if form == "json":
        import json

        write(json.dumps(result.as_dict(), indent=1) + "\n")
    else:
        write(result.text)
    for told in result.diagnostics:
        if form == "text" or told.severity == "error":
            write(f"{told.file}:{told.line}:{told.column}: {told.severity}: {told.message}\n", err=True)
    return 1 if result.accepted is False else 0
