"""Distances of labels, known to the engine and to every live assembler.

    python -m tests.differential.layout --cases N --seed S [--arch ARCH] [--assembler NAME]...

In: random runs of data, directives, section switches and instructions with two labels among them.  Out: per assembler,
how often both know the distance, both know that it is not settled, the engine leaves it open; every case in which the
engine is sure of something else; status 1 if there is one.
Rule: the assembler is asked where the run ends, by a repetition whose count is the distance, and its bytes are counted.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from gasmacro.engine.events import STATEMENT
from gasmacro.engine.layout import distance
from gasmacro.engine.machine import run as expand
from gasmacro.engine.symbols import APART, UNSETTLED, Symbols
from gasmacro.targets import ranges
from gasmacro.targets.schema import Profile
from gasmacro.verify.programs import Assembler
from tests.differential.data import AT_LINE, assemble, sections_of
from tests.oracles.assemblers import assemblers

_SHARED = [
    *(
        ".byte 1",
        ".byte 1,2,3",
        ".long 5",
        ".quad sym",
        '.ascii "ab"',
        '.asciz "x"',
        ".zero 3",
        ".skip 4,1",
        ".fill 2,2,1",
    ),
    *(
        ".p2align 2",
        ".balign 1",
        ".p2align 0",
        ".org .+1",
        ".uleb128 200",
        ".float 1.5",
        ".octa 1",
        ".space 0",
        ".ds.b 2",
    ),
    *(".dcb.w 2,1", ".set q,7", "q2=5", ".zero q", ".skip q2", ".globl sym", ".weak w", ".size sym,4", "nop", ""),
    *(".text", ".data", ".bss", ".section .rodata", '.section .foo,"a"', ".section .foo", ".section .text", ".text 1"),
    *(
        ".text 0",
        ".data 2",
        ".subsection 1",
        '.pushsection .bar,"a"',
        ".pushsection .text",
        ".popsection",
        ".popsection",
    ),
    *(".previous", ".cfi_sections .eh_frame", '.section .text.hot,"ax"', '.incbin "/dev/null"'),
]
_INSTRUCTIONS = {
    "x86_64": ["call sym", "jmp sym", "je 1b", "ret"],
    "i386": ["call sym", "jmp sym", "ret"],
    "aarch64": ["b sym", "bl sym", "mov x0,x1"],
    "arm": ["b sym", "bl sym", "mov r0,r1"],
    "powerpc64le": ["b sym", "bl sym", "mr 3,4"],
}


def case(dice: random.Random, arch: str) -> tuple[list[str], str, str]:
    """The lines of a case, and its first and second label as they stand."""
    pool = _SHARED + _INSTRUCTIONS.get(arch, [])
    lines = [dice.choice(pool) for _ in range(dice.randrange(1, 9))]
    for label in dice.sample(["one:", "two:"], 2):
        lines.insert(dice.randrange(len(lines) + 1), label)
    first, second = sorted(("one", "two"), key=lambda name: lines.index(f"{name}:"))
    return ["1:", *lines], first, second


def known(lines: list[str], first: str, second: str, profile: Profile) -> object:
    """What the engine says of the distance at the end of the lines."""
    events = expand("\n".join(lines) + "\n", profile).events
    texts = [event[1].strip() if event[0] == STATEMENT else "" for event in events]
    symbols = Symbols()
    symbols.assign("q", 7, "set")
    symbols.assign("q2", 5, "set")
    return distance(events, texts.index(f"{first}:"), texts.index(f"{second}:"), profile, symbols)


def told(assembler: Assembler, lines: list[str], first: str, second: str, folder: Path) -> int | str:
    """The distance as the assembler knows it, "unsettled", or "rejected" where it refuses something else."""
    asking = [
        f".if ({second}-{first}) != 99",
        ".endif",
        '.pushsection count,"a"',
        f".rept {second}-{first}",
        ".byte 1",
        ".endr",
    ]
    status, said, elf = assemble(assembler, "\n".join([*lines, *asking, ".popsection", ""]).encode(), folder)
    if status == 0:
        return len(sections_of(elf)[0].get("count", b""))
    refused = {int(found[1]) for found in AT_LINE.finditer(said)}
    return "unsettled" if refused and min(refused) > len(lines) else "rejected"


def verdict(engine: object, live: int | str) -> str:
    """How the engine's answer stands to the assembler's; "wrong" where it is sure of something else."""
    if live == "rejected":
        return "rejected otherwise"
    if engine is None:
        return "left open"
    if live == "unsettled":
        return "unsettled" if engine in (UNSETTLED, APART) else "wrong"
    return "known" if engine == live else "wrong"


def main() -> int:
    """The command line; the status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--arch", default="x86_64")
    parser.add_argument("--assembler", action="append", default=[])
    options = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory(prefix="gasmacro-layout-") as scratch:
        for assembler in assemblers(options.arch).values():
            if options.assembler and assembler.name not in options.assembler:
                continue
            profile = ranges.profile(assembler.family, assembler.release, options.arch)
            dice = random.Random(options.seed)
            counts: Counter[str] = Counter()
            for _ in range(options.cases):
                lines, first, second = case(dice, options.arch)
                engine, live = (
                    known(lines, first, second, profile),
                    told(assembler, lines, first, second, Path(scratch)),
                )
                found = verdict(engine, live)
                counts[found] += 1
                if found == "wrong":
                    status = 1
                    print(f"    {lines}: {engine}, not {live}")
            print(options.arch, assembler.name, dict(sorted(counts.items())), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
