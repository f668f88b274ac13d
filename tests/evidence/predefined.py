"""Record the names that compilers define before the first line: `python -m tests.evidence.predefined`.

In: the compilers that the corpus is made with.  Out: `gasmacro/targets/predefined/FAMILY.txt` and `FAMILY-ARCH.txt`.
Rule: `-dM -E -x assembler-with-cpp` of an empty file; what all architectures of a family share stands in the family's
file.  GNU as on an architecture that Debian 12 has no gcc for takes clang's names that say the architecture.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from gasmacro.targets.arch import architecture, names
from tests.corpus import toolchain

FOLDER = Path(__file__).resolve().parents[2] / "gasmacro/targets/predefined"
_DEFINE = re.compile(r"#define (\S+) ?(.*)")
_NARROW = {"i386": ("-m32",)}


def commands(arch: str) -> dict[str, list[str]]:
    """Family to its compiler for an architecture."""
    found = {"clang": [*toolchain.clang(), f"--target={architecture(arch).triple}"]}
    if arch not in toolchain.CLANG_TARGETS:
        found["gas"] = [*toolchain.compiler(arch), *_NARROW.get(arch, ())]
    return found


def recorded(command: list[str]) -> dict[str, str]:
    """The names that a compiler defines."""
    done = subprocess.run(
        [*command, "-dM", "-E", "-x", "assembler-with-cpp", "/dev/null"],
        env=toolchain.environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    pairs = [_DEFINE.fullmatch(line) for line in done.stdout.splitlines()]
    return dict(sorted((pair[1], pair[2]) for pair in pairs if pair))


def shared(tables: dict[str, dict[str, str]]) -> dict[str, str]:
    """What all architectures define alike."""
    first, *others = tables.values()
    return {name: text for name, text in first.items() if all(table.get(name) == text for table in others)}


def main() -> None:
    tables: dict[str, dict[str, dict[str, str]]] = {"gas": {}, "clang": {}}
    for arch in names():
        for family, command in commands(arch).items():
            tables[family][arch] = recorded(command)
    common = {family: shared(table) for family, table in tables.items()}
    for arch, table in tables["clang"].items():
        if arch not in tables["gas"]:
            says = {name: text for name, text in table.items() if arch.rstrip("0123456789") in name.lower()}
            tables["gas"][arch] = {**common["gas"], **says}
    FOLDER.mkdir(exist_ok=True)
    for family, by_arch in tables.items():
        _write(FOLDER / f"{family}.txt", common[family])
        for arch, table in by_arch.items():
            own = {name: text for name, text in table.items() if common[family].get(name) != text}
            _write(FOLDER / f"{family}-{arch}.txt", own)


def _write(path: Path, table: dict[str, str]) -> None:
    path.write_text("".join(f"{name} {text}".rstrip() + "\n" for name, text in table.items()))


if __name__ == "__main__":
    main()
