"""FreeBSD: the kernel below `sys/<architecture>/`, the libraries by the same names; `machine/` is its includes."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "aarch64": "aarch64",
    "amd64": "x86_64",
    "arm": "arm",
    "arm64": "aarch64",
    "i386": "i386",
    "powerpc": "powerpc64le",
    "powerpc64": "powerpc64le",
    "powerpc64le": "powerpc64le",
    "riscv": "riscv64",
    "x86": "x86_64",
}
_FOLDERS = {"x86_64": "amd64", "aarch64": "arm64", "powerpc64le": "powerpc", "riscv64": "riscv"}


def _setting(path: str) -> Setting:
    arch = by_folder(path, _ARCHES)
    folder = f"sys/{_FOLDERS.get(arch, arch or 'amd64')}/include"
    kernel = path.startswith("sys/")
    return Setting(
        arch=arch,
        include_dirs=("sys", "sys/contrib/ck/include") if kernel else ("sys", "include"),
        defines=("_KERNEL", "LOCORE") if kernel else (),
        renamed=(("machine/", folder), ("x86/", "sys/x86/include")),
    )


TREE = Tree("FreeBSD", ("Makefile.inc1", "sys/kern", "sys/sys/param.h", "sys/conf"), _setting)
