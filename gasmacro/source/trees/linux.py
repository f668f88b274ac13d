"""Linux: the architecture is that of `arch/<name>/`; no build is needed."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

# Folders of `arch/` to architectures; the others are left out.
_ARCHES = {
    "arm": "arm",
    "arm64": "aarch64",
    "loongarch": "loongarch64",
    "mips": "mips",
    "powerpc": "powerpc64le",
    "riscv": "riscv64",
    "s390": "s390x",
    "x86": "x86_64",
}
# The same for folders that are named otherwise below `tools/` and `drivers/`.
_ELSEWHERE = {**_ARCHES, "aarch64": "aarch64", "coresight": "aarch64", "s390x": "s390x", "x86_64": "x86_64"}
_FOLDERS = {arch: folder for folder, arch in _ARCHES.items()} | {"i386": "x86"}
_OTHER = frozenset(
    ("alpha", "arc", "csky", "hexagon", "m68k", "microblaze", "nios2", "openrisc", "parisc", "sh", "sparc", "xtensa")
)
# Sources outside `arch/` that are for one architecture, by their beginnings; "" for one that is not modelled.
_SINGLE = (
    ("drivers/block/swim_asm.S", ""),
    ("drivers/char/hw_random/n2-asm.S", ""),
    ("drivers/crypto/n2_asm.S", ""),
    ("drivers/memory/ti-emif-sram-pm.S", "arm"),
    ("drivers/net/wan/wanxlfw.S", ""),
    ("drivers/soc/bcm/brcmstb/pm/s2-mips.S", "mips"),
    ("drivers/soc/bcm/brcmstb/pm/s3-mips.S", "mips"),
    ("drivers/watchdog/octeon-wdt-nmi.S", "mips"),
)
# What the configuration of an architecture always says.
_CONFIGURED = {
    "x86_64": ("CONFIG_X86", "CONFIG_X86_64", "CONFIG_64BIT"),
    "i386": ("CONFIG_X86", "CONFIG_X86_32"),
    "arm": ("CONFIG_ARM",),
    "aarch64": ("CONFIG_ARM64", "CONFIG_64BIT"),
    "loongarch64": ("CONFIG_LOONGARCH", "CONFIG_64BIT"),
    "mips": ("CONFIG_MIPS",),
    "powerpc64le": ("CONFIG_PPC", "CONFIG_PPC64", "CONFIG_64BIT", "CONFIG_CPU_LITTLE_ENDIAN"),
    "riscv64": ("CONFIG_RISCV", "CONFIG_64BIT"),
    "s390x": ("CONFIG_S390", "CONFIG_64BIT"),
}
_NEVER = {
    "x86_64": ("CONFIG_X86_32",),
    "i386": ("CONFIG_X86_64", "CONFIG_64BIT"),
    "arm": ("CONFIG_64BIT",),
    "riscv64": ("CONFIG_32BIT",),
    "powerpc64le": ("CONFIG_PPC32", "CONFIG_CPU_BIG_ENDIAN"),
}


def _setting(path: str) -> Setting:
    parts = path.split("/")
    if parts[0] == "arch" and len(parts) > 2:
        if parts[1] in _OTHER:
            return Setting(skipped=f"{parts[1]}, an architecture that gasmacro does not model")
        return _kernel(_x86(path) if parts[1] in ("x86", "um") else _ARCHES.get(parts[1], ""), path)
    for beginning, arch in _SINGLE:
        if path.startswith(beginning):
            return _kernel(arch, path) if arch else Setting(skipped="an architecture that gasmacro does not model")
    if by_folder(path, dict.fromkeys(_OTHER, "other")):
        return Setting(skipped="an architecture that gasmacro does not model")
    arch = by_folder(path, _ELSEWHERE)
    if parts[0] == "tools":
        return _tool(_x86(path) if arch == "x86_64" else arch, path)
    return _kernel(_x86(path) if arch == "x86_64" else arch, path)


def _x86(path: str) -> str:
    """The width of an x86 source: by its name, or its folder."""
    stem = path.rsplit(".", 1)[0]
    if stem.endswith(("_32", "-32", "32.entry")) or "/vdso32/" in path:
        return "i386"
    real_mode = "arch/x86/boot/" in path or "arch/x86/realmode/" in path
    return "i386" if real_mode and "/compressed/" not in path and not stem.endswith("64") else "x86_64"


def _kernel(arch: str, path: str) -> Setting:
    folder = f"arch/{_FOLDERS.get(arch, 'x86')}"
    own = (f"{folder}/boot/dts",) if path.endswith(".dts") else ()
    return Setting(
        arch=arch,
        include_dirs=(
            *own,
            f"{folder}/include",
            f"{folder}/include/generated",
            *((f"{folder}/include/asm/mach-generic", f"{folder}/include/asm/mach-malta") if arch == "mips" else ()),
            "include",
            f"{folder}/include/uapi",
            f"{folder}/include/generated/uapi",
            "include/uapi",
            "include/generated/uapi",
            folder,
        ),
        defines=("__KERNEL__", *_CONFIGURED.get(arch, ())),
        undefines=_NEVER.get(arch, ()),
    )


def _tool(arch: str, path: str) -> Setting:
    folder = f"tools/arch/{_FOLDERS.get(arch, 'x86')}/include"
    own = path.split("/")
    near = tuple("/".join((*own[:end], "include")) for end in range(len(own) - 1, 1, -1))
    return Setting(arch=arch, include_dirs=(*near, "tools/include", folder, "tools/include/uapi"))


TREE = Tree("Linux", ("Kbuild", "Kconfig", "init/main.c", "include/linux/sched.h", "arch"), _setting)
