"""One run of a real assembler over one text, with everything it said.

In: an assembler and a source.  Out: an `Outcome`.  Rule: each process has one scratch folder, and every source has
the same file name in it, so that an input and its expansion differ in nothing but their text.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gasmacro.verify.programs import Assembler
from tests.oracles import forkserver
from tests.oracles.assemblers import assemblers, home

FILENAME = "case.s"
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left: `accepted` (status 0), `crashed` (ended by a signal or by the clock), both streams, and the
    object file (empty when rejected)."""

    accepted: bool
    crashed: bool
    stdout: bytes
    stderr: bytes
    elf: bytes


@functools.cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gasmacro-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def chosen(arch: str, names: tuple[str, ...] = ()) -> list[Assembler]:
    """The live assemblers of an architecture, oldest GNU as first; only those in `names` ("gas@2.44") when given.

    Raises LookupError when a wanted one isn't there: a comparison with nobody would always agree.
    """
    found = list(assemblers(arch).values())
    if names:
        missing = set(names) - {assembler.name for assembler in found}
        if missing:
            raise LookupError(f"no live assembler {', '.join(sorted(missing))} for {arch}")
        found = [assembler for assembler in found if assembler.name in names]
    if not found:
        raise LookupError(f"no live assembler for {arch}: run the installer of tests/oracles first")
    return found


def run(assembler: Assembler, source: bytes) -> Outcome:
    """Assembles `source` under the fixed name in the scratch folder."""
    folder = _scratch()
    target = folder / "case.o"
    target.unlink(missing_ok=True)
    (folder / FILENAME).write_bytes(source)
    status, stdout, stderr = _started(assembler, [*assembler.options, FILENAME, "-o", target.name], folder)
    accepted = status == 0
    elf = target.read_bytes() if accepted and target.exists() else b""
    return Outcome(accepted, status < 0 or status > 128, stdout, stderr, elf)


def _started(assembler: Assembler, arguments: list[str], folder: Path) -> tuple[int, bytes, bytes]:
    """Status and both streams, from a copy that is loaded already where there is a library for that."""
    if (library := home() / "forkserver.so").exists():
        return forkserver.run(assembler.program, arguments, library=library, folder=folder, seconds=SECONDS)
    command = [*assembler.program, *arguments]
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=folder, env=environment, check=False)
    except subprocess.TimeoutExpired as late:
        return -1, late.stdout or b"", late.stderr or b""
    return done.returncode, done.stdout, done.stderr
