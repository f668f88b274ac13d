"""Random edits of the fixtures' bytes, through the commands: `python -m tests.differential.bytes --cases 10000`.

In: a number of cases, a seed.  Out: every case that ends otherwise than it may; status 1 for any.  Rule: whatever a
file holds, `check` and `expand` end in time, with status 0, 1 or 2, without a mistake of gasmacro's own, and change
nothing; `check --fix` changes that file alone.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import io
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gasmacro.cli.main import main as command_line
from gasmacro.verify.shrink import shrink_lines
from tests.evidence.fixtures import ROOT

LONGEST = 2.0
"""Seconds of CPU that a command may take over one file."""
_PER_CHUNK = 100
_MARKS = (
    b"\"", b"'", b"\\", b"\\@", b"\\()", b"(", b")", b"[", b"]", b"<", b">", b"!", b"%", b"$", b"#", b",", b";", b" ",
    b"\t", b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"/*", b"*/", b"//", b"=", b":", b"-", b"*", b"&", b".", b"0x", b"1b",
    b"\x1a", b"99999999999999999999",
)  # fmt: skip
_WORDS = (
    b".macro ", b".endm\n", b".rept ", b".endr\n", b".irp ", b".irpc ", b".if ", b".else\n", b".endif\n", b".exitm\n",
    b".purgem ", b".altmacro\n", b".include ", b".end\n", b"local ", b":req", b":vararg", b"#define ", b"#if ",
    b"#endif\n",
)  # fmt: skip
_TOKENS = _MARKS + _WORDS
_SUFFIXES = (".s", ".s", ".s", ".S", ".h", ".patch")
_COMMON = ("--isolated",)
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", *_COMMON, "--no-cache", "--jobs", "1", "--format", "json"),
    "check as text": ("check", *_COMMON, "--no-cache", "--jobs", "1"),
    "expand for GNU as": ("expand", *_COMMON, "--as", "gas@2.40", "--as-written"),
    "expand for LLVM": ("expand", *_COMMON, "--as", "clang@19", "--as-written"),
    "fix": ("check", *_COMMON, "--no-cache", "--jobs", "1", "--fix", "--unsafe-fixes"),
}
"""Name to arguments; each source takes them all."""

PATCHES: dict[str, tuple[str, ...]] = {"patch": ("check", *_COMMON, "--no-cache", "--jobs", "1", "--patch")}
"""The same for a patch, which is a fixture against its edited form, edited itself."""


class _Hangs(BaseException):
    pass


@dataclass(frozen=True)
class Wrong:
    """A case that ended otherwise than it may: the command, what happened, the file's suffix and bytes."""

    command: str
    what: str
    suffix: str
    data: bytes


def edited(data: bytes, random: Random) -> bytes:
    """The bytes with one to six random edits."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        at = random.randrange(len(out) + 1)
        kind = random.randrange(6)
        if kind == 0:
            out[at : at + 1] = bytes([random.randrange(256)])
        elif kind == 1:
            del out[at : at + random.choice((1, 1, 2, 8, 40))]
        elif kind == 2:
            out[at:at] = random.choice(_TOKENS)
        elif kind == 3:
            out[at : at + 1] = random.choice(_TOKENS)
        elif kind == 4:
            other = random.randrange(len(out) + 1)
            out[at:at] = out[other : other + random.choice((3, 10, 60))]
        else:
            out[at:at] = random.choice(_TOKENS) * random.choice((2, 5, 50))
    return bytes(out)


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise _Hangs

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Captured(io.TextIOWrapper):
    """A stream for one of the standard ones, with the bytes below that the command line writes to."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", errors="surrogateescape", write_through=True)

    def text(self) -> str:
        return self.bytes.getvalue().decode("utf-8", "replace")


