"""`gasmacro.check` against two live assemblers: a finding exactly where they part.

In: a seed and a number of programs.  Out: recall and precision, and the programs that were missed or wrongly
reported.  Rule: two assemblers part when one alone accepts, or the bytes of a section differ; what both reject counts
for neither.
"""

from __future__ import annotations

import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from random import Random

import gasmacro
from gasmacro.verify import shrink
from gasmacro.verify.elf import section_bytes
from tests.differential import live
from tests.differential.programs import program

NAMES = ("gas@2.47", "clang@23")
LEAST = 0.99
"""The recall and the precision that a run must reach."""
_PER_CHUNK = 50
_MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Checked:
    """One program: what both reject counts apart; whether the assemblers `part`; whether we `report`; `fault` for
    what went wrong in gasmacro itself."""

    both_reject: bool
    part: bool
    report: bool
    fault: str = ""


def checked(source: str, arch: str) -> Checked:
    """Asks both assemblers and gasmacro about one program."""
    first, second = (
        live.run(assembler, source.encode("utf-8", "surrogateescape")) for assembler in live.chosen(arch, NAMES)
    )
    part = first.accepted != second.accepted
    if first.accepted and second.accepted:
        part = section_bytes(first.elf) != section_bytes(second.elf)
    both = not (first.accepted or second.accepted)
    try:
        found = gasmacro.check(source, assemblers=NAMES, arch=arch, filename=live.FILENAME).findings
    except gasmacro.GasmacroError as error:
        return Checked(both, part, report=False, fault=f"refused: {error}")
    except Exception:  # noqa: BLE001 - whatever it is, it is reported with its source and the run goes on
        return Checked(both, part, report=False, fault=f"traceback: {traceback.format_exc(limit=-2)}")
    return Checked(both, part, bool(found))


def _source(arch: str, seed: int, number: int) -> str:
    # In .data: alignment in code is filled with no-operations of each assembler's own choice, which mean the same.
    return ".data\n" + program(Random(f"check {arch} {seed} {number}"), arch, portable=True)


def chunk(arch: str, seed: int, numbers: range) -> list[Checked]:
    """The results of some programs."""
    return [checked(_source(arch, seed, number), arch) for number in numbers]


def explore(arch: str, seed: int, cases: int, jobs: int) -> tuple[list[str], bool]:
    """Lines that tell recall and precision with what went wrong, made small; and whether either is too low."""
    ranges = [range(start, min(start + _PER_CHUNK, cases)) for start in range(0, cases, _PER_CHUNK)]
    results: list[Checked] = []
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(chunk, [arch] * len(ranges), [seed] * len(ranges), ranges):
            results += part
    counted = [each for each in results if not each.both_reject]
    hits = sum(each.part and each.report for each in counted)
    parted, reported = sum(each.part for each in counted), sum(each.report for each in counted)
    recall, precision = hits / max(1, parted), hits / max(1, reported)
    rows = [
        f"{len(results)} programs, {len(results) - len(counted)} of them rejected by both",
        f"{parted} part, {reported} are reported, {hits} both: recall {recall:.2%}, precision {precision:.2%}",
    ]
    wrong = [n for n, each in enumerate(results) if each.fault or (not each.both_reject and each.part != each.report)]
    for number in wrong[:_MOST_SHOWN]:
        rows += _shown(arch, _source(arch, seed, number), results[number])
    return rows, min(recall, precision) < LEAST or any(each.fault for each in results)


def _shown(arch: str, source: str, result: Checked) -> list[str]:
    """One program that went wrong, made small."""

    def same(text: str) -> bool:
        other = checked(text, arch)
        if result.fault:
            return other.fault.partition(":")[0] == result.fault.partition(":")[0]
        return (other.both_reject, other.part, other.report) == (False, result.part, result.report)

    what = result.fault or ("missed: they part" if result.part else "reported, but they don't part")
    return ["", f"## {what}", "```", shrink.shrink_lines(source, same).rstrip("\n"), "```"]
