"""`gasmacro check` of the preprocessed x86_64 kernel for one pair, cold and warm: against `as` and `clang -c`.

Rule: gasmacro is one command over all files, the assemblers are one process per file, as a build runs them. Told also
net of start-up: without the command's and without one process on an empty file for each file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.installed import bin_folder
from tests.benchmarks.measure import Row, Spent, clean_environment, cpu, in_turns, process
from tests.corpus import toolchain
from tests.corpus.store import Source, sources
from tests.oracles.assemblers import assemblers

PAIR = ("gas@2.40", "clang@19")
_MEMORY = 300


def files() -> list[Source]:
    """The kernel's x86_64 files; RuntimeError when the corpus has not been fetched."""
    found = [each for each in sources(["linux-x86"]) if each.arch == "x86_64"]
    if not found:
        raise RuntimeError("no kernel files: python -m tests.corpus.fetch --set linux-x86 makes them")
    return found


def check(paths: list[str], cache: Path | None = None) -> Spent:
    """`gasmacro check` of these paths for the pair in one process, with the cache in a folder or without one."""
    chosen = [part for name in PAIR for part in ("--as", name)]
    keep = ["--no-cache"] if cache is None else ["--cache-dir", str(cache)]
    return process([str(bin_folder() / "gasmacro"), "check", "-j1", *keep, "--format", "concise", *chosen, *paths])


def _gas(chosen: list[Source], scratch: Path) -> float:
    command = (*assemblers("x86_64")[PAIR[0]].command, "-o", str(scratch / "gas.o"))
    return sum(cpu((*command, *each.gas, *_include(each), str(each.file))) for each in chosen)


def _clang(chosen: list[Source], scratch: Path) -> float:
    environment = toolchain.environment()
    environment = clean_environment() | {name: environment[name] for name in ("PATH", "LD_LIBRARY_PATH")}
    target = str(scratch / "clang.o")
    command = (*toolchain.clang(), "--target=x86_64-linux-gnu", "-c", "-o", target, "-x", "assembler")
    return sum(cpu((*command, *_include(each), str(each.file)), environment=environment) for each in chosen)


def _include(source: Source) -> list[str]:
    return [f"-I{folder}" for folder in source.include]


def _paths(chosen: list[Source]) -> list[str]:
    return [str(each.file) for each in chosen]


def rows(rounds: int) -> list[Row]:
    """The corpus as a whole, with and without start-up, and the memory of the one command."""
    chosen = files()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        empty = scratch / "empty.s"
        empty.touch()
        nothing = [_as_empty(chosen[0], empty)] * len(chosen)
        memory: list[int] = []
        statuses: set[int] = set()

        def checking(paths: list[str], cache: Path | None = None) -> float:
            spent = check(paths, cache)
            memory.append(spent.memory)
            statuses.add(spent.status)
            return spent.cpu

        variants: dict[str, Callable[[], float]] = {
            "check": partial(checking, _paths(chosen)),
            "warm": partial(checking, _paths(chosen), scratch / "cache"),
            "as": partial(_gas, chosen, scratch),
            "clang": partial(_clang, chosen, scratch),
            "check empty": partial(checking, [str(empty)]),
            "as empty": partial(_gas, nothing, scratch),
            "clang empty": partial(_clang, nothing, scratch),
        }
        spent = in_turns(variants, rounds)
    both, both_empty = spent["as"] + spent["clang"], spent["as empty"] + spent["clang empty"]
    told = f"status {', '.join(map(str, sorted(statuses)))}"
    net = spent["check"] - spent["check empty"]
    return [
        Row(
            f"check, {len(chosen)} files, {' and '.join(PAIR)}",
            f"{spent['check']:.2f} s, {told}; as {spent['as']:.2f} s and clang -c {spent['clang']:.2f} s",
            spent["check"] / both,
            0.5,
        ),
        Row("the same from the cache", f"{spent['warm'] * 1000:.0f} ms", spent["warm"] / both, 0.03),
        Row(
            "the first net of start-up",
            f"{net:.2f} s; {both - both_empty:.2f} s",
            net / (both - both_empty),
        ),
        Row("largest process of check", f"{max(memory) / 1e6:.0f} MB", max(memory) / 1e6 / _MEMORY, 1),
    ]


def _as_empty(source: Source, empty: Path) -> Source:
    return Source(**{**vars(source), "file": empty, "gas": (), "include": ()})
