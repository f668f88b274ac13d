"""Options that all commands share, and what they make."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli import completion

if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.control.config import Config
    from gasmacro.control.find import Finder

_OPTIONS = (
    click.option(
        "--as",
        "assemblers",
        multiple=True,
        shell_complete=completion.assemblers,
        metavar="RANGE",
        help="Assemblers, such as gas@2.35+, clang@13..21 or a preset; repeatable.",
    ),
    click.option(
        "--arch",
        metavar="ARCH",
        shell_complete=completion.architectures,
        help="The architecture; else that of the flags, of the tree, or x86_64.",
    ),
    click.option(
        "-I",
        "include_dirs",
        multiple=True,
        metavar="DIR",
        shell_complete=completion.folders,
        help="Look for included files here as well.",
    ),
    click.option("-D", "defines", multiple=True, metavar="NAME[=VALUE]", help="Define a name."),
    click.option("-U", "undefines", multiple=True, metavar="NAME", help="Take a name as not defined."),
    click.option("-include", "includes", multiple=True, metavar="FILE", help="Read a file before the source."),
    click.option("-p", "build", metavar="DIR", help="The folder of the build that has the flags of the sources."),
    click.option(
        "--cpp",
        multiple=True,
        metavar="[FAMILY:]COMMAND",
        help="Preprocess with this command, such as 'gcc -E'; database: with the compiler that a source's build names. "
        "Repeatable: a command for each family, such as 'clang:clang -E'.",
    ),
    click.option("--flags/--no-flags", default=None, help="Take flags from builds and known trees that are found."),
    click.option(
        "--config",
        "config_file",
        metavar="FILE",
        shell_complete=completion.files,
        help="Read this configuration, for all sources.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option(
        "--color",
        default="auto",
        show_default=True,
        type=click.Choice(["auto", "always", "never"]),
        help="When to colour; auto: on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise.",
    ),
    click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="What standard input, given as -, is."),
)


class Command(click.Command):
    """A command whose `-D` and `-U` count in the order in which they were given, as a compiler's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments that no parameter took, as click's own."""
        given = list(args)
        rest = super().parse_args(ctx, args)
        values = {name: ctx.params.get(name) or () for name in ("defines", "undefines")}
        if all(values.values()):
            from gasmacro.cli.overlay import settled

            _, _, order = self.make_parser(ctx).parse_args(given)
            queues = {name: iter(texts) for name, texts in values.items()}
            names = [parameter.name for parameter in order if parameter.name in queues]
            settling = settled((name, next(queues[name])) for name in names if name)
            ctx.params["defines"], ctx.params["undefines"] = settling
        return rest


def naming(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds to a command without sources those that name assemblers."""
    for option in reversed(_OPTIONS[:2]):
        command = option(command)
    return command


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the shared options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def finder(options: dict[str, Any]) -> Finder:
    """What finds the configuration of a source, with the options of the command line laid over it."""
    from gasmacro.cli.overlay import laid_over
    from gasmacro.control.find import Finder

    over, build, includes, cpp = laid_over(options), options["build"] or "", options["includes"], options["cpp"]
    if cpp:
        from gasmacro.source.compiler import command_for, words_of
        from gasmacro.targets.ranges import FAMILIES

        for command in (command_for(family, cpp) for family in FAMILIES):
            if command:
                words_of(command)  # what is no command is told before any source is read
    return Finder(
        only=options["config_file"] or "",
        isolated=options["isolated"],
        over=lambda config: over(config).replaced(build=build, includes=includes, cpp=cpp),
    )


def config(options: dict[str, Any], path: str) -> Config:
    """What holds for one source."""
    return finder(options).config(path)


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


def coloured(choice: str) -> bool:
    """Whether to colour standard output: `--color` decides, then FORCE_COLOR and NO_COLOR, else whether it is a
    terminal that can."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
