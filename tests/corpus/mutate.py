"""Change one thing in a macro call or body of the corpus, and hold `check` against two live assemblers.

    python -m tests.corpus.mutate [--mutants N] [--seed S] [--pair gas@2.40 clang@19] [--set NAME]... [--jobs 2]

In: files of the corpus that both assemblers accept and `check` finds nothing in.  Out: recall, at the right line, and
precision; status 1 when either is less than 99%.  Rule: a mutant is told apart when one assembler alone accepts it, or
neither makes the same object of both families' expansions; mutants that both reject count for neither.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from gasmacro.errors import GasmacroError
from gasmacro.findings import Finding
from gasmacro.verify.programs import Assembler
from tests.corpus.mutants import Mutant, mutants, plain
from tests.corpus.parting import AGREE, BELOW, NEITHER, OBJECT, VERDICT, findings, parting, produces, told
from tests.corpus.run import chosen
from tests.corpus.store import Source, sources

LEAST = 0.99
"""The recall and the precision that a run must reach."""
PAIR = ("gas@2.40", "clang@19")
_LARGEST = 120_000  # bytes of a file: larger ones take long, and have the same calls
_PER_FILE = 12


@dataclasses.dataclass(frozen=True)
class Judged:
    """A mutant of a file: how the pair reads it, the lines of what `check` reports with their rules, and what went
    wrong in gasmacro itself."""

    source: str
    mutant: Mutant
    kind: str
    detail: str = ""
    reported: tuple[tuple[int, str], ...] = ()
    fault: str = ""

    @property
    def parts(self) -> bool:
        return self.kind in (VERDICT, OBJECT)

    @property
    def counted(self) -> bool:
        return self.kind != NEITHER

    @property
    def right(self) -> bool:
        """Whether the line that was changed is reported."""
        return any(line == self.mutant.line for line, _ in self.reported)


def _claims(finding: Finding) -> bool:
    """Whether a finding says that the pair parts, and not that both read what nobody can have meant."""
    return len(set(finding.verdicts.values())) > 1 or len(finding.groups) > 1


def judge(text: str, mutant: Mutant, source: Source, pair: tuple[Assembler, Assembler]) -> Judged:
    """What the pair and `check` make of a mutant of `text`."""
    lines = text.split("\n")
    lines[mutant.line - 1] = mutant.text
    changed = "\n".join(lines)
    try:
        seen = parting(changed, source, pair)
        if seen.kind == NEITHER:
            return Judged(source.name, mutant, seen.kind)
        found = findings(changed, source, pair)
        reported = tuple((each.line, each.rule) for each in found if _claims(each))
    except GasmacroError as error:
        return Judged(source.name, mutant, AGREE, fault=f"refused: {error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its mutant
        return Judged(source.name, mutant, AGREE, fault=f"{type(error).__name__}: {error}")
    return Judged(source.name, mutant, seen.kind, seen.detail, reported)


def of_file(source: Source, names: tuple[str, str], seed: int, most: int) -> list[Judged] | None:
    """The judged mutants of a file; None for a file that the pair does not accept, or that has findings as it is."""
    found = [chosen(name, source.arch) for name in names]
    if found[0] is None or found[1] is None:
        return None
    pair = told((found[0], found[1]), source)
    text = plain(source.text().decode("utf-8", "surrogateescape"))
    picked = mutants(text, Random(f"{seed} {source.name}"), most)
    if not picked:
        return None
    try:
        # Of definitions alone `check` says what comes of them elsewhere, which no assembler can be asked.
        if (
            parting(text, source, pair).kind != AGREE
            or findings(text, source, pair)
            or not produces(text, source, pair)
        ):
            return None
    except GasmacroError:
        return None
    return [judge(text, mutant, source, pair) for mutant in picked]


def _rows(results: Sequence[Judged]) -> tuple[list[str], bool]:
    counted = [each for each in results if each.counted and not each.fault]
    apart = [each for each in counted if each.parts]
    hits = [each for each in apart if each.reported]
    right = [each for each in hits if each.right]
    below = [each for each in counted if each.kind == BELOW]
    claimed = [each for each in counted if each.reported and each.kind != BELOW]
    recall, placed, precision = (
        len(part) / max(1, len(whole)) for part, whole in ((hits, apart), (right, apart), (hits, claimed))
    )
    rows = [
        f"{len(results)} mutants, {sum(not each.counted for each in results)} of them rejected by both",
        f"{len(apart)} told apart, {sum(each.kind == VERDICT for each in apart)} of them by the verdict",
        f"{len(hits)} of those reported, {len(right)} at the right line",
        f"{len(below)} rejected by one below the macro layer, {sum(bool(each.reported) for each in below)} reported",
        f"recall {recall:.2%}, at the right line {placed:.2%}, precision {precision:.2%}",
        "",
        "| change | mutants | told apart | reported | right line | reported, not told apart |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for kind in sorted({each.mutant.kind for each in results}):
        mine = [each for each in counted if each.mutant.kind == kind]
        parts = [each for each in mine if each.parts]
        rows.append(
            f"| {kind} | {sum(each.mutant.kind == kind for each in results)} | {len(parts)} "
            f"| {sum(bool(each.reported) for each in parts)} | {sum(each.right for each in parts)} "
            f"| {sum(bool(each.reported) and each.kind == AGREE for each in mine)} |"
        )
    faults = [each for each in results if each.fault]
    wrong = [each for each in counted if (each.parts and not each.right) or (each.kind == AGREE and each.reported)]
    for each in (*faults, *wrong):
        lines = ", ".join(f"{line} {rule}" for line, rule in each.reported) or "nothing"
        rows += [
            "",
            f"{each.source}:{each.mutant.line}: {each.mutant.kind}: {each.fault or each.kind} {each.detail}",
            f"    reported: {lines}",
            f"    {each.mutant.before.strip()}",
            f"    {each.mutant.text.strip()}",
        ]
    return rows, min(placed, precision) < LEAST or bool(faults)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=1000, help="about how many (default 1000)")
    parser.add_argument("--per-file", type=int, default=_PER_FILE, help=f"of one file (default {_PER_FILE})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pair", nargs=2, default=PAIR, metavar="NAME")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--output", type=Path, help="write every judged mutant here, as JSON")
    parser.add_argument("--largest", type=int, default=_LARGEST, metavar="BYTES", help="of a file")
    parser.add_argument("--seconds", type=float, default=3600.0, help="begin no more files after this time")
    options = parser.parse_args(arguments)
    files = [each for each in sources(options.set) if each.file.stat().st_size <= options.largest]
    Random(options.seed).shuffle(files)
    if not files:
        parser.error("no files; python -m tests.corpus.fetch makes the corpus")
    results: list[Judged] = []
    started, used = time.monotonic(), 0
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting = iter(files)
        while (
            len(results) < options.mutants
            and time.monotonic() - started < options.seconds
            and (batch := [each for _, each in zip(range(20), waiting, strict=False)])
        ):
            size = len(batch)
            names = [tuple(options.pair)] * size
            for judged in pool.map(of_file, batch, names, [options.seed] * size, [options.per_file] * size):
                if judged is not None:
                    used += 1
                    results += judged
            print(f"{len(results)} mutants, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    rows, bad = _rows(results)
    print(f"{' and '.join(options.pair)}, seed {options.seed}, {used} files, {time.monotonic() - started:.0f} s")
    print("\n".join(rows))
    kinds = Counter(each.kind for each in results)
    print(f"\n{dict(kinds)}")
    if options.output:
        options.output.write_text(json.dumps([dataclasses.asdict(each) for each in results], indent=1) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
