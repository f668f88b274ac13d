"""The pre-commit hooks on a commit that touches one header, warm, against the imports that any such tool pays for.

What is measured is the command that pre-commit runs, in a repository, on the header of the seed case: as it was posted
(the hook refuses it), as it was mended, without macros, and the hook that fixes on the mended one.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.installed import CHECKOUT, bin_folder
from tests.benchmarks.measure import Row, in_turns, process

_SEED = CHECKOUT / "fixtures" / "seed"
_GOAL = 3.0


def rows(rounds: int) -> list[Row]:
    """A row for each kind of header."""
    python, gasmacro = str(bin_folder() / "python"), str(bin_folder() / "gasmacro")
    base = "import click, pyparsing"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        for form in ("doubled", "mended"):
            (folder / form).mkdir()
            shutil.copy(_SEED / form / "calling.h", folder / form)
        (folder / "plain.h").write_text("#define ONE 1\n" * 100)
        hook = (gasmacro, "check", "--force-exclude")
        commands = {
            base: (python, "-c", base),
            "a header that is refused": (*hook, "doubled/calling.h"),
            "the same, nothing kept of an earlier run": (*hook, "--no-cache", "doubled/calling.h"),
            "a header that passes": (*hook, "mended/calling.h"),
            "a header without macros": (*hook, "plain.h"),
            "`gasmacro-fix` on a header that passes": (*hook, "--fix", "--unsafe-fixes", "mended/calling.h"),
        }
        spent = in_turns({what: partial(_cpu, command, folder) for what, command in commands.items()}, rounds)
    return [
        Row(
            what, f"{spent[what] * 1000:.0f} ms; `{base}` {spent[base] * 1000:.0f} ms", spent[what] / spent[base], _GOAL
        )
        for what in commands
        if what != base
    ]


def _cpu(command: tuple[str, ...], folder: Path) -> float:
    spent = process(command, folder=folder)
    if spent.status not in {0, 1}:
        raise RuntimeError(f"{' '.join(command)[-200:]} ended with status {spent.status}")
    return spent.cpu
