"""Three kernel files that expand much, one profile, in process: against llvm-mc on the same files.

Rule: each round is a fresh interpreter that has expanded one small source, so that modules and tables are there, and
then expands the files one after the other; counted is its CPU from there, and of llvm-mc that of whole processes.
"""

from __future__ import annotations

import subprocess
from functools import partial

from tests.benchmarks.installed import bin_folder
from tests.benchmarks.measure import Row, clean_environment, cpu, in_turns
from tests.corpus.compare import with_options
from tests.corpus.store import Source, sources
from tests.oracles.assemblers import assemblers

NAMES = (
    "arch/x86/crypto/aes_ctrby8_avx-x86_64.s",
    "arch/x86/crypto/aes-xts-avx-x86_64.s",
    "arch/x86/entry/entry_64.s",
)
_SCRIPT = """
import sys, time
texts = [(path, open(path, encoding="utf-8").read()) for path in sys.argv[2:]]
import gasmacro
gasmacro.expand("x = 1\\n.macro m a\\n.if \\\\a + (x * 2) > 1 && x\\n.endif\\n.endm\\nm 1\\n", assembler=sys.argv[1])
begin = time.process_time()
for path, text in texts:
    assert gasmacro.expand(text, assembler=sys.argv[1], filename=path).text
print(time.process_time() - begin)
"""


def files() -> list[Source]:
    """The three files; RuntimeError when the corpus has not been fetched."""
    found = {each.name.partition("/")[2]: each for each in sources(["linux-x86"])}
    if not found.keys() >= set(NAMES):
        raise RuntimeError("no kernel files: python -m tests.corpus.fetch --set linux-x86 makes them")
    return [found[name] for name in NAMES]


def _expanding(assembler: str, paths: list[str]) -> float:
    command = [str(bin_folder() / "python"), "-c", _SCRIPT, assembler, *paths]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=True)
    return float(done.stdout)


def _assembling(name: str, chosen: list[Source]) -> float:
    assembler = assemblers("x86_64")[name]
    return sum(cpu((*with_options(assembler, each).command, str(each.file), "-o", "/dev/null")) for each in chosen)


def rows(rounds: int) -> list[Row]:
    """Both families, each file apart and all together."""
    chosen = files()
    groups = [*([each] for each in chosen), chosen]
    result = []
    for group in groups:
        paths = [str(each.file) for each in group]
        variants = {name: partial(_expanding, name, paths) for name in ("gas@2.40", "clang@19")}
        real = {f"real {name}": partial(_assembling, name, group) for name in ("gas@2.40", "clang@19")}
        spent = in_turns({**variants, **real}, rounds)
        what = group[0].file.stem if len(group) == 1 else "the three together"
        for name in variants:
            measured = (
                f"{spent[name] * 1000:.0f} ms; llvm-mc 19 {spent['real clang@19'] * 1000:.0f} ms, "
                f"as 2.40 {spent['real gas@2.40'] * 1000:.0f} ms"
            )
            goal = 2.5 if len(group) > 1 else None
            result.append(Row(f"{what}, {name}", measured, spent[name] / spent["real clang@19"], goal))
    return result
