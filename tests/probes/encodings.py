"""Ask LLVM's assemblers for the bytes of instructions without operands, and write `gasmacro/targets/encodings.txt`.

    python -m tests.probes.encodings [ARCH...]

In: the names in `mnemonics.txt`, one statement each.  Out: per architecture the names of which every release installed
here, alone, makes the same bytes.  Rule: what one release refuses, or puts a relocation to, is left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gasmacro.targets import encodings, mnemonics
from gasmacro.verify.programs import Assembler
from gasmacro.verify.runs import Outcome
from tests.oracles.assemblers import assemble, assemblers

FILE = Path(encodings.__file__).with_name("encodings.txt")
HEAD = "# Instructions without operands and their bytes, where LLVM 9 to 23 agree: python -m tests.probes.encodings\n"
_BEFORE = {"mips": ".set mips32r2\n.set mt\n"}  # what an architecture is to know beside what it knows by itself
_APART = '.section .s{},"a"\n'


def accepted(names: list[str], assembler: Assembler) -> tuple[list[str], Outcome]:
    """Those of the names that an assembler takes for whole statements, and what it makes of them."""
    while True:
        before = _BEFORE.get(assembler.arch, "")
        text = before + "".join(f"{_APART.format(at)} {name}\n" for at, name in enumerate(names))
        made = assemble(text, assembler, seconds=120)
        wrong = {(line - before.count("\n")) // 2 - 1 for line, severity, _ in made.messages if severity == "error"}
        if not wrong:
            return names, made
        names = [name for at, name in enumerate(names) if at not in wrong]


def bytes_of(names: list[str], assembler: Assembler) -> dict[str, str]:
    """Name to bytes, in hexadecimal, of those that an assembler takes."""
    kept, made = accepted(names, assembler)
    if made.relocations and len(kept) > 1:
        half = len(kept) // 2
        return bytes_of(kept[:half], assembler) | bytes_of(kept[half:], assembler)
    found = {name: made.sections.get(f".s{at}", b"").hex() for at, name in enumerate(kept)}
    return {name: text for name, text in found.items() if text and not made.relocations}


def agreed(arch: str) -> dict[str, str]:
    """Name to bytes, where all releases agree."""
    every = [each for each in assemblers(arch).values() if each.family == "clang"]
    known = sorted(mnemonics.names(arch) or ())
    answers = [bytes_of(known, each) for each in every]
    first = answers[0] if answers else {}
    return {name: text for name, text in first.items() if all(answer.get(name) == text for answer in answers)}


# Without riscv64, whose instructions have two sizes, by the mode.
ARCHES = ("aarch64", "i386", "loongarch64", "mips", "powerpc64le", "s390x", "x86_64")


def main(arches: list[str]) -> None:
    """Write the lines of the architectures anew."""
    lines = {arch: dict(found) for arch, found in encodings.table().items()}
    for arch in arches or ARCHES:
        lines[arch] = agreed(arch)
    text = "".join(
        f"{arch}: {' '.join(f'{name}={code}' for name, code in sorted(found.items()))}\n"
        for arch, found in sorted(lines.items())
        if found
    )
    FILE.write_text(HEAD + text, "ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
