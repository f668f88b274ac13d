"""libjpeg-turbo: the architecture by folder of `simd`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {"aarch32": "arm", "aarch64": "aarch64", "mips": "mips"}


def _setting(path: str) -> Setting:
    if path.endswith((".asm", ".inc")):
        return Setting(skipped="of another assembler, NASM")
    return Setting(arch=by_folder(path, _ARCHES), include_dirs=(".", "simd"))


TREE = Tree("libjpeg-turbo", ("simd", "jpeglib.h", "turbojpeg.h", "CMakeLists.txt"), _setting)
