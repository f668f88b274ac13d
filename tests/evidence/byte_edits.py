r"""Random byte edits of fixtures through `check --fix` on a copy.

    python -m tests.evidence.byte_edits [--count N] [--seed N]

In: a seed.  Out: a line for each trial that went wrong, and counts; status 1 if one did.  Rule: no mistake of
gasmacro's own, at most two seconds of CPU for one file, and no file changed but by a fix: one that is told, in a folder
that holds nothing new.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gasmacro.cli.main import main as gasmacro
from tests.evidence.fixtures import fixtures

SECONDS = 2.0
_BYTES = b"\n\n  \t,,;:()[]{}\"\"''\\\\$%@#&*+-=/.\x00\xff\x80\r\xc3\xa9mab01"
_NAMES = ("source.s", "source.s", "source.S", "source.h", "source.inc")


class Trial(NamedTuple):
    """What came of one: its `name` for people, how the run ended, what is wrong with it ("" if nothing)."""

    name: str
    status: int
    fixed: bool
    wrong: str
    seconds: float


def edited(source: bytes, choose: random.Random) -> bytes:
    """A source with one to four random edits."""
    data = bytearray(source)
    for _ in range(choose.randint(1, 4)):
        at = choose.randrange(len(data) + 1)
        end = min(len(data), at + choose.choice((1, 1, 2, 8, 40)))
        kind = choose.randrange(5)
        if kind == 0:
            data[at:at] = bytes(choose.choices(_BYTES, k=choose.choice((1, 1, 2, 5))))
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:end] = bytes(choose.choices(_BYTES, k=end - at))
        elif kind == 3:
            piece = data[at:end]
            data[at:at] = piece * choose.choice((1, 1, 2, 20))
        elif at < len(data):
            data[at] ^= 1 << choose.randrange(8)
    return bytes(data)


def trial(seed: int, sources: Sequence[tuple[str, str, bytes]]) -> Trial:
    """One edited fixture mended. `sources` are names, architectures and bytes."""
    choose = random.Random(seed)
    fixture, arch, source = choose.choice(sources)
    data = edited(source, choose)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, choose.choice(_NAMES))
        path.write_bytes(data)
        unsafe = ["--unsafe-fixes"] if choose.random() < 0.5 else []
        began = time.process_time()
        arguments = ["check", "--isolated", "--no-cache", "--fix", *unsafe, "--arch", arch, str(path)]
        status, said = run(arguments)
        seconds = time.process_time() - began
        after = path.read_bytes()
        others = sorted(each.name for each in Path(folder).iterdir() if each != path)
    fixed = "fixed 0" not in said and "gasmacro: fixed" in said
    wrong = [
        "a mistake of gasmacro's own" if "mistake of gasmacro" in said or "Traceback" in said else "",
        f"{seconds:.1f} s" if seconds > SECONDS else "",
        "changed without a fix" if after != data and not fixed else "",
        f"left behind {others}" if others else "",
        f"status {status}" if status not in (0, 1, 2) else "",
    ]
    return Trial(f"{seed} {fixture} {path.name}", status, after != data, "; ".join(filter(None, wrong)), seconds)


def run(arguments: list[str]) -> tuple[int, str]:
    """The status of the command, and what it said on standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape") for _ in range(2))
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            gasmacro(arguments)
        except SystemExit as leave:
            status = leave.code
    err.seek(0)
    return status if isinstance(status, int) else 0, err.read()


def sources() -> list[tuple[str, str, bytes]]:
    """The fixtures, but for those that are there to be large."""
    return [(each.name, each.arch, each.source) for each in fixtures() if each.topic != "limit"]


def main(arguments: list[str]) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    known = sources()
    counts: Counter[str] = Counter()
    slowest = 0.0
    for seed in range(options.seed, options.seed + options.count):
        result = trial(seed, known)
        counts["changed by fixes"] += result.fixed
        counts[f"status {result.status}"] += 1
        slowest = max(slowest, result.seconds)
        if result.wrong:
            counts["wrong"] += 1
            print(f"{result.name}: {result.wrong}")
    print(
        f"{options.count} edits, the slowest {slowest:.2f} s:", ", ".join(f"{n} {k}" for k, n in sorted(counts.items()))
    )
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
