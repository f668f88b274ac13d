"""The command line: a group of commands, each in its own module, imported when it is called.

Rule: nothing that goes wrong ends in a traceback. What gasmacro could not do is one line on standard error and status
2."""

from __future__ import annotations

import os
import sys

import click

from gasmacro.__about__ import __version__
from gasmacro.errors import GasmacroError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

# Each command's one line of help stands here, so that the group's help imports none of them.
COMMANDS = {
    "check": "Report where assemblers part over sources.",
    "config": "Show the configuration that holds for a path, and why.",
    "diff": "Show two assemblers' expansions of a file side by side.",
    "expand": "Print the expansion of a file.",
    "explain": "Print a rule's page.",
    "rules": "List all rules.",
    "targets": "List families, releases, architectures and presets.",
    "verify": "Ask the assemblers installed here, and say where they disagree with gasmacro.",
}


class _Commands(click.Group):
    """A group that finds its commands in modules of their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = __import__(f"gasmacro.cli.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; what it may have meant is told where it names none."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from gasmacro.control.meant import meant

            hint = meant(args[0], COMMANDS) or f": choose one of {', '.join(COMMANDS)}"
            ctx.fail(f"No such command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gasmacro", message="%(prog)s %(version)s")
def gasmacro() -> None:
    """Expand GNU-assembler macros as each release of GNU as and of LLVM would, and say where they part."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status."""
    _open_streams()
    try:
        status = gasmacro.main(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        status = leave.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except (BrokenPipeError, SystemExit):  # the reader has seen enough, for which click leaves with 1
        _drop_output()
        status = 2
    except GasmacroError as error:
        status = _told(str(error))
    except OSError as error:
        _drop_output()
        status = _told((error.strerror or str(error)).lower())
    except RecursionError:
        status = _told("the source is nested deeper than gasmacro follows")
    except MemoryError:
        status = _told("the source needs more memory than there is")
    except Exception as error:  # noqa: BLE001 - the promise is: no traceback
        status = _told(f"a mistake of gasmacro's own, please report it: {type(error).__name__}: {error}")
    sys.exit(status if isinstance(status, int) else 0)


def _open_streams() -> None:
    """Puts a file in place of each standard stream that is closed. Writing to standard output then fails as it should;
    what is told on standard error is lost."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - it stays open
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _told(message: str) -> int:
    click.echo(f"gasmacro: {' '.join(message.split())}".encode(errors="backslashreplace"), err=True)
    return 2


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's own flush at the end can't fail."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except OSError:
        pass
