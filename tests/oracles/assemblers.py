"""The real assemblers, as they are installed here, and what each makes of a source.

In: an architecture; a source and an assembler.  Out: assemblers by name ("gas@2.44", "clang@19"); an `Outcome`.  Rule:
`tests/oracles/install` puts one starter per program into `bin/` of `$GASMACRO_ASSEMBLERS`
(`~/.cache/gasmacro/assemblers`); what is found there counts, from the oldest release that gasmacro models.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.oracles import forkserver
from tests.oracles.elf import digest, relocation_count, section_bytes

TRIPLES = {
    "x86_64": "x86_64-linux-gnu",
    "i386": "i386-linux-gnu",
    "aarch64": "aarch64-linux-gnu",
    "arm": "armv7-linux-gnueabihf",
    "riscv64": "riscv64-linux-gnu",
    "powerpc64le": "powerpc64le-linux-gnu",
    "s390x": "s390x-linux-gnu",
    "mips": "mips-linux-gnu",
    "loongarch64": "loongarch64-linux-gnu",
}
"""Architecture to LLVM's name of it."""

_OLDEST_GAS = (2, 35)
# GNU as for arm starts from an older processor than LLVM's armv7.
_GAS_OPTIONS = {"i386": ("--32",), "arm": ("-march=armv7-a",)}
_OLDEST_CLANG = {"loongarch64": 16}
_OUT_OF_TIME = -signal.SIGALRM
_WORKERS = 2

_MESSAGE = re.compile(
    r"^(?:(?P<file>[^\n]*?):(?P<line>\d+):(?:\d+:)? +)?(?:[^\n:]*: )?"
    r"(?P<severity>Fatal error|fatal error|Error|error|Internal error|Warning|warning|Info|note): (?P<text>.*)$"
)
_SEVERITY = {"warning": "warning", "info": "note", "note": "note"}
_CALLED_FROM = re.compile(r"macro invoked from here|while in macro instantiation")

Key = TypeVar("Key")
Item = TypeVar("Item")


class Message(NamedTuple):
    """What an assembler said.

    `line` is the line of the source (from 1; 0 for none) that led there: for what was said inside an expansion, the
    line of the outermost call.  `severity` is "error", "warning" or "note".
    """

    line: int
    severity: str
    text: str


@dataclass(frozen=True)
class Assembler:
    """One assembler for one architecture.

    `program` starts it, `options` choose the architecture and an object file as output; `release` is the short one
    ("2.44", "19"), `full` what the program says of itself ("2.47.50.20261021").
    """

    name: str
    family: str
    release: str
    full: str
    arch: str
    program: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        """How it is run, but for the source and `-o`."""
        return (*self.program, *self.options)


@dataclass(frozen=True)
class Outcome:
    """What an assembler made of a source.

    `sections` maps the names of sections to their bytes (no symbols, no relocations: `relocations` counts those);
    `object` is the SHA-256 of the whole object file, None when rejected; `printed` the lines on standard output;
    `died` that the program crashed or ran out of time, which counts as a rejection.
    """

    accepted: bool
    messages: tuple[Message, ...]
    sections: Mapping[str, bytes]
    relocations: int
    object: str | None
    printed: tuple[str, ...]
    died: bool


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
                found.append(("gas", release, starter, _GAS_OPTIONS.get(arch, ())))
        elif (match := re.fullmatch(r"llvm-mc-(\d+)", starter.name)) and int(match[1]) >= _OLDEST_CLANG.get(arch, 0):
            found.append(("clang", (int(match[1]),), starter, (f"-triple={TRIPLES[arch]}", "-filetype=obj")))
    found.sort(key=lambda each: (each[0] != "gas", each[1]))
    result = {}
    for family, release, starter, options in found:
        short = ".".join(map(str, release))
        name, program = f"{family}@{short}", _started(starter)
        result[name] = Assembler(name, family, short, _full(starter), arch, program, options)
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


class _Folder:
    # One per thread and gone with it: making one per run costs as much as a run of GNU as.
    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="gasmacro-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


_scratch = threading.local()


def _folder() -> Path:
    if not hasattr(_scratch, "folder"):
        _scratch.folder = _Folder()
    path: Path = _scratch.folder.path
    return path


def assemble(
    source: bytes | str,
    assembler: Assembler,
    *,
    name: str = "source.s",
    include: Iterable[Path] = (),
    seconds: int = 20,
) -> Outcome:
    """Assemble `source` under the file name `name` (no folders) in an empty folder.

    str is written as UTF-8 with surrogateescape.  `include` are folders for `.include` and `.incbin`; `seconds` is
    the time it has.
    """
    folder = _folder()
    path, target = folder / name, folder / "source.o.out"
    path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogateescape"))
    options = [part for each in include for part in ("-I", str(each))]
    try:
        status, printed, said = _run(assembler, [*options, name, "-o", target.name], folder, seconds)
        if status == _OUT_OF_TIME:
            return Outcome(False, (Message(0, "error", "ran out of time"),), {}, 0, None, (), True)
        accepted = status == 0 and target.exists()
        data = target.read_bytes() if accepted else b""
        return Outcome(
            accepted=accepted,
            messages=tuple(read_messages(said.decode("utf-8", "backslashreplace"))),
            sections=section_bytes(data) if accepted else {},
            relocations=relocation_count(data) if accepted else 0,
            object=digest(data) if accepted else None,
            printed=tuple(printed.decode("utf-8", "backslashreplace").splitlines()),
            died=status < 0 or b"Internal error" in said,
        )
    finally:
        path.unlink()
        target.unlink(missing_ok=True)


def _run(assembler: Assembler, arguments: list[str], folder: Path, seconds: int) -> tuple[int, bytes, bytes]:
    library = home() / "forkserver.so"
    if library.exists():
        return forkserver.run(
            assembler.program, [*assembler.options, *arguments], library=library, folder=folder, seconds=seconds
        )
    try:
        done = subprocess.run(
            [*assembler.command, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _OUT_OF_TIME, b"", b""
    return done.returncode, done.stdout, done.stderr


def read_messages(text: str) -> Iterable[Message]:
    """The messages in what an assembler prints on standard error.

    Notes that lead from an expansion out to its call move the message to the line of the call; others are left out.
    """
    pending: Message | None = None
    for row in text.splitlines():
        match = _MESSAGE.match(row)
        if match is None:
            if row.startswith("LLVM ERROR: "):
                match_text, severity, line = row.removeprefix("LLVM ERROR: "), "error", 0
            else:
                continue
        else:
            severity = _SEVERITY.get(match["severity"].lower(), "error")
            match_text, line = match["text"], int(match["line"] or 0)
        if severity == "note":
            if pending is not None and _CALLED_FROM.search(match_text) and match is not None:
                pending = pending._replace(line=line)
            continue
        if pending is not None:
            yield pending
        pending = Message(line, severity, match_text)
    if pending is not None:
        yield pending


def in_threads(work: Callable[[Key], Item], keys: Iterable[Key], *, workers: int = _WORKERS) -> dict[Key, Item]:
    """`work` for each distinct key, in threads that wait for assemblers; key to result, in the order of the keys."""
    distinct = list(dict.fromkeys(keys))
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(distinct, pool.map(work, distinct), strict=True))


def text_digest(text: bytes | str) -> str:
    """The SHA-256 of a text as it is written into a file."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()
