"""The real assemblers, as they are installed here, and what each makes of a source.

In: an architecture; a source and an assembler.  Out: assemblers by name ("gas@2.44", "clang@19"); an `Outcome`.  Rule:
`tests/oracles/install` puts one starter per program into `bin/` of `$GASMACRO_ASSEMBLERS`
(`~/.cache/gasmacro/assemblers`); what is found there counts, from the oldest release that gasmacro models.
"""

from __future__ import annotations

import functools
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from gasmacro.targets.ranges import knows
from gasmacro.verify import runs
from gasmacro.verify.programs import Assembler, options
from gasmacro.verify.runs import Outcome
from tests.oracles import forkserver

_OLDEST_GAS = (2, 35)
_WORKERS = 2

Key = TypeVar("Key")
Item = TypeVar("Item")


def home() -> Path:
    """The folder that `tests/oracles/install` fills."""
    return Path(os.environ.get("GASMACRO_ASSEMBLERS") or "~/.cache/gasmacro/assemblers").expanduser()


@functools.cache
def assemblers(arch: str = "x86_64") -> dict[str, Assembler]:
    """Name to assembler, oldest release first, GNU as before clang; empty when none is installed."""
    found: list[tuple[str, tuple[int, ...], Path, tuple[str, ...]]] = []
    for starter in (home() / "bin").glob("*"):
        if match := re.fullmatch(r"(?:(\w+)-)?gas-(\d+)\.(\d+)", starter.name):
            release: tuple[int, ...] = (int(match[2]), int(match[3]))
            if (match[1] or "x86_64") == arch.replace("i386", "x86_64") and release >= _OLDEST_GAS:
                found.append(("gas", release, starter, options("as", arch)))
        elif (match := re.fullmatch(r"llvm-mc-(\d+)", starter.name)) and knows("clang", match[1], arch):
            found.append(("clang", (int(match[1]),), starter, options("llvm-mc", arch)))
    found.sort(key=lambda each: (each[0] != "gas", each[1]))
    result = {}
    for family, release, starter, told in found:
        short = ".".join(map(str, release))
        name, program = f"{family}@{short}", _started(starter)
        result[name] = Assembler(name, family, short, _full(starter), arch, program, told)
    return result


@functools.cache
def linkers() -> dict[str, tuple[str, ...]]:
    """Release of GNU binutils ("2.44") to the command that starts its x86-64 `ld`, oldest first."""
    starters = [path for path in (home() / "bin").glob("ld-*") if re.fullmatch(r"ld-\d+\.\d+", path.name)]
    starters.sort(key=lambda path: [int(part) for part in path.name[3:].split(".")])
    return {path.name[3:]: _started(path) for path in starters}


def _started(starter: Path) -> tuple[str, ...]:
    # The starters are shell scripts of one `exec` line: running that line itself saves a shell per run.
    text = starter.read_text()
    match = re.fullmatch(r'#!/bin/sh\nexec (.*) "\$@"\n', text)
    return tuple(shlex.split(match[1])) if match else (str(starter),)


@functools.cache
def _full(starter: Path) -> str:
    done = subprocess.run([*_started(starter), "--version"], capture_output=True, text=True, check=True)
    match = re.search(r"LLVM version ([\d.]+)|GNU assembler .*?([\d.]+)$", done.stdout, re.MULTILINE)
    if match is None:
        raise RuntimeError(f"{starter}: no release in what --version prints: {done.stdout[:200]!r}")
    return match[1] or match[2]


def assemble(
    source: bytes | str,
    assembler: Assembler,
    *,
    name: str = "source.s",
    include: Iterable[Path] = (),
    seconds: int = 20,
) -> Outcome:
    """As `gasmacro.verify.runs.assemble`, with a copy of the assembler that is loaded already where there is one."""
    library = home() / "forkserver.so"
    if not library.exists():
        return runs.assemble(source, assembler, name=name, include=include, seconds=seconds)
    folder = Path(runs.scratch())
    path, target = folder / name, folder / "source.o.out"
    path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogateescape"))
    options = [part for each in include for part in ("-I", str(each))]
    arguments = [*assembler.options, *options, name, "-o", target.name]
    try:
        status, printed, said = forkserver.run(
            assembler.program, arguments, library=library, folder=folder, seconds=seconds
        )
        return runs.outcome(status, printed, said, target.read_bytes() if target.exists() else None)
    finally:
        path.unlink()
        target.unlink(missing_ok=True)


def in_threads(work: Callable[[Key], Item], keys: Iterable[Key], *, workers: int = _WORKERS) -> dict[Key, Item]:
    """`work` for each distinct key, in threads that wait for assemblers; key to result, in the order of the keys."""
    distinct = list(dict.fromkeys(keys))
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(distinct, pool.map(work, distinct), strict=True))
