"""Compare gasmacro with live assemblers on the corpus: `python -m tests.corpus.run [--names] [--as NAME]...`.

In: the manifests that `fetch` wrote.  Out: a table (Markdown on standard output; `--output PREFIX` writes PREFIX.md
and PREFIX.json); status 1 when anything disagrees.  Rule: a sample takes from every set in turn, by the digest of
seed and name, so that it is the same wherever the corpus is.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from gasmacro.verify.programs import Assembler
from tests.corpus.compare import KINDS, Result, compare
from tests.corpus.names import named
from tests.corpus.store import Source, home, sources
from tests.oracles.assemblers import assemblers

DEFAULT = ("gas@2.40", "clang@19")
_COLUMNS = (
    "set", "assembler", "files", "accepted", "refused: macro layer", "below it", "agree", "inexact", "undetermined",
    "invocations",
)  # fmt: skip


def sample(every: Sequence[Source], size: int, seed: int) -> list[Source]:
    """`size` of the sources (fewer when there are fewer), from every set in turn."""
    queues: dict[str, list[Source]] = defaultdict(list)
    for source in every:
        queues[source.set].append(source)
    for queue in queues.values():
        queue.sort(key=lambda each: hashlib.sha256(f"{seed}:{each.name}".encode()).digest())
    depth = max(map(len, queues.values()), default=0)
    turns = [queue[turn] for turn in range(depth) for _, queue in sorted(queues.items()) if turn < len(queue)]
    return sorted(turns[:size], key=lambda each: each.name)


def chosen(wanted: str, arch: str) -> Assembler | None:
    """The assembler called `wanted` ("gas@2.40") for `arch`, else the next newer one of its family, else its newest."""
    there = assemblers(arch)
    family, _, release = wanted.partition("@")
    same = [each for each in there.values() if each.family == family]
    newer = [each for each in same if _key(each.release) >= _key(release)]
    return newer[0] if newer else same[-1] if same else None


def _key(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


def run(work: Sequence[tuple[Source, Assembler]], *, jobs: int, limit: float) -> list[Result]:
    """Compare each pair, in `jobs` processes; the results in the order of `work`."""
    results = []
    with ProcessPoolExecutor(jobs) as pool:
        futures = [pool.submit(compare, source, assembler, limit=limit) for source, assembler in work]
        for done, future in enumerate(futures, 1):
            results.append(future.result())
            for kind, detail in results[-1].disagreements.items():
                print(f"{results[-1].name} {results[-1].assembler}: {kind}: {detail.splitlines()[-1]}", file=sys.stderr)
            if done % 50 == 0:
                print(f"{done} of {len(futures)}", file=sys.stderr)
    return results


def table(results: Iterable[Result]) -> str:
    """Counts per set and assembler, then every disagreement, as Markdown."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[result.set, result.assembler].append(result)
    rows = [
        f"| {' | '.join(_COLUMNS)} |",
        f"|---|---{'|--:' * (len(_COLUMNS) - 2)}|",
    ]
    rows += [_row(*names, group) for names, group in sorted(groups.items())]
    everything = [result for group in groups.values() for result in group]
    rows.append(_row("all", "", everything))
    for kind, meaning in KINDS.items():
        hits = [(result, result.disagreements[kind]) for result in everything if kind in result.disagreements]
        if hits:
            rows += ["", f"## {kind}: {meaning} ({len(hits)})", ""]
            rows += [f"- `{hit.name}` {hit.assembler}: {detail.splitlines()[-1]}" for hit, detail in hits]
    unsettled = [result for result in everything if result.unsettled]
    if unsettled:
        rows += ["", f"## equal only where the assembler's unset memory has one value ({len(unsettled)})", ""]
        rows += [f"- `{result.name}` {result.assembler}" for result in unsettled]
    return "\n".join(rows) + "\n"


def _row(name: str, assembler: str, group: Sequence[Result]) -> str:
    counts = (
        len(group),
        sum(each.accepted for each in group),
        sum(each.refused_by == "macro layer" for each in group),
        sum(each.refused_by == "below" for each in group),
        sum(not each.disagreements for each in group),
        sum(not each.exact for each in group),
        sum(each.undetermined for each in group),
        sum(each.invocations or 0 for each in group),
    )
    return f"| {name} | {assembler} | {' | '.join(map(str, counts))} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.run", description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N files instead of all")
    parser.add_argument("--names", dest="listed", action="store_true", help="the files of the committed list")
    parser.add_argument("--seed", type=int, default=0, help="which sample (default 0)")
    parser.add_argument("--as", dest="names", action="append", metavar="NAME", help=f"default: {', '.join(DEFAULT)}")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--match", default="", help="only files whose names hold this")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one expansion (default 120)")
    parser.add_argument("--output", type=Path, help="write OUTPUT.md and OUTPUT.json")
    options = parser.parse_args(arguments)
    every = [each for each in sources(options.set) if options.match in each.name]
    if not every:
        parser.error(f"no such files in {home()}; python -m tests.corpus.fetch makes the corpus")
    if options.listed:
        every = named(every)
    picked = sample(every, options.sample, options.seed) if options.sample else every
    work = []
    for source in picked:
        found = [chosen(name, source.arch) for name in options.names or DEFAULT]
        work += [(source, each) for each in found if each is not None]
    if not work:
        parser.error("none of these assemblers is installed; tests/oracles/install installs them")
    results = run(work, jobs=options.jobs, limit=options.limit)
    text = table(results)
    print(text, end="")
    if options.output:
        options.output.with_suffix(".md").write_text(text)
        rows = [dataclasses.asdict(each) for each in results]
        options.output.with_suffix(".json").write_text(json.dumps({"schema": 1, "results": rows}, indent=1) + "\n")
    return 1 if any(each.disagreements for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
