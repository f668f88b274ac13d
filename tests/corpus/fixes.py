"""Break the corpus in one place, and hold each fix that is offered against live assemblers, by object files.

    python -m tests.corpus.fixes [--fixes N] [--seed S] [--set NAME]... [--names] [--jobs 2]

In: files of the corpus (with `--names` those of the list), the mutants of `mutants`.  Out: each fix that does not hold,
and a count by kind; status 1 if one does not, or none was offered.  Rule: `tests/evidence/proving.py`; only what was
not found in the file as it is counts, and the assemblers are told what the compiler would tell them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import TypeAlias

import gasmacro
from gasmacro.errors import GasmacroError
from tests.corpus.compare import with_options
from tests.corpus.mutants import Mutant, mutants, plain
from tests.corpus.names import named
from tests.corpus.store import Source, sources
from tests.evidence.live import Question, ask
from tests.evidence.proving import RANGES, WIDE, Case, judged, newest, offered, questions, told

_LARGEST = 40_000  # bytes of a file: larger ones take long, and have the same calls
_PER_FILE = 8

Result: TypeAlias = "tuple[list[str], Counter[tuple[str, str, str]]]"
"""What does not hold; how many fixes there are by rule, by how sure they are, and by what became of them."""


def of_file(source: Source, seed: int, most: int) -> Result:
    """The fixes of a file's mutants."""
    failed: list[str] = []
    counts: Counter[tuple[str, str, str]] = Counter()
    judges = tuple(with_options(each, source) for each in newest(source.arch))
    text = plain(source.text().decode("utf-8", "surrogateescape"))
    include = tuple(Path(each) for each in source.include)
    whole = Case(source.name, source.file.name, source.arch, text, include, judges)
    if len(judges) < 2 or not all(each.accepted for each in ask(_asked(whole)).values()):
        return failed, counts
    try:
        known = _known(whole)
        for mutant in mutants(text, Random(f"{seed} {source.name}"), most):
            _prove(whole, mutant, known, failed, counts)
    except GasmacroError as error:
        failed.append(f"{source.name}: {error}")
    return failed, counts


def _asked(case: Case) -> list[Question]:
    data = case.text.encode("utf-8", "surrogateescape")
    return [Question(each, data, case.file, case.include) for each in case.judges]


def _known(case: Case) -> Counter[str]:
    """The findings that a file has as it is, by rule."""
    found = gasmacro.check(
        case.text,
        assemblers=RANGES.get(case.arch, WIDE),
        arch=case.arch,
        filename=case.file,
        include_dirs=tuple(map(str, case.include)),
    ).findings
    return Counter(each.rule for each in found)


def _prove(
    whole: Case, mutant: Mutant, known: Counter[str], failed: list[str], counts: Counter[tuple[str, str, str]]
) -> None:
    lines = whole.text.split("\n")
    lines[mutant.line - 1] = mutant.text
    case = whole._replace(text="\n".join(lines))
    fixes = list(offered(case, lambda finding: finding.line == mutant.line, known))
    answers = ask(each for fix in fixes for each in questions(fix))
    for fix in fixes:
        kind, wrong = judged(fix, answers)
        counts[fix.rule, fix.fix.applicability, kind] += 1
        if wrong:
            made = fix.text.split("\n")[mutant.line - 1]
            failed.append(f"{told(fix, wrong)}\n    {mutant.before}\n    {mutant.text}\n    {made}")


def run(files: list[Source], seed: int, per_file: int, enough: int, jobs: int) -> Result:
    """The fixes of the files' mutants, until there are enough."""
    failed: list[str] = []
    counts: Counter[tuple[str, str, str]] = Counter()
    waiting = iter(files)
    with ProcessPoolExecutor(jobs) as pool:
        while counts.total() < enough and (batch := [each for _, each in zip(range(10), waiting, strict=False)]):
            for wrong, more in pool.map(of_file, batch, [seed] * len(batch), [per_file] * len(batch)):
                for each in wrong:
                    print(each, flush=True)
                failed += wrong
                counts += more
            print(f"{counts.total()} fixes", file=sys.stderr, flush=True)
    return failed, counts


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.fixes", description=__doc__.splitlines()[0])
    parser.add_argument("--fixes", type=int, default=300, help="about how many (default 300)")
    parser.add_argument("--per-file", type=int, default=_PER_FILE, help=f"mutants of one file (default {_PER_FILE})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--names", dest="listed", action="store_true", help="the files of the committed list")
    parser.add_argument("--largest", type=int, default=_LARGEST, metavar="BYTES", help="of a file")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    every = sources(options.set)
    if not every:
        parser.error("no files; python -m tests.corpus.fetch makes the corpus")
    files = [
        each for each in (named(every) if options.listed else every) if each.file.stat().st_size <= options.largest
    ]
    Random(options.seed).shuffle(files)
    started = time.monotonic()
    failed, counts = run(files, options.seed, options.per_file, options.fixes, options.jobs)
    print("| rule | fixes | what became of them | count |\n|---|---|---|--:|")
    for (rule, sure, kind), count in sorted(counts.items()):
        print(f"| {rule} | {sure} | {kind} | {count} |")
    seconds = time.monotonic() - started
    print(f"fixes: {counts.total()} asked, {len(failed)} do not hold; seed {options.seed}, {seconds:.0f} s")
    return 1 if failed or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
