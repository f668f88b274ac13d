"""Random edits of the fixtures' bytes, through the commands: `python -m tests.differential.bytes --cases 10000`.

In: a number of cases, a seed.  Out: every case that ends otherwise than it may; status 1 for any.  Rule: whatever a
file holds, `check`, `check --patch`, `check --fix` and `expand` end in time, with status 0, 1 or 2, without a mistake
of gasmacro's own, and change nothing; a fix that is told may change the file it was asked to mend, and no line end of
it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import io
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from gasmacro.cli.main import main as command_line
from gasmacro.verify.fixtures import Fixture
from gasmacro.verify.shrink import shrink_lines
from tests.differential.edits import other, patch
from tests.evidence.fixtures import fixtures

LONGEST = 2.0
"""Seconds of CPU that a command may take over one file."""
WAITING = 60.0
"""Seconds on the clock after which it is taken to wait for something."""
LARGEST = 20_000
"""Bytes of the fixtures that are edited: those that are there to be large are left out."""
_PER_CHUNK = 100
_SUFFIXES = (".s", ".s", ".s", ".S", ".S", ".h", ".inc", ".c", ".i")
_FORMATS = ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit")
_ALONE = ("--isolated", "--no-cache", "--jobs", "1")
_FIXED = re.compile(r"^gasmacro: fixed ([1-9]\d*),", re.MULTILINE)


class _Hangs(BaseException):
    pass


@dataclass(frozen=True)
class Case:
    """A command over files: the `way` it is taken in, its `arguments`, the `files` by name, and which of them is edited
    and comes last on the command line."""

    way: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes]
    target: str


@dataclass(frozen=True)
class Ended:
    """How a command ended: its `status`, what is `wrong` with that ("" if nothing), whether its file was `changed`, and
    the `seconds` of CPU that it took."""

    status: object
    wrong: str
    changed: bool
    seconds: float


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise _Hangs

    before = [signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGPROF, before[0])
        signal.signal(signal.SIGALRM, before[1])


class _Captured(io.TextIOWrapper):
    """A stream for one of the standard ones, with the bytes below that the command line writes to."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", errors="surrogateescape", write_through=True)

    def text(self) -> str:
        return self.bytes.getvalue().decode("utf-8", "replace")


def ended(case: Case, folder: Path) -> Ended:
    """How a case ends, run in an empty folder."""
    for name, data in case.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    before = _held(folder)
    out, err = _Captured(), _Captured()
    status: object = None
    wrong = ""
    began = time.process_time()
    try:
        with _limited(), contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                command_line([*case.arguments, case.target])
            except SystemExit as left:
                status = left.code
    except _Hangs:
        wrong = f"takes longer than {LONGEST:.0f} s"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
        wrong = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    after = _held(folder)
    for name in after:
        (folder / name).unlink()
    wrong = wrong or _told(status, err.text()) or _touched(case, before, after, err.text())
    return Ended(status, wrong, before != after, seconds)


