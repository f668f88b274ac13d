"""The man page, made of the commands themselves: `python -m gasmacro.cli.manual` prints it, a wheel has it.

In: the commands with their options.  Out: one page in man's macros.  Rule: nothing is said here that `--help` does not
say.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from gasmacro.__about__ import __version__
from gasmacro.cli.main import COMMANDS, gasmacro

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENVIRONMENT = {
    "NO_COLOR": "No colours, whatever the terminal.",
    "FORCE_COLOR": "Colours, whatever standard output is; stronger than NO_COLOR.",
}
_FILES = {
    "gasmacro.toml": "The configuration of the folder it stands in, and of those below that have none.",
    "pyproject.toml": "The same, in its table [tool.gasmacro].",
}
_STATUS = {
    "0": "Nothing found, accepted, the same.",
    "1": "Findings, rejected, different.",
    "2": "Something could not be done: usage, a file that can't be read, a bad configuration, a limit of its own.",
}


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH GASMACRO 1 "" "gasmacro {__version__}" "User Commands"'
    yield ".SH NAME"
    yield _text(f"gasmacro - {(gasmacro.help or '').strip().rstrip('.')}")
    yield ".SH SYNOPSIS"
    yield ".B gasmacro"
    yield _text("COMMAND [OPTIONS] ...")
    yield ".SH DESCRIPTION"
    yield _text(gasmacro.help or "")
    yield ".SH COMMANDS"
    variables = dict(_ENVIRONMENT)
    for name in sorted(COMMANDS):
        command = gasmacro.get_command(click.Context(gasmacro), name)
        assert command is not None
        context = click.Context(command, info_name=f"gasmacro {name}")
        yield f".SS gasmacro {name}"
        yield f".B {_text(f'gasmacro {name}')}"
        yield _text(" ".join(command.collect_usage_pieces(context)))
        for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
            yield ".PP"
            yield _text(paragraph)
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and record[1]:
                yield from _entry(record[0], record[1])
            if isinstance(parameter.envvar, str):
                variables[parameter.envvar] = f"Stands for {parameter.opts[-1]} of gasmacro {name}."
    for title, table in (("ENVIRONMENT", variables), ("FILES", _FILES), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for key, meaning in table.items():
            yield from _entry(key, meaning)
    yield ".SH SEE ALSO"
    yield ".BR as (1),"
    yield ".BR clang (1)"


def _entry(name: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_text(name)}"
    yield _text(meaning)


def _text(text: str) -> str:
    """Text as man reads it: no line of it is a request, no sign a command."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain


if __name__ == "__main__":
    sys.stdout.write(page())
