"""U-Boot: the architecture is that of `arch/<name>/`, 64 bits by the names of folders and files below it."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "arm": "arm",
    "armv8": "aarch64",
    "mips": "mips",
    "powerpc": "powerpc64le",
    "riscv": "riscv64",
    "x86": "i386",
}
_FOLDERS = {"aarch64": "arm", "powerpc64le": "powerpc", "riscv64": "riscv", "x86_64": "x86", "i386": "x86"}
_OTHER = dict.fromkeys(("arc", "m68k", "microblaze", "nios2", "sh", "xtensa"), "other")
_WIDE = {"arm": "aarch64", "i386": "x86_64"}
# Folders of 64-bit Arm whose names do not say so.
_WIDE_FOLDERS = ("arm64", "fsl-layerscape", "mach-apple", "mach-rockchip/rk3399", "x86_64")


def _setting(path: str) -> Setting:
    if by_folder(path, _OTHER):
        return Setting(skipped=f"{path.split('/')[1]}, an architecture that gasmacro does not model")
    arch = by_folder(path, _ARCHES)
    stem = path.rsplit(".", 1)[0]
    if arch in _WIDE and (stem.endswith("64") or "armv8" in path or any(name in path for name in _WIDE_FOLDERS)):
        arch = _WIDE[arch]
    folder = f"arch/{_FOLDERS.get(arch, arch or 'sandbox')}"
    return Setting(
        arch=arch,
        include_dirs=("include", f"{folder}/include", f"{folder}/thumb1/include", "."),
        defines=("__KERNEL__", "__UBOOT__", *(("CONFIG_ARM64",) if arch == "aarch64" else ())),
        undefines=("CONFIG_ARM64",) if arch == "arm" else (),
    )


TREE = Tree("U-Boot", ("Kconfig", "config.mk", "include/u-boot", "arch", "board"), _setting)
