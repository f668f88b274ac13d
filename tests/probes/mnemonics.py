"""Ask LLVM's assemblers which words they know as instructions, and write `gasmacro/targets/mnemonics.txt`.

    python -m tests.probes.mnemonics [ARCH...]

In: the words in the libraries of the assemblers installed here, one statement each.  Out: per architecture the first
parts (up to a dot) of the words that releases 14 and 23 do not call unknown.  Rule: an error about operands is no error
about the name.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from gasmacro.targets import mnemonics
from gasmacro.verify.programs import Assembler
from tests.oracles.assemblers import assemblers

FILE = Path(mnemonics.__file__).with_name("mnemonics.txt")
# Without arm: its conditions make other words of each name, and errors that tell nothing of the name.
ARCHES = ("aarch64", "loongarch64", "mips", "powerpc64le", "riscv64", "s390x", "x86_64")
RELEASES = ("clang@14", "clang@23")
HEAD = "# The first parts (up to a dot) of instructions that LLVM 14 or 23 knows: python -m tests.probes.mnemonics\n"
_WORD = re.compile(rb"(?<![a-z0-9.])[a-z][a-z0-9.]{0,22}(?![a-z0-9.A-Z_-])")
_ERROR = re.compile(r"\.s:(\d+):\d+: error: (.*)")
_UNKNOWN = re.compile(
    r"invalid instruction mnemonic|unrecognized instruction mnemonic|^invalid instruction|^unknown instruction"
)


def words(assembler: Assembler) -> set[str]:
    """The words in the libraries that an assembler is started with."""
    folders = [Path(part) for each in assembler.command if "/lib" in each for part in str(each).split(":")]
    found: set[str] = set()
    for library in {path.resolve() for folder in folders for path in folder.glob("libLLVM*.so*")}:
        found |= {word.decode() for word in _WORD.findall(library.read_bytes())}
    return found


def known(assembler: Assembler, candidates: list[str]) -> set[str]:
    """Those of the words that an assembler takes for instructions."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "words.s")
        source.write_text("".join(f" {word}\n" for word in candidates))
        command = [*assembler.command, str(source), "-o", str(Path(folder, "words.o"))]
        told = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600, check=False)
    first: dict[int, str] = {}
    for line, text in _ERROR.findall(told.stderr):
        first.setdefault(int(line), text)
    return {word for line, word in enumerate(candidates, 1) if not _UNKNOWN.search(first.get(line, ""))}


def names(arch: str) -> list[str]:
    """The names of an architecture's instructions."""
    chosen = [assembler for name, assembler in assemblers(arch).items() if name in RELEASES]
    candidates = sorted(set().union(*(words(each) for each in chosen)))
    found = set().union(*(known(each, candidates) for each in chosen))
    return sorted({word.partition(".")[0] for word in found} - {""})


def main(arches: list[str]) -> None:
    """Write the lines of the architectures anew."""
    lines = dict(line.split(":", 1) for line in FILE.read_text("ascii").splitlines() if line[:1] != "#")
    for arch in arches or ARCHES:
        lines[arch] = " " + " ".join(names(arch))
    FILE.write_text(HEAD + "".join(f"{arch}:{lines[arch]}\n" for arch in sorted(lines)), "ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