def _held(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What the files below a folder hold, and their modes."""
    found = [path for path in folder.rglob("*") if not path.is_dir()]
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.lstat().st_mode) for path in found}


def _told(status: object, said: str) -> str:
    if any(words in said for words in ("mistake of gasmacro's own", "Traceback", "Usage:")):
        return said.strip().splitlines()[-1]
    return "" if status in (0, 1, 2) else f"status {status}"


def _touched(
    case: Case, before: Mapping[str, tuple[bytes, int]], after: Mapping[str, tuple[bytes, int]], said: str
) -> str:
    """What a command did to files that it may not do."""
    if before.keys() != after.keys():
        return f"files came into being, or went: {sorted(before.keys() ^ after.keys())}"
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return ""
    if changed != [case.target] or "--fix" not in case.arguments:
        return f"changed: {', '.join(changed)}"
    (old, mode), (new, now) = before[case.target], after[case.target]
    if not _FIXED.search(said):
        return "changed without a fix that is told"
    if mode != now or any(old.count(end) != new.count(end) for end in (b"\n", b"\r")):
        return "a fix changed the mode, or line ends"
    return ""


def cases(fixture: Fixture, another: Fixture, random: Random) -> list[Case]:
    """The commands over one edited fixture; `another` lends the patch its text, one time of four."""
    data = other(fixture.source, random)
    name = f"case{random.choice(_SUFFIXES)}"
    arch = ("--arch", fixture.arch)
    form = ("--format", random.choice(_FORMATS))
    unsafe = ("--unsafe-fixes",) if random.randrange(2) else ()
    version, mail = random.choice((("gas@2.40", "clang@19"), ("gas@2.35", "clang@13"))), ("--format", "mail")
    before = fixture.source if random.randrange(4) else another.source
    tree = {"tree/case.s": before} if random.randrange(2) else {}
    where = ("--tree", "tree") if tree else ()
    change = patch(before, data, random)
    check = ("check", *_ALONE, *arch)
    return [
        Case("check", (*check, *form), {name: data}, name),
        Case("check --fix", (*check, *form, "--fix", *unsafe), {name: data}, name),
        Case("check --diff", (*check, "--diff", *unsafe), {name: data}, name),
        Case(
            "check --patch",
            (*check, *(random.choice((form, mail))), *where, "--patch"),
            {**tree, "case.patch": change},
            "case.patch",
        ),
        *(
            Case("expand", ("expand", "--isolated", *arch, "--as", each, "--as-written"), {name: data}, name)
            for each in version
        ),
    ]  # fmt: skip


def sources() -> list[Fixture]:
    """The fixtures that are edited."""
    return [each for each in fixtures() if len(each.source) < LARGEST]


def drawn(seed: int, number: int, known: list[Fixture]) -> list[Case]:
    """The commands of one case of a run."""
    random = Random(f"bytes {seed} {number}")
    return cases(random.choice(known), random.choice(known), random)


def chunk(seed: int, numbers: range) -> tuple[list[tuple[Case, Ended]], Counter[tuple[str, str]], float]:
    """What goes wrong in some cases; how often each way ended how; the slowest command's seconds."""
    known = sources()
    found: list[tuple[Case, Ended]] = []
    counts: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="gasmacro-bytes-") as folder:
        for number in numbers:
            for case in drawn(seed, number, known):
                result = ended(case, Path(folder))
                counts[case.way, f"status {result.status}"] += 1
                if result.changed:
                    counts[case.way, "file changed"] += 1
                slowest = max(slowest, result.seconds)
                if result.wrong:
                    print(f"case {number}: {case.way}: {result.wrong}", file=sys.stderr, flush=True)
                    found.append((case, result))
    gc.collect()
    return found, counts, slowest


def small(case: Case, wrong: str) -> bytes:
    """The bytes of a case's file made small, while the same command goes wrong in the same way."""
    sort = wrong.partition(":")[0]
    with tempfile.TemporaryDirectory(prefix="gasmacro-bytes-") as folder:

        def same(text: str) -> bool:
            files = {**case.files, case.target: text.encode("latin-1")}
            return ended(replace(case, files=files), Path(folder)).wrong.partition(":")[0] == sort

        return _shrunk(case.files[case.target].decode("latin-1"), same).encode("latin-1")


def _shrunk(text: str, same: Callable[[str], bool]) -> str:
    least = shrink_lines(text, same)
    return least if same(least) else text


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential.bytes", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case (default 0)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--save", type=Path, help="write the small forms here")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    end = options.first + options.cases
    ranges = [range(at, min(at + _PER_CHUNK, end)) for at in range(options.first, end, _PER_CHUNK)]
    found: list[tuple[Case, Ended]] = []
    counts: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    with ProcessPoolExecutor(options.jobs) as pool:
        for done, (part, told, longest) in enumerate(pool.map(chunk, [options.seed] * len(ranges), ranges), 1):
            found += part
            counts += told
            slowest = max(slowest, longest)
            if done % 10 == 0:
                print(f"{done * _PER_CHUNK} cases, {len(found)} wrong", file=sys.stderr, flush=True)
    print(f"{options.cases} edited files, seed {options.seed}, {time.monotonic() - started:.0f} s")
    for way in dict.fromkeys(way for way, _ in counts):
        print(f"{way}:", ", ".join(f"{count} {what}" for (its, what), count in sorted(counts.items()) if its == way))
    runs = sum(count for (_, what), count in counts.items() if what.startswith("status"))
    print(f"the slowest command took {slowest:.2f} s; {len(found)} of {runs} runs went wrong")
    _show(found, options.save)
    return 1 if found else 0


def _show(found: list[tuple[Case, Ended]], save: Path | None) -> None:
    """Tells what went wrong, made small; of each kind three."""
    told: Counter[tuple[str, str]] = Counter()
    for case, result in found:
        key = case.way, result.wrong.partition(":")[0]
        told[key] += 1
        if told[key] > 3:
            continue
        least = small(case, result.wrong)
        print(f"\n{' '.join(case.arguments)} {case.target}: {result.wrong}\n    {least!r}")
        if save:
            save.mkdir(parents=True, exist_ok=True)
            name = f"found-{hashlib.sha256(least).hexdigest()[:10]}{Path(case.target).suffix}"
            (save / name).write_bytes(least)


if __name__ == "__main__":
    sys.exit(main())
