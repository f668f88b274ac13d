"""The assemblers of this machine: found on PATH or given, and asked for their release and target.

In: paths, or the environment's PATH.  Out: `Assembler`s, and a note for each program that is none that gasmacro models.
Rule: a program counts by what it says of itself (`--version`), not by its name; only names that assemblers have are
started, and never one in a folder that PATH names relatively. That it makes ELF objects for an architecture is tried.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError, UsageError
from gasmacro.targets.arch import architecture, names
from gasmacro.targets.ranges import knows, parse_range
from gasmacro.verify.runs import assemble, run, scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A target's first word to the architectures that GNU as configured for it knows.
_TARGETS = {
    r"x86_64|amd64": ("x86_64", "i386"),
    r"i[3-7]86": ("i386",),
    r"aarch64|arm64": ("aarch64",),
    r"arm(?!eb)\w*": ("arm",),
    r"riscv64": ("riscv64",),
    r"powerpc64le|ppc64le": ("powerpc64le",),
    r"s390x": ("s390x",),
    r"mips": ("mips",),
    r"loongarch64": ("loongarch64",),
}
# GNU as for arm starts from an older processor than LLVM's armv7.
_GAS_OPTIONS = {"i386": ("--32",), "arm": ("-march=armv7-a",)}
_NAME = re.compile(rf"(?:(?:{'|'.join(_TARGETS)})-(?:[\w.]+-)*)?as|clang(?:-\d+)?|llvm-mc(?:-\d+)?")
_GAS = re.compile(r"^GNU assembler\b.*?\b(\d+\.\d+(?:\.\d+)*)(?:-\S*)?\s*$", re.MULTILINE)
_GAS_TARGET = re.compile(r"target of [`']([^`']+)'")
_LLVM_MC = re.compile(r"^(?:.* )?LLVM version (\d[\d.]*\d)", re.MULTILINE)
_CLANG = re.compile(r"^(?!Apple\b)(?:.* )?clang version (\d[\d.]*\d)", re.MULTILINE)


@dataclass(frozen=True)
class Assembler:
    """One assembler for one architecture.

    `program` starts it, `options` choose the architecture and an object file as output; `name` is "gas@2.44" and
    `release` "2.44" or "19" as the tables name it; `full` what the program says of itself ("2.47.50.20261021").
    """

    name: str
    family: str
    release: str
    full: str
    arch: str
    program: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        """How it is run, but for the source and `-o`."""
        return (*self.program, *self.options)

    @property
    def full_name(self) -> str:
        """Family and full release, as records name it: "gas@2.35.2"."""
        return f"{self.family}@{self.full}"


@dataclass(frozen=True)
class Program:
    """A program on this machine that says it is an assembler: `kind` "as", "clang" or "llvm-mc", `full` its release,
    `target` what it was configured for ("" where it was for many)."""

    path: str
    kind: str
    full: str
    target: str

    @property
    def family(self) -> str:
        """The family of its kind."""
        return "gas" if self.kind == "as" else "clang"

    def architectures(self) -> tuple[str, ...]:
        """The architectures it may know."""
        if self.kind != "as":
            return names()
        first = self.target.partition("-")[0]
        return next((archs for pattern, archs in _TARGETS.items() if re.fullmatch(pattern, first)), ())


def options(kind: str, arch: str) -> tuple[str, ...]:
    """What makes a program of a kind assemble for an architecture, in the flavour that gasmacro models."""
    triple = architecture(arch).triple
    if kind == "llvm-mc":
        return (f"-triple={triple}", "-filetype=obj")
    if kind == "clang":
        return (f"--target={triple}", "-integrated-as", "-c", "-x", "assembler")
    return _GAS_OPTIONS.get(arch, ())


def on_path() -> list[str]:
    """The programs of PATH that have an assembler's name, each file once, in PATH's order."""
    found: dict[str, str] = {}
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if not os.path.isabs(folder) or not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if _NAME.fullmatch(name) and os.path.isfile(path) and os.access(path, os.X_OK):
                found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def identify(path: str) -> Program:
    """What a program says of itself. Raises `GasmacroError` where that is no assembler that gasmacro knows."""
    status, printed, said = run([path, "--version"], scratch(), 10)
    text = printed.decode("utf-8", "replace")
    if status == 0:
        if found := _GAS.search(text):
            target = _GAS_TARGET.search(text)
            return Program(path, "as", found[1], target[1] if target else "")
        if found := _CLANG.search(text):
            return Program(path, "clang", found[1], "")
        if (found := _LLVM_MC.search(text)) and "clang" not in text:
            return Program(path, "llvm-mc", found[1], "")
    lines = [*text.splitlines(), *said.decode("utf-8", "replace").splitlines(), "nothing"]
    raise GasmacroError(f"is neither GNU as nor LLVM's assembler: --version prints {lines[0][:80]!a}", file=path)


def assemblers(programs: Iterable[Program], archs: Iterable[str], notes: list[str]) -> Iterator[Assembler]:
    """The programs for each of the architectures that they assemble for. Why one is left out goes to `notes`."""
    chosen = tuple(archs)
    for program in programs:
        try:
            family, release = parse_range(f"{program.family}@{program.full}")[-1]
        except UsageError as error:
            notes.append(f"{program.path}: {error}")
            continue
        for arch in chosen:
            if arch not in program.architectures() or not knows(family, release, arch):
                continue
            made = Assembler(
                f"{family}@{release}", family, release, program.full, arch, (program.path,), options(program.kind, arch)
            )  # fmt: skip
            if assemble(b"", made).accepted:
                yield made
            elif program.kind == "as" and arch == program.architectures()[0]:
                notes.append(f"{program.path}: makes no ELF object for {arch}")
