"""OpenBLAS: the architecture by folder."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "arm": "arm",
    "arm64": "aarch64",
    "loongarch64": "loongarch64",
    "mips": "mips",
    "mips64": "mips",
    "power": "powerpc64le",
    "riscv64": "riscv64",
    "x86": "i386",
    "x86_64": "x86_64",
    "zarch": "s390x",
}
_OTHER = dict.fromkeys(("alpha", "csky", "e2k", "ia64", "sparc"), "other")


def _setting(path: str) -> Setting:
    if by_folder(path, _OTHER):
        return Setting(skipped="an architecture that gasmacro does not model")
    folder = by_folder(path, {name: name for name in _ARCHES})
    if not folder and path.endswith(".S") and "/" in path:
        return Setting(skipped="of an architecture that its place does not tell: choose one with --arch")
    own = (f"kernel/{folder}",) if folder else ()
    return Setting(arch=_ARCHES.get(folder, ""), include_dirs=(".", *own), defines=("ASSEMBLER",))


TREE = Tree("OpenBLAS", ("TargetList.txt", "cblas.h", "kernel", "interface"), _setting)
