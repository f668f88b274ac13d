"""Options that all commands share, and what they make."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.api import Config

_OPTIONS = (
    click.option(
        "--as",
        "assemblers",
        multiple=True,
        metavar="RANGE",
        help="Assemblers, such as gas@2.35+ or clang@13..21; repeatable.",
    ),
    click.option("--arch", default="x86_64", show_default=True, metavar="ARCH", help="The architecture."),
    click.option("-I", "include_dirs", multiple=True, metavar="DIR", help="Look for included files here as well."),
    click.option("-D", "defines", multiple=True, metavar="NAME[=VALUE]", help="Define a name."),
    click.option("-U", "undefines", multiple=True, metavar="NAME", help="Take a name as not defined."),
    click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="What standard input, given as -, is."),
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the shared options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def config(options: dict[str, Any]) -> Config:
    """The configuration that shared options stand for."""
    from gasmacro.api import Config
    from gasmacro.targets.ranges import DEFAULT_RANGES

    return Config(
        options["assemblers"] or DEFAULT_RANGES,
        options["arch"],
        options["include_dirs"],
        options["defines"],
        options["undefines"],
    )


def source(path: str, stdin_filename: str) -> tuple[bytes, str]:
    """A source's bytes and name; `-` is standard input."""
    from gasmacro.source.files import read_named, read_stream

    if path == "-":
        return read_stream(sys.stdin.buffer, stdin_filename), stdin_filename
    return read_named(path), path


def write(text: str, *, err: bool = False) -> None:
    """Text with lone surrogates to standard output, as the bytes it came from."""
    stream = sys.stderr if err else sys.stdout
    data = text.encode("utf-8", "surrogateescape")
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode("utf-8", "backslashreplace"))
        return
    stream.flush()
    buffer.write(data)
    buffer.flush()


def colour() -> bool:
    """Whether to colour standard output: FORCE_COLOR and NO_COLOR decide, else whether it is a terminal."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()