def happened(arguments: Sequence[str], path: Path) -> str:
    """What a command does wrong with a file; "" where it does nothing wrong."""
    before, listed = path.read_bytes(), sorted(os.listdir(path.parent))
    out, err = _Captured(), _Captured()
    status: object = None
    try:
        with _limited(LONGEST), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                command_line([*arguments, str(path)])
            except SystemExit as left:
                status = left.code
    except _Hangs:
        return f"takes longer than {LONGEST:.0f} s"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
        return f"{type(error).__name__}: {error}"
    if any(words in err.text() for words in ("mistake of gasmacro's own", "Traceback", "Usage:")):
        return err.text().strip().splitlines()[-1]
    if status not in (0, 1, 2):
        return f"status {status}"
    if sorted(os.listdir(path.parent)) != listed:
        return "another file came into being, or went"
    if "--fix" not in arguments and path.read_bytes() != before:
        return "the file was changed"
    return ""


def chunk(seed: int, numbers: range) -> list[Wrong]:
    """What goes wrong in some cases."""
    fixtures = sorted(path for path in ROOT.glob("*/*.s") if path.stat().st_size < 20_000)
    found = []
    folder = Path(tempfile.mkdtemp(prefix="gasmacro-bytes-"))
    try:
        for number in numbers:
            random = Random(f"bytes {seed} {number}")
            data = edited(random.choice(fixtures).read_bytes(), random)
            suffix = random.choice(_SUFFIXES)
            if suffix == ".patch":
                data = edited(_patch(random.choice(fixtures).read_bytes(), random), random)
            path = folder / f"case{suffix}"
            for name, arguments in (PATCHES if suffix == ".patch" else COMMANDS).items():
                path.write_bytes(data)
                if what := happened(arguments, path):
                    found.append(Wrong(name, what, suffix, data))
            path.unlink()
    finally:
        shutil.rmtree(folder)
    return found


def _patch(data: bytes, random: Random) -> bytes:
    before, after = (each.splitlines(keepends=True) for each in (data, edited(data, random)))
    return b"".join(difflib.diff_bytes(difflib.unified_diff, before, after, b"a/case.s", b"b/case.s"))


def small(wrong: Wrong) -> bytes:
    """The bytes of a case made small, while the same command goes wrong in the same way."""
    with tempfile.TemporaryDirectory(prefix="gasmacro-bytes-") as folder:
        path = Path(folder, f"case{wrong.suffix}")
        sort = wrong.what.partition(":")[0]

        def same(text: str) -> bool:
            path.write_bytes(text.encode("latin-1"))
            return happened({**COMMANDS, **PATCHES}[wrong.command], path).partition(":")[0] == sort

        return _shrunk(wrong.data.decode("latin-1"), same).encode("latin-1")


def _shrunk(text: str, same: Callable[[str], bool]) -> str:
    least = shrink_lines(text, same)
    return least if same(least) else text


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential.bytes", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--save", type=Path, help="write the small forms here")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    ranges = [range(at, min(at + _PER_CHUNK, options.cases)) for at in range(0, options.cases, _PER_CHUNK)]
    found: list[Wrong] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for done, part in enumerate(pool.map(chunk, [options.seed] * len(ranges), ranges), 1):
            found += part
            if done % 10 == 0:
                print(f"{done * _PER_CHUNK} cases, {len(found)} wrong", file=sys.stderr, flush=True)
    print(
        f"{options.cases} files, {len(COMMANDS)} commands on each source, seed {options.seed}: {len(found)} went wrong"
    )
    print(f"{time.monotonic() - started:.0f} s")
    told: Counter[tuple[str, str]] = Counter()
    for each in found:
        key = each.command, each.what.partition(":")[0]
        told[key] += 1
        if told[key] > 3:
            continue
        least = small(each)
        print(f"\n{each.command} ({each.suffix}): {each.what}\n    {least!r}")
        if options.save:
            options.save.mkdir(parents=True, exist_ok=True)
            name = f"found-{hashlib.sha256(least).hexdigest()[:10]}{each.suffix}"
            (options.save / name).write_bytes(least)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
