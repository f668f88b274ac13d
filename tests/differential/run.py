"""The differential fuzzer: `python -m tests.differential.run --class tame --cases 1000 --seed 1`.

In: a class, a number of cases, a seed, an architecture.  Out: a table per assembler, the class's shares, small
reports of what disagrees; status 1 if a promise of the class is missed.  Rule: docs/fuzzing.md.  Case N of a seed
is the same whatever the number of cases and jobs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random, SystemRandom

import click

from tests.differential import checks, compare, findings, live
from tests.differential.altmacro import altmacro
from tests.differential.compare import Comparison
from tests.differential.crossed import crossed
from tests.differential.findings import Case, Finding
from tests.differential.noise import noise
from tests.differential.programs import program
from tests.differential.tally import Tally
from tests.differential.tame import tame

MAKERS: dict[str, Callable[[Random, str], Case]] = {
    "tame": tame,
    "noise": noise,
    "programs": program,
    "altmacro": altmacro,
    "crossed": crossed,
}
CLASSES = (*MAKERS, "check")
_PER_CHUNK = {"tame": 800, "noise": 800, "programs": 25, "altmacro": 25, "crossed": 25}
_MOST_SHRUNK = 60
_MOST_OF_A_SORT = 6


def case(kind: str, arch: str, seed: int, number: int) -> Case:
    """Case `number` of a seed."""
    return MAKERS[kind](Random(f"{kind} {arch} {seed} {number}"), arch)


Outcome = tuple[int, dict[str, Comparison]]


def chunk(kind: str, arch: str, seed: int, numbers: range, names: tuple[str, ...]) -> list[Outcome]:
    """The comparisons of some cases under all chosen assemblers."""
    assemblers = live.chosen(arch, names)
    made = [case(kind, arch, seed, number) for number in numbers]
    results: list[dict[str, Comparison]] = [{} for _ in numbers]
    for assembler in assemblers:
        invocations = [each for each in made if not isinstance(each, str)]
        if invocations:
            compared = compare.invocations(assembler, arch, invocations)
        else:
            compared = [compare.program(assembler, arch, each) for each in made if isinstance(each, str)]
        for result, comparison in zip(results, compared, strict=True):
            result[assembler.name] = comparison.brief()
    return list(zip(numbers, results, strict=True))


def _chunks(kind: str, arch: str, seed: int, cases: int, names: tuple[str, ...], jobs: int) -> Iterator[list[Outcome]]:
    size = _PER_CHUNK[kind]
    ranges = [range(start, min(start + size, cases)) for start in range(0, cases, size)]
    if jobs == 1:
        yield from (chunk(kind, arch, seed, numbers, names) for numbers in ranges)
        return
    with ProcessPoolExecutor(jobs) as pool:
        count = len(ranges)
        yield from pool.map(chunk, [kind] * count, [arch] * count, [seed] * count, ranges, [names] * count)


def explore(
    kind: str, arch: str, seed: int, cases: int, names: tuple[str, ...] = (), jobs: int = 1
) -> tuple[Tally, list[tuple[int, dict[str, str]]]]:
    """Compares all cases.  Returns the tally, and for each case that disagrees its number and the kind by assembler."""
    tally = Tally()
    wrong = []
    started, told = time.monotonic(), time.monotonic()
    for outcomes in _chunks(kind, arch, seed, cases, names, jobs):
        for number, comparisons in outcomes:
            tally.add(comparisons)
            if bad := {name: comparison.kind for name, comparison in comparisons.items() if comparison.kind}:
                wrong.append((number, bad))
        if time.monotonic() - told > 20:
            told = time.monotonic()
            print(f"{number + 1} cases, {len(wrong)} disagree, {told - started:.0f} s", file=sys.stderr, flush=True)
    return tally, wrong


def shrunk(
    kind: str, arch: str, seed: int, wrong: list[tuple[int, dict[str, str]]], names: tuple[str, ...]
) -> list[Finding]:
    """The findings of a choice of the cases that disagree: some of each sort (kind and assemblers)."""
    assemblers = live.chosen(arch, names)
    sorts: dict[tuple[tuple[str, str], ...], int] = {}
    found: dict[tuple[str, str], Finding] = {}
    tried = 0
    for number, bad in wrong:
        sort = tuple(bad.items())
        sorts[sort] = sorts.get(sort, 0) + 1
        if sorts[sort] > _MOST_OF_A_SORT or tried >= _MOST_SHRUNK:
            continue
        tried += 1
        if each := findings.finding(assemblers, arch, case(kind, arch, seed, number), bad):
            found.setdefault(each.likeness, each)
    return list(found.values())


def _told(text: str, target: Path | None) -> None:
    """Prints a report and writes it where it is wanted."""
    print(text)
    if target:
        target.write_text(text, "utf-8", "surrogateescape")


@click.command()
@click.option("--class", "kind", type=click.Choice(CLASSES), required=True)
@click.option("--cases", default=1000, show_default=True)
@click.option("--seed", type=int, help="Default: a fresh one, which is printed.")
@click.option("--arch", default="x86_64", show_default=True)
@click.option("--assemblers", default="", help="Names, separated by commas; default: all that are installed.")
@click.option("--jobs", default=2, show_default=True)
@click.option("--shrink/--no-shrink", default=True, show_default=True)
@click.option(
    "--save", "folder", type=click.Path(path_type=Path), help="Write what was found as candidates for fixtures."
)
@click.option("--report", "target", type=click.Path(path_type=Path), help="Write the report here too.")
def main(
    kind: str,
    cases: int,
    seed: int | None,
    arch: str,
    assemblers: str,
    jobs: int,
    shrink: bool,
    folder: Path | None,
    target: Path | None,
) -> None:
    """Compare gasmacro with the assemblers that are installed here, on random sources."""
    seed = SystemRandom().randrange(10**6) if seed is None else seed
    names = tuple(name for name in assemblers.split(",") if name)
    heading = [f"class {kind}, {cases} cases, seed {seed}, {arch}"]
    if kind == "check":
        rows, bad = checks.explore(arch, seed, cases, jobs)
        _told("\n".join([*heading, *rows]) + "\n", target)
        raise SystemExit(bad)
    started = time.monotonic()
    tally, wrong = explore(kind, arch, seed, cases, names, jobs)
    heading += [*tally.lines(kind, arch), f"{len(wrong)} cases disagree; {time.monotonic() - started:.0f} s"]
    print("\n".join(heading), flush=True)
    found = shrunk(kind, arch, seed, wrong, names) if shrink else []
    _told(findings.report(found, heading) if found else "", target)
    if folder:
        findings.save(found, folder, arch)
    raise SystemExit(bool(tally.missed(kind, arch)))


if __name__ == "__main__":
    main()
