"""Start-up, in a clean environment: the command and the library against what Python itself costs."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.installed import CHECKOUT, bin_folder
from tests.benchmarks.measure import Row, cpu, in_turns

_EXPAND = "import gasmacro; gasmacro.expand('.macro m a\\nmov \\\\a, %eax\\n.endm\\nm $1\\n').text"
_HEADER = CHECKOUT / "fixtures" / "seed" / "doubled" / "calling.h"


def rows(rounds: int) -> list[Row]:
    """The three start-up goals."""
    python, gasmacro = str(bin_folder() / "python"), str(bin_folder() / "gasmacro")
    commands = {
        "pass": (python, "-c", "pass"),
        "import click": (python, "-c", "import click"),
        "import click, pyparsing": (python, "-c", "import click, pyparsing"),
        "version": (gasmacro, "--version"),
        "expand": (python, "-c", _EXPAND),
        "check": (gasmacro, "check", "--no-cache", str(_HEADER)),
    }
    spent = in_turns({name: partial(cpu, command) for name, command in commands.items()}, rounds)

    def against(name: str, base: str, what: str, goal: float) -> Row:
        measured = f"{spent[name] * 1000:.0f} ms; `{base}` {spent[base] * 1000:.0f} ms"
        return Row(what, measured, spent[name] / spent[base], goal)

    return [
        against("version", "import click", "`gasmacro --version`", 1.4),
        against("expand", "pass", "import and one small `expand`", 5),
        against("check", "import click, pyparsing", "`gasmacro check --no-cache` on the seed header", 2.5),
    ]
