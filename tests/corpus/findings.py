"""What `check` finds in the corpus, held against what the two live assemblers of a pair make of it.

    python -m tests.corpus.findings [--sample N] [--pair gas@2.40 clang@19] [--set NAME]...

In: the corpus.  Out: counts, and every file in which a finding is false or missing; status 1 for any.  Rule: where
both accept, and one of the pair makes the same object of both families' expansions, nothing may be found for exactly
that pair; where they part (`parting`), something must be.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from gasmacro.errors import GasmacroError
from tests.corpus.names import named
from tests.corpus.parting import AGREE, UNPROVED, findings, parting, produces, told
from tests.corpus.run import chosen, sample
from tests.corpus.store import Source, home, sources

PAIR = ("gas@2.40", "clang@19")


@dataclasses.dataclass(frozen=True)
class Checked:
    """A file: how the pair reads it (`parting`), and what `check` finds; `wrong` says in a word what is wrong."""

    name: str
    parting: str
    detail: str
    found: tuple[str, ...]

    @property
    def wrong(self) -> str:
        if self.found and self.parting == AGREE:
            return "false"
        return "missed" if not self.found and self.parting in PARTS else ""


PARTS = ("one rejects", "other objects")


def checked(source: Source, names: Sequence[str]) -> Checked | None:
    """What comes of a file; None where its architecture has no such pair, or it holds definitions alone."""
    found = [chosen(name, source.arch) for name in names]
    if found[0] is None or found[1] is None:
        return None
    pair = told((found[0], found[1]), source)
    text = source.text().decode("utf-8", "surrogateescape")
    try:
        seen = parting(text, source, pair)
        if seen.kind == AGREE and not produces(text, source, pair):
            return None
        said = tuple(f"{each.file}:{each.line}: {each.rule} {each.message}" for each in findings(text, source, pair))
    except GasmacroError as error:
        return Checked(source.name, "gasmacro could not", str(error), ())
    return Checked(source.name, seen.kind, seen.detail, said)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.findings", description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N files instead of all")
    parser.add_argument("--names", dest="listed", action="store_true", help="the files of the committed list")
    parser.add_argument("--pair", nargs=2, default=PAIR, metavar="NAME")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    every = sources(options.set)
    if options.listed:
        every = named(every)
    if not every:
        parser.error(f"no such files in {home()}; python -m tests.corpus.fetch makes the corpus")
    picked = sample(every, options.sample, 0) if options.sample else every
    with ProcessPoolExecutor(options.jobs) as pool:
        results = [each for each in pool.map(checked, picked, [options.pair] * len(picked), chunksize=4) if each]
    counts = Counter((each.parting, bool(each.found)) for each in results)
    print(f"{len(results)} files, {' and '.join(options.pair)}\n\n| the pair | files | with findings |\n|---|--:|--:|")
    for kind in sorted({kind for kind, _ in counts}):
        print(f"| {kind} | {counts[kind, True] + counts[kind, False]} | {counts[kind, True]} |")
    wrong = [each for each in results if each.wrong or each.parting in ("gasmacro could not", UNPROVED)]
    for each in wrong:
        print(f"\n{each.wrong or each.parting}: {each.name}: {each.parting} {each.detail}")
        print("".join(f"    {line}\n" for line in each.found[:4]), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
