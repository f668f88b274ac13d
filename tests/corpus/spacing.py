"""Compare our preprocessing with real preprocessors on the corpus: `python -m tests.corpus.spacing [--sample N]`.

In: the manifests that `fetch` wrote, the compilers that made them, and clang 19.  Out: a table, and the first line that
differs of each file that does; status 1 when any does.  Rule: the lines of `-E -P` that are not empty, without the
blanks at their start, must be ours to the blank.  GNU as reads what gcc writes, LLVM what clang writes; a file that the
real preprocessor refuses is left out, and counted.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from gasmacro.errors import GasmacroError
from gasmacro.source.files import Disk, decode
from gasmacro.source.preprocessed import preprocess
from gasmacro.source.setting import Setting
from gasmacro.targets.arch import architecture
from gasmacro.targets.preprocessors import preprocessor
from tests.corpus import toolchain
from tests.corpus.run import sample
from tests.corpus.store import Source, home, sources
from tests.evidence.predefined import recorded

_PASSED_OVER = re.compile(r'# \d+ "|#pragma ')
_TAKES_NEXT = {"-I": "include_dirs", "-iquote": "quote_dirs", "-isystem": "system_dirs", "-include": "includes",
               "-D": "defines", "-U": "undefines"}  # fmt: skip


@dataclasses.dataclass
class Result:
    """What became of one file for one family: `said` is "same", "differs", "refused" (by the real one) or "error"."""

    name: str
    family: str
    said: str
    detail: str = ""
    seconds: float = 0.0


def parsed(command: Sequence[str], folder: str) -> tuple[Setting, list[str]]:
    """What a command says to its preprocessor, and the words that choose the machine; not what moves `__FILE__`."""
    lists: dict[str, list[str]] = {name: [] for name in _TAKES_NEXT.values()}
    machine: list[str] = []
    words = iter(command[1:-1])
    for word in words:
        option = next((each for each in sorted(_TAKES_NEXT, key=len, reverse=True) if word.startswith(each)), "")
        if option:
            value = word[len(option) :] or next(words)
            if option not in ("-D", "-U"):
                value = os.path.normpath(os.path.join(folder, value))
            lists[_TAKES_NEXT[option]].append(value)
        elif word == "-o":
            next(words)
        elif not word.startswith("-fmacro-prefix-map=") and word.startswith(
            ("-m", "-f", "-std", "-O", "--target", "-ansi", "-pthread", "-g")
        ):
            machine.append(word)
    return Setting(root="/", **lists), machine  # type: ignore[arg-type]


def options(setting: Setting) -> list[str]:
    """A setting as options of a compiler."""
    return [
        *(f"-iquote{each}" for each in setting.quote_dirs),
        *(f"-I{each}" for each in setting.include_dirs),
        *(f"-isystem{each}" for each in setting.system_dirs),
        *(word for each in setting.includes for word in ("-include", each)),
        *(f"-D{each}" for each in setting.defines),
        *(f"-U{each}" for each in setting.undefines),
    ]


@functools.cache
def names_of(command: tuple[str, ...]) -> dict[str, str]:
    """The names that a compiler defines by itself."""
    return recorded(list(command))


def real(compiler: Sequence[str], setting: Setting, path: str, folder: str) -> str | None:
    """What a real preprocessor writes, None where it refuses."""
    command = [*compiler, "-nostdinc", *options(setting), "-E", "-P", "-x", "assembler-with-cpp", path]
    done = subprocess.run(command, cwd=folder, env=toolchain.environment(), capture_output=True, check=False)
    return decode(done.stdout) if done.returncode == 0 else None


def lines(text: str) -> list[str]:
    """The lines that count, without blanks around them: no markers, no `#pragma`, which assemblers pass over."""
    return [line.strip(" \t") for line in text.split("\n") if line.strip(" \t") and not _PASSED_OVER.match(line)]


def compare(source: Source) -> list[Result]:
    """Our text of one file against gcc's and clang's."""
    path = os.path.normpath(os.path.join(source.folder, source.origin))
    setting, machine = parsed(source.command, source.folder)
    with open(path, "rb") as stream:
        text = decode(stream.read())
    known = sorted(compilers(source, machine).items())
    return [_one(source, family, compiler, setting, text, path) for family, compiler in known]


def compilers(source: Source, machine: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Family to the compiler that preprocesses for it; `machine` are the words that choose the machine."""
    found: dict[str, tuple[str, ...]] = {"clang": (*toolchain.clang(), f"--target={architecture(source.arch).triple}")}
    if "clang" not in source.command[0]:
        found["gas"] = (source.command[0], *machine)
    return found


