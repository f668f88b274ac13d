"""A Python with gasmacro installed as users have it, and nothing else.

In: the checkout.  Out: the folder with `python` and `gasmacro`.  Rule: a virtual environment under the user's cache;
each benchmark run installs the checkout into it anew, from a wheel, with its modules compiled.
"""

from __future__ import annotations

import functools
import subprocess
import sys
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@functools.cache
def bin_folder() -> Path:
    """The `bin` folder of the environment, made when missing and brought up to date."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = Path(f"~/.cache/gasmacro/benchmarks/python{version}").expanduser()
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True, symlinks=True)
        _install(python, "click", "pyparsing", "hatchling")
    _install(python, "--force-reinstall", "--no-deps", "--no-build-isolation", "--compile", str(CHECKOUT))
    return python.parent


def _install(python: Path, *what: str) -> None:
    subprocess.run([python, "-m", "pip", "install", "-qq", *what], check=True)
