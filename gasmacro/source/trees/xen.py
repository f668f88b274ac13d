"""Xen: the hypervisor below `xen/`, of which the architecture is that of `arch/<name>/`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "arm": "aarch64",
    "arm32": "arm",
    "arm64": "aarch64",
    "ppc": "powerpc64le",
    "riscv": "riscv64",
    "x86": "x86_64",
    "x86_64": "x86_64",
    "x86_32": "i386",
    "aarch64": "aarch64",
}
_FOLDERS = {"arm": "arm", "aarch64": "arm", "powerpc64le": "ppc", "riscv64": "riscv", "x86_64": "x86"}
_CONFIGURED = {
    "arm": ("CONFIG_ARM", "CONFIG_ARM_32"),
    "aarch64": ("CONFIG_ARM", "CONFIG_ARM_64", "CONFIG_64BIT"),
    "powerpc64le": ("CONFIG_PPC", "CONFIG_PPC64", "CONFIG_64BIT"),
    "riscv64": ("CONFIG_RISCV", "CONFIG_RISCV_64", "CONFIG_64BIT"),
    "x86_64": ("CONFIG_X86", "CONFIG_64BIT"),
}
_NEVER = {"arm": ("CONFIG_ARM_64", "CONFIG_64BIT"), "aarch64": ("CONFIG_ARM_32",)}


def _setting(path: str) -> Setting:
    arch = by_folder(path, _ARCHES)
    if not path.startswith("xen/"):  # tools and mini-os have flags of their own
        return Setting(arch=arch)
    if path.startswith("xen/arch/x86/boot/") and path.rsplit("/", 1)[1] in ("cmdline.c", "reloc.c"):
        arch = "i386"
    folder = f"xen/arch/{_FOLDERS.get(arch, 'x86')}"
    generic = (f"{folder}/include/asm/mach-generic", f"{folder}/include/asm/mach-default")
    return Setting(
        arch=arch,
        include_dirs=("xen/include", f"{folder}/include", *generic, folder),
        defines=("__XEN__", *_CONFIGURED.get(arch, ())),
        undefines=("__MINIOS__", *_NEVER.get(arch, ())),
    )


TREE = Tree("Xen", ("Config.mk", "xen/Rules.mk", "xen/arch", "xen/include/xen"), _setting)
