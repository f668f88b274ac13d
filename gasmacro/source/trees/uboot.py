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
# Folders and files of 64-bit Arm whose names do not say so.
_WIDE_PLACES = (
    "aarch64",
    "arm64",
    "armada8k",
    "armv8",
    "ccn504",
    "fsl-layerscape",
    "lowlevel_init_gen3",
    "mach-apple",
    "mach-imx/imx8",
    "mach-imx/imx9",
    "mach-mediatek/mt79",
    "mach-mediatek/mt85",
    "mach-octeontx",
    "mach-rockchip/rk3399",
    "tegra186",
    "x86_64",
)
_NARROW = ("/div64.S", "/div64.s")
# Sources outside `arch/` that are for one architecture, by their beginnings; "" for one that is not modelled.
_SINGLE = (
    ("board/armltd/integrator/", "arm"),
    ("board/armltd/", "aarch64"),
    ("board/cortina/presidio-asic/", "aarch64"),
    ("board/emulation/qemu-sbsa/", "aarch64"),
    ("board/freescale/", "arm"),
    ("board/google/", "i386"),
    ("board/imgtec/", "mips"),
    ("board/raspberrypi/", "arm"),
    ("board/renesas/grpeach/", "arm"),
    ("board/renesas/r2dplus/", ""),
    ("board/samsung/", "arm"),
    ("board/sysam/", ""),
    ("board/xilinx/zynqmp/", "aarch64"),
    ("common/spl/spl_optee.S", "arm"),
    ("examples/standalone/ppc", "powerpc64le"),
    ("post/lib_powerpc/", "powerpc64le"),
)


def _setting(path: str) -> Setting:
    if by_folder(path, _OTHER):
        return Setting(skipped=f"{path.split('/')[1]}, an architecture that gasmacro does not model")
    arch = by_folder(path, _ARCHES) or next((arch for begin, arch in _SINGLE if path.startswith(begin)), None)
    if arch == "":
        return Setting(skipped="an architecture that gasmacro does not model")
    if arch is None and path.endswith(".S") and "/" in path:
        return Setting(skipped="of an architecture that its place does not tell: choose one with --arch")
    stem = path.rsplit(".", 1)[0]
    wide = (stem.endswith("64") and not path.endswith(_NARROW)) or any(name in path for name in _WIDE_PLACES)
    arch = _WIDE.get(arch or "", arch) if wide else arch
    folder = f"arch/{_FOLDERS.get(arch or '', arch or 'sandbox')}"
    return Setting(
        arch=arch or "",
        include_dirs=("include", f"{folder}/include", f"{folder}/thumb1/include", "."),
        defines=("__KERNEL__", "__UBOOT__", *(("CONFIG_ARM64",) if arch == "aarch64" else ())),
        undefines=("CONFIG_ARM64",) if arch == "arm" else (),
    )


TREE = Tree("U-Boot", ("Kconfig", "config.mk", "include/u-boot", "arch", "board"), _setting)
