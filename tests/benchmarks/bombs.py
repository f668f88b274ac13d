"""Sources that would hang or eat a naive reader: a clear end in little time and memory.

Rule: `gasmacro check` as a whole process; the ratio is the CPU over 2 seconds; memory and status are told.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.installed import bin_folder
from tests.benchmarks.measure import Row, process

_SECONDS, _MEMORY = 2.0, 300e6


def _doubling() -> bytes:
    chain = [f".macro m{n}\nm{n + 1}\nm{n + 1}\n.endm\n" for n in range(30)]
    return ("".join(chain) + ".macro m30\nnop\n.endm\nm0\n").encode()


BOMBS: dict[str, Callable[[], bytes]] = {
    "binary file": lambda: random.Random(0).randbytes(1 << 20),
    "unterminated .macro": lambda: b".macro m\n" + b"nop\n" * 100_000,
    "self-recursion": lambda: b".macro m\nm\n.endm\nm\n",
    ".rept 1000000000": lambda: b".rept 1000000000\nnop\n.endr\n",
    "doubling macros, 30 deep": _doubling,
    ".include of itself": lambda: b'.include "bomb.s"\n',
    "a line of 50 MB": lambda: b"nop;" * 12_500_000 + b"\n",
    "an actual of 20 MB": lambda: b'.macro m a\n.ascii "\\a"\n.endm\nm ' + b"x" * 20_000_000 + b"\n",
    "conditionals, 100,000 deep": lambda: b".if 1\n" * 100_000 + b".endif\n" * 100_000,
}


def rows(rounds: int) -> list[Row]:
    """Each bomb once: what counts is its end, not its median (`rounds` is not used)."""
    del rounds
    result = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bomb.s"
        for name, make in BOMBS.items():
            path.write_bytes(make())
            spent = process([str(bin_folder() / "gasmacro"), "check", str(path)], folder=Path(folder))
            memory = f"{spent.memory / 1e6:.0f} MB{' (over 300)' if spent.memory > _MEMORY else ''}"
            result.append(Row(name, f"{spent.cpu:.2f} s, {memory}, status {spent.status}", spent.cpu / _SECONDS, 1))
    return result
