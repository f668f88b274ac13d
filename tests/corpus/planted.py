"""Plant known divergences into unpreprocessed sources, and see what `check` tells of them as they are written.

    python -m tests.corpus.planted [--planted N] [--seed S] [--pair gas@2.40 clang@19] [--set linux]... [--jobs 2]

In: the kernel's preprocessed files, whose markers lead every line back to a `.S` or `.h`.  Out: of mutants that the
pair tells apart in the preprocessed file how many `check` tells there, how many it tells of the `.S` or `.h` as it is
written, with no flags but those of the tree, and how many it holds back as doubtful; every one that is not told.  Rule:
only lines that the preprocessor left as they were are changed, so that both texts have the same change.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random

from gasmacro import Config
from gasmacro.errors import GasmacroError
from gasmacro.findings import Finding
from gasmacro.pipeline.checking import Checking
from gasmacro.source.files import decode
from tests.corpus.judged import claims
from tests.corpus.mutants import Mutant, mutants, plain
from tests.corpus.mutate import PAIR, fits, pair_of
from tests.corpus.parting import findings
from tests.corpus.store import Source, sources

_MARKER = re.compile(r'#(?:line)? (\d+) "((?:[^"\\]|\\.)*)"')
_BATCH = 20
_DRAWN = 2000  # mutants of a file, of which those that can be planted are taken
_TOLD, _DOUBTFUL, _NOTHING, _FAILED = "told", "held back", "not seen", "failed"


@dataclasses.dataclass(frozen=True)
class Planted:
    """A mutant that the pair tells apart: where it stands as it is written, whether `check` tells it in the
    preprocessed file, what becomes of it as written (`said`), and the other lines that are told then."""

    file: str
    line: int
    mutant: Mutant
    preprocessed: bool
    said: str
    others: tuple[str, ...]


def places(text: str, source: Source) -> dict[int, tuple[str, int]]:
    """Line of a preprocessed text to the file and line that it came from, where that reads the same but for blanks."""
    found: dict[int, tuple[str, int]] = {}
    name, at = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if match := _MARKER.match(line):
            name, at = os.path.normpath(os.path.join(source.folder, match[2])), int(match[1])
            continue
        lines = written(name)
        if 0 < at <= len(lines) and line.strip() and lines[at - 1].strip() == line.strip():
            found[number] = name, at
        at += 1
    return found


@functools.lru_cache(maxsize=64)
def written(path: str) -> tuple[str, ...]:
    """The lines of a source as it is written; none where there is no such file."""
    if not path.endswith((".S", ".h")) or not os.path.isfile(path):
        return ()
    return tuple(decode(Path(path).read_bytes()).split("\n"))


def look(path: str, lines: Sequence[str], names: Sequence[str]) -> list[Finding]:
    """What `check` finds in a file as it is written, with what it holds back."""
    checking = Checking(path, Config(assemblers=tuple(names)))
    return list(checking.look({path: "\n".join(lines)}).findings)


def plant(source: Source, names: Sequence[str], seed: int, most: int) -> list[Planted]:
    """The mutants of one file that the pair tells apart, looked at in both ways."""
    pair = pair_of(source, names)
    if pair is None or not fits(source, names, 200_000):
        return []
    text = source.text().decode("utf-8", "surrogateescape")
    bare, where = plain(text), places(text, source)
    release = [each.name for each in pair.assemblers]
    # A C preprocessor takes comments away before any assembler could part over them.
    drawn = mutants(bare, Random(f"{seed} {source.name}"), _DRAWN, source.arch)
    usable = (each for each in drawn if each.line in where and "comment" not in each.kind)
    found = []
    for mutant in islice(usable, most):
        lines = bare.split("\n")
        lines[mutant.line - 1] = mutant.text
        changed = "\n".join(lines)
        try:
            if pair.parting(changed).parts:
                reported = findings(changed, source, pair.assemblers)
                told = any(claims(each) and each.line == mutant.line for each in reported)
                found.append(as_written(mutant, *where[mutant.line], told, release))
        except GasmacroError as error:
            found.append(Planted(*where[mutant.line], mutant, False, _FAILED, (str(error),)))
    return found


def as_written(mutant: Mutant, path: str, line: int, preprocessed: bool, names: Sequence[str]) -> Planted:
    """What becomes of a mutant in its unpreprocessed file."""
    lines = list(written(path))
    before = {(each.file, each.line, each.rule) for each in look(path, lines, names) if not each.doubtful}
    old = lines[line - 1]
    lead = old[: len(old) - len(old.lstrip())]
    lines[line - 1] = lead + mutant.text.strip()
    after = [each for each in look(path, lines, names) if (each.file, each.line, each.rule) not in before]
    here = [each for each in after if each.line == line and os.path.basename(each.file) == os.path.basename(path)]
    said = _NOTHING
    if here:
        said = _TOLD if any(not each.doubtful for each in here) else _DOUBTFUL
    others = tuple(
        f"{os.path.basename(each.file)}:{each.line} {each.rule}{' held back' if each.doubtful else ''}"
        for each in after
        if each not in here
    )
    return Planted(path, line, mutant, preprocessed, said, others)


def report(planted: Sequence[Planted]) -> Iterator[str]:
    """The table, and every mutant that the preprocessed file has told and the written one has not."""
    yield "| change | told apart | told preprocessed | told as written | held back | not seen |"
    yield "|---|--:|--:|--:|--:|--:|"
    kinds = sorted({each.mutant.kind for each in planted})
    for kind in (*kinds, ""):
        mine = [each for each in planted if not kind or each.mutant.kind == kind]
        counts = [sum(each.said == said for each in mine) for said in (_TOLD, _DOUBTFUL, _NOTHING)]
        shown = " | ".join(map(str, (len(mine), sum(each.preprocessed for each in mine), *counts)))
        yield f"| {kind or 'all'} | {shown} |"
    for each in planted:
        if each.said != _TOLD:
            yield f"\n{each.file}:{each.line}: {each.mutant.kind}: {each.said}; {', '.join(each.others) or 'no other'}"
            yield f"    {each.mutant.before.strip()}\n    {each.mutant.text.strip()}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.planted", description=__doc__.splitlines()[0])
    parser.add_argument("--planted", type=int, default=300, help="about how many told apart (default 300)")
    parser.add_argument("--per-file", type=int, default=16, help="mutants of one file (default 16)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pair", nargs=2, default=PAIR, metavar="NAME")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so (default linux)")
    parser.add_argument("--largest", type=int, default=60_000, metavar="BYTES", help="of a preprocessed file")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    every = [each for each in sources(options.set or ["linux"]) if each.file.stat().st_size <= options.largest]
    if not every:
        parser.error("no files; python -m tests.corpus.fetch makes the corpus")
    Random(options.seed).shuffle(every)
    waiting, results, started = iter(every), list[Planted](), time.monotonic()
    seen: set[tuple[str, int, str]] = set()
    with ProcessPoolExecutor(options.jobs) as pool:
        while len(results) < options.planted and (batch := list(islice(waiting, _BATCH))):
            size = len(batch)
            names = [tuple(options.pair)] * size
            for found in pool.map(plant, batch, names, [options.seed] * size, [options.per_file] * size):
                for each in found:
                    key = (each.file, each.line, each.mutant.text)
                    if key not in seen:
                        seen.add(key)
                        results.append(each)
            print(f"{len(results)} planted, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"{' and '.join(options.pair)}, seed {options.seed}, {time.monotonic() - started:.0f} s")
    print("\n".join(report(results)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
