"""One compiler command for a `.S` becomes one preprocessed file and what its assembler would be told.

In: the command (`gcc ... -c -o x.o x.S`) and the folder that it runs in.  Out: a `Source`.  Rule: the compiler itself
says what it would hand to its assembler (`gcc -###`); the same command with `-E` writes the file, line markers kept.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.corpus.store import Source, home

_OF_DEPENDENCIES = re.compile(r"-Wp,-M|-M[DMP]*$")
# What names the width alone: the assembler chosen for the architecture has it already.
_WIDTHS = {"--64", "--32", "--x32"}
# Debugging information that the assembler makes itself tells its input's lines, which are no part of what a line means.
_OF_LINES = re.compile(r"-g|--gdwarf|--gstabs")


class Refused(Exception):  # noqa: N818 - a result, not a fault
    """The preprocessor rejected the source; the message is its own first line."""


def preprocess(
    command: Sequence[str], *, folder: Path, group: str, arch: str, name: str, environment: dict[str, str]
) -> Source:
    """Preprocess with `command`, which compiles one source; `name` is the file's path within the set `group`, without
    suffix."""
    origin = command[-1]
    kept = [each for each in command if not _OF_DEPENDENCIES.match(each)]
    output = kept.index("-o")
    base = [*kept[:output], *kept[output + 2 :]]
    base.remove("-c")
    target = home() / "files" / group / f"{name}.s"
    target.parent.mkdir(parents=True, exist_ok=True)
    done = _run([base[0], "-E", "-o", str(target), *base[1:]], folder, environment)
    if done.returncode:
        target.unlink(missing_ok=True)
        errors = re.search(r"^.*error:.*$", done.stderr, re.MULTILINE)
        raise Refused(errors[0] if errors else done.stderr.strip()[-200:])
    _stand_in_for_binaries(target, folder)
    wide, options, include = _assembler_options(base, folder, environment)
    return Source(
        name=f"{group}/{name}.s",
        set=group,
        arch={"x86_64": {"--64": "x86_64", "--32": "i386"}}.get(arch, {}).get(wide, arch),
        file=target,
        origin=origin,
        folder=str(folder),
        include=(str(folder), *include),
        gas=tuple(options),
        clang=tuple(_for_clang(arch, options)),
        command=tuple(kept),
    )


def _stand_in_for_binaries(source: Path, folder: Path) -> None:
    """An empty file for each product of the build that `.incbin` names and nobody made."""
    for name in re.findall(r'\.incbin\s+"([^"]+)"', source.read_text(errors="surrogateescape")):
        path = folder / name
        if not path.exists() and home() / "build" in path.resolve().parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _assembler_options(
    base: Sequence[str], folder: Path, environment: dict[str, str]
) -> tuple[str, list[str], list[str]]:
    said = _run([base[0], "-###", "-c", "-o", "x.o", *base[1:]], folder, environment).stderr
    line = next((each for each in said.splitlines() if re.match(r' "?\S*\bas"? ', each)), None)
    if line is None:  # clang is its own assembler
        return "", [], []
    words = shlex.split(line)[1:-1]
    wide, options, include = "", [], []
    position = 0
    while position < len(words):
        word = words[position]
        if word in {"-o", "-I"}:
            position += 1
            if word == "-I":
                include.append(os.path.normpath(folder / words[position]))
        elif word.startswith("-I"):
            include.append(os.path.normpath(folder / word[2:]))
        elif word in _WIDTHS:
            wide = word
        elif not _OF_LINES.match(word):
            options.append(word)
        position += 1
    return wide, options, [each for each in dict.fromkeys(include) if Path(each).is_dir()]


def _for_clang(arch: str, options: Sequence[str]) -> list[str]:
    """What makes LLVM's assembler know the instructions that `options` make GNU as know."""
    if arch == "arm":
        return ["-triple=thumbv7-linux-gnueabihf"] if "-mthumb" in options else []
    if arch == "riscv64":
        match = re.search(r"-march=rv64([a-z]+)(\w*)", " ".join(options))
        return [f"-mattr={_riscv_features(match[1], match[2])}"] if match else []
    return []


def _riscv_features(letters: str, more: str) -> str:
    names = [*letters.replace("g", "imafd_").replace("_", ""), *more.split("_")]
    return ",".join(f"+{name}" for name in names if name not in {"", "i"})