def given(source: Source, family: str, compiler: tuple[str, ...], setting: Setting) -> Setting:
    """A setting with the names that a compiler defines by itself, where ours are others."""
    ours, theirs = preprocessor(family, source.arch).names, names_of(compiler)
    more = [f"{name}={value}" for name, value in theirs.items() if ours.get(name) != value]
    less = [name for name in ours if name not in theirs]
    return Setting(
        include_dirs=setting.include_dirs, quote_dirs=setting.quote_dirs, system_dirs=setting.system_dirs,
        includes=setting.includes, defines=(*more, *setting.defines), undefines=(*less, *setting.undefines), root="/",
    )  # fmt: skip


def _one(source: Source, family: str, compiler: tuple[str, ...], setting: Setting, text: str, path: str) -> Result:
    expected = real(compiler, setting, path, source.folder)
    if expected is None:
        return Result(source.name, family, "refused")
    known = given(source, family, compiler, setting)
    files = Disk(os.path.dirname(path), known.folders(), known.root)
    start = time.process_time()
    try:
        made = preprocess(text, path, families=(family,), arch=source.arch, setting=known, files=files)[family].text
    except GasmacroError as error:
        return Result(source.name, family, "error", str(error))
    seconds = time.process_time() - start
    mine, wanted = lines(made), lines(expected)
    if mine == wanted:
        return Result(source.name, family, "same", seconds=seconds)
    at = next((index for index, pair in enumerate(zip(mine, wanted, strict=False)) if pair[0] != pair[1]), len(wanted))
    detail = f"line {at + 1}: ours {mine[at : at + 1]} theirs {wanted[at : at + 1]}"
    return Result(source.name, family, "differs", detail[:400], seconds)


def main(arguments: list[str] | None = None) -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.spacing", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N files instead of all")
    parser.add_argument("--seed", type=int, default=0, help="which sample (default 0)")
    parser.add_argument("--set", action="append", default=[], help="only sets whose names start so")
    parser.add_argument("--match", default="", help="only files whose names hold this")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    chosen = parser.parse_args(arguments)
    every = [each for each in sources(chosen.set) if chosen.match in each.name and each.command]
    if not every:
        parser.error(f"no such files in {home()}; python -m tests.corpus.fetch makes the corpus")
    picked = sample(every, chosen.sample, chosen.seed) if chosen.sample else every
    with ProcessPoolExecutor(chosen.jobs) as pool:
        results = [result for found in pool.map(compare, picked) for result in found]
    counts = Counter((result.family, result.said) for result in results)
    for result in results:
        if result.said in ("differs", "error"):
            print(f"{result.name} {result.family}: {result.said}: {result.detail}")
    for family in sorted({result.family for result in results}):
        kinds = ", ".join(f"{counts[family, kind]} {kind}" for kind in ("same", "differs", "error", "refused"))
        spent = [result.seconds for result in results if result.family == family and result.seconds]
        slowest = f"; slowest {max(spent):.2f} s, mean {sum(spent) / len(spent):.2f} s" if spent else ""
        print(f"{family}: {kinds}{slowest}")
    return 1 if any(result.said in ("differs", "error") for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
