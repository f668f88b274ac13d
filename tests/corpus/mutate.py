"""Change one thing in a macro call or body of the corpus, and hold `check` against two live assemblers.

    python -m tests.corpus.mutate [--mutants N] [--seed S] [--pair gas@2.40 clang@19] [--set NAME]... [--jobs 2]

In: files of the corpus that both assemblers accept and `check` finds nothing in.  Out: recall, at the right line, and
precision; status 1 when either is less than 99%.  Rule: what the pair makes of a mutant is `parting`'s; mutants that
both reject count for neither, and no change of the same line to the same text is judged twice.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random

from gasmacro.errors import GasmacroError
from tests.corpus.judged import Judged, claims, report
from tests.corpus.mutants import Mutant, mutants, plain
from tests.corpus.parting import AGREE, NEITHER, UNPROVED, Pair, findings, produces, told
from tests.corpus.run import chosen
from tests.corpus.store import Source, sources

PAIR = ("gas@2.40", "clang@19")
_LARGEST = 120_000  # bytes of a file: larger ones take long, and have the same calls
_PER_FILE = 24
_BATCH = 30


def _text(source: Source) -> str:
    return plain(source.text().decode("utf-8", "surrogateescape"))


def pair_of(source: Source, names: Sequence[str]) -> Pair | None:
    """The pair with the options of a source; None where its architecture has no such pair."""
    found = [chosen(name, source.arch) for name in names]
    if found[0] is None or found[1] is None:
        return None
    return Pair(source, told((found[0], found[1]), source))


def fits(source: Source, names: Sequence[str], largest: int) -> bool:
    """Whether the pair accepts a file and reads it alike, `check` finds nothing in it, its expansion is no larger than
    `largest`, and it holds more than definitions: of these alone `check` says what comes of them elsewhere, which no
    assembler can be asked."""
    pair = pair_of(source, names)
    if pair is None:
        return False
    text = _text(source)
    try:
        return (
            len(pair.expanded(text, 0)) <= largest
            and pair.parting(text).kind == AGREE
            and produces(text, source, pair.assemblers)
            and not findings(text, source, pair.assemblers)
        )
    except GasmacroError:
        return False


def judge(text: str, mutant: Mutant, source: Source, pair: Pair) -> Judged:
    """What the pair and `check` make of a mutant of `text`."""
    lines = text.split("\n")
    lines[mutant.line - 1] = mutant.text
    changed = "\n".join(lines)
    try:
        seen = pair.parting(changed)
        if seen.kind == NEITHER:
            return Judged(source.name, mutant, seen.kind)
        found = findings(changed, source, pair.assemblers)
        reported = tuple((each.line, each.rule) for each in found if claims(each))
    except GasmacroError as error:
        return Judged(source.name, mutant, AGREE, fault=f"refused: {error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its mutant
        return Judged(source.name, mutant, AGREE, fault=f"{type(error).__name__}: {error}")
    fault = f"{seen.kind}: {seen.detail}" if seen.kind == UNPROVED else ""
    return Judged(source.name, mutant, seen.kind, seen.detail, reported, fault)


def judge_all(source: Source, picked: Sequence[Mutant], names: Sequence[str]) -> list[Judged]:
    """What the pair and `check` make of mutants of one file."""
    pair = pair_of(source, names)
    if pair is None:
        return []
    text = _text(source)
    return [judge(text, mutant, source, pair) for mutant in picked]


class State:
    """What is judged already: a file of one JSON row per line, to which each file's rows are added when it is done, so
    that a run that was ended goes on where it was."""

    def __init__(self, path: Path | None, about: dict[str, object]) -> None:
        self._path = path
        self.fits: dict[str, bool] = {}
        self.judged: dict[str, list[Judged]] = {}
        if path is None:
            return
        if not path.exists():
            self._add([about])
            return
        first, *rows = map(json.loads, path.read_text().splitlines())
        if first != about:
            raise ValueError(f"{path}: of another run, {first}; name another file")
        for row in rows:
            if isinstance(row["kind"], bool):
                self.fits[row["source"]] = row["kind"]
            else:
                judged = Judged.read(row)
                self.judged.setdefault(judged.source, []).append(judged)

    def fit(self, source: Source, is_fit: bool) -> None:
        """A file fits, or does not."""
        self.fits[source.name] = is_fit
        self._add([{"source": source.name, "kind": is_fit}])

    def done(self, source: Source, judged: list[Judged]) -> None:
        """The mutants of a file are judged."""
        self.judged[source.name] = judged
        self._add([dataclasses.asdict(each) for each in judged])

    def _add(self, rows: Sequence[dict[str, object]]) -> None:
        if self._path is not None:
            with self._path.open("a") as stream:
                stream.write("".join(json.dumps(each) + "\n" for each in rows))


def judged_files(
    files: Sequence[Source], options: argparse.Namespace, state: State, pool: ProcessPoolExecutor
) -> Iterator[list[Judged]]:
    """The judged mutants of each file that fits, in batches of files."""
    waiting, seen, names = iter(files), set[tuple[str, str, str]](), tuple(options.pair)
    while batch := list(islice(waiting, _BATCH)):
        unknown = [each for each in batch if each.name not in state.fits]
        found = pool.map(fits, unknown, [names] * len(unknown), [options.largest] * len(unknown))
        for source, is_fit in zip(unknown, found, strict=True):
            state.fit(source, is_fit)
        work = []
        for source in batch:
            if state.fits[source.name]:
                random = Random(f"{options.seed} {source.name}")
                work.append((source, mutants(_text(source), random, options.per_file, source.arch, seen)))
        todo = [(source, picked) for source, picked in work if picked and source.name not in state.judged]
        results = pool.map(judge_all, [each for each, _ in todo], [picked for _, picked in todo], [names] * len(todo))
        for (source, _), judged in zip(todo, results, strict=True):
            state.done(source, judged)
        yield from (state.judged[source.name] for source, picked in work if picked)


def again(
    path: Path, names: Sequence[str], every: Sequence[Source], pool: ProcessPoolExecutor, told: bool
) -> list[list[Judged]]:
    """The mutants that an earlier run told to be wrong, judged once more; with `told` all that it told apart too."""
    by_name = {source.name: source for source in every}
    wrong: dict[str, list[Mutant]] = {}
    for row in map(json.loads, path.read_text().splitlines()[1:]):
        if not isinstance(row["kind"], bool) and _counts(judged := Judged.read(row), told):
            wrong.setdefault(judged.source, []).append(judged.mutant)
    return list(pool.map(judge_all, [by_name[name] for name in wrong], wrong.values(), [names] * len(wrong)))


def _counts(judged: Judged, told: bool) -> bool:
    return judged.wrong or (told and (judged.parts or bool(judged.reported)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=1000, help="about how many (default 1000)")
    parser.add_argument("--apart", type=int, default=0, help="no more than about so many told apart")
    parser.add_argument("--per-file", type=int, default=_PER_FILE, help=f"of one file (default {_PER_FILE})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pair", nargs=2, default=PAIR, metavar="NAME")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--output", type=Path, help="add every judged mutant here, as JSON; go on where it ended")
    parser.add_argument("--again", type=Path, metavar="OUTPUT", help="only those that were wrong in an earlier run")
    parser.add_argument("--told", action="store_true", help="with --again: those told apart or reported as well")
    parser.add_argument(
        "--largest", type=int, default=_LARGEST, metavar="BYTES", help="of a file, and of its expansion"
    )
    parser.add_argument("--seconds", type=float, default=3600.0, help="begin no more files after this time")
    options = parser.parse_args(arguments)
    files = [each for each in sources(options.set) if each.file.stat().st_size <= options.largest]
    if not files:
        parser.error("no files; python -m tests.corpus.fetch makes the corpus")
    Random(options.seed).shuffle(files)
    about = {"pair": list(options.pair), "seed": options.seed, "set": options.set, "largest": options.largest}
    results: list[Judged] = []
    started, used = time.monotonic(), 0
    with ProcessPoolExecutor(options.jobs) as pool:
        if options.again:
            groups: Iterator[list[Judged]] = iter(again(options.again, tuple(options.pair), files, pool, options.told))
        else:
            state = State(options.output, {**about, "per_file": options.per_file})
            groups = judged_files(files, options, state, pool)
        for judged in groups:
            used += 1
            results += judged
            spent = time.monotonic() - started
            apart = sum(each.parts for each in results)
            print(f"{len(results)} mutants, {apart} told apart, {spent:.0f} s", file=sys.stderr, flush=True)
            if options.again:
                continue
            if len(results) >= options.mutants or spent > options.seconds or 0 < options.apart <= apart:
                break
    print(f"{' and '.join(options.pair)}, seed {options.seed}, {used} files, {time.monotonic() - started:.0f} s")
    rows, bad = report(results)
    print("\n".join(rows))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
