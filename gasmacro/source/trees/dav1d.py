"""dav1d: the architecture by folder; its configuration stands in a generated `config.h`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {"loongarch": "loongarch64", "ppc": "powerpc64le", "riscv": "riscv64", "arm": "aarch64", "x86": "x86_64"}
_WIDTHS = {"arm/32": "arm", "arm/64": "aarch64"}
_NAMES = ("AARCH64", "ARM", "LOONGARCH", "LOONGARCH32", "LOONGARCH64", "PPC64LE", "RISCV", "RV64", "X86", "X86_64")
_ITS = {
    "aarch64": ("AARCH64",),
    "arm": ("ARM",),
    "loongarch64": ("LOONGARCH", "LOONGARCH64"),
    "powerpc64le": ("PPC64LE",),
    "riscv64": ("RISCV", "RV64"),
    "x86_64": ("X86", "X86_64"),
}


def _setting(path: str) -> Setting:
    if path.endswith(".asm"):
        return Setting(skipped="of another assembler, NASM")
    arch = next((arch for folder, arch in _WIDTHS.items() if f"/{folder}/" in path), by_folder(path, _ARCHES))
    if path.endswith("_32.S"):
        arch = "arm"
    its = _ITS.get(arch, ())
    # The configuration tries `.func`, and switches it off where the assembler does not have it.
    return Setting(
        arch=arch,
        include_dirs=(".", "include", "include/dav1d", "src"),
        defines=("HAVE_AS_FUNC=0", "PREFIX=0", *(f"ARCH_{name}={int(name in its)}" for name in _NAMES if its)),
    )


TREE = Tree("dav1d", ("meson.build", "include/dav1d/dav1d.h", "src/arm/asm.S"), _setting)
