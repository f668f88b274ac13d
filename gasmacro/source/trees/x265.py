"""x265: the architecture by folder or, of its tests, by name."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {"aarch64": "aarch64", "arm": "arm", "ppc": "powerpc64le", "riscv64": "riscv64"}


def _setting(path: str) -> Setting:
    if path.endswith(".asm"):
        return Setting(skipped="of another assembler, NASM")
    arch = "arm" if path.endswith("checkasm-arm.S") else by_folder(path, _ARCHES)
    return Setting(arch=arch, include_dirs=("source", "source/common", *((f"source/common/{arch}",) if arch else ())))


TREE = Tree("x265", ("source/x265.h", "source/common", "source/encoder", "x265Version.txt"), _setting)
