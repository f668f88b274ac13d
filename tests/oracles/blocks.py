"""Blocks of inline assembler, as LLVM's code generator parses them: one parser for all outside functions, one for each
inside.

In: the blocks' texts, the first the one outside.  Out: whether they are accepted, and the bytes of `.data`.  Rule:
`llc` stands beside `llvm-mc` of each release, and starts the same way.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

from gasmacro.source.inline import written_in_c
from gasmacro.source.operands import Registers
from gasmacro.targets.arch import architecture
from gasmacro.verify.elf import section_bytes
from tests.oracles.assemblers import home

_PLAIN = re.compile(r"[^\w .,:;=+\-*/()@%]")


def releases() -> list[str]:
    """The releases of LLVM of which `llc` is here, oldest first."""
    found = []
    for starter in (home() / "bin").glob("llvm-mc-*"):
        program = re.search(r'(/\S+/bin)/llvm-mc "', starter.read_text())
        if program and Path(program[1], "llc").exists():
            found.append(starter.name.removeprefix("llvm-mc-"))
    return sorted(found, key=int)


def program(blocks: list[str]) -> str:
    """The blocks as a program in LLVM's own language."""
    outside, *inside = blocks
    lines = [f'module asm "{_written(line)}"' for line in outside.rstrip("\n").split("\n")]
    for number, text in enumerate(inside):
        call = f'call void asm sideeffect "{_written(text.rstrip(chr(10)))}", ""()'
        lines.append(f"define void @f{number}() {{\n  {call}\n  ret void\n}}")
    return "\n".join([*lines, ""])


def _written(text: str) -> str:
    return _PLAIN.sub(lambda found: f"\\{ord(found[0]):02X}", text.replace("$", "$$"))


def in_c(source: str, arch: str = "x86_64") -> tuple[str, list[str]]:
    """The assembler in C as one text, and block by block."""
    known = architecture(arch)
    (reading,) = written_in_c(source, "example.c", Registers(known.operands, dialects=known.dialects)).passes
    lines = reading.text.split("\n")
    bounds = [*reading.units, len(lines) + 1]
    return reading.text, ["\n".join(lines[first - 1 : last - 1]) for first, last in pairwise(bounds)]


def compiled(blocks: list[str], release: str) -> tuple[bool, bytes, str]:
    """Whether a release accepts the blocks, what it puts into `.data`, and the first error."""
    starter = (home() / "bin" / f"llvm-mc-{release}").read_text().replace('/llvm-mc "$@"', '/llc "$@"')
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "x.ll"), Path(folder, "x.o")
        source.write_text(program(blocks))
        options = ["-mtriple=x86_64-linux-gnu", "-filetype=obj", "-o", str(made), str(source)]
        done = subprocess.run(["sh", "-c", starter, "llc", *options], capture_output=True, timeout=60, check=False)
        if done.returncode or not made.exists():
            found = re.search(r"error: (.*)", done.stderr.decode("utf-8", "replace"))
            return False, b"", found[1] if found else "dies"
        return True, bytes(section_bytes(made.read_bytes()).get(".data", b"")), ""
