"""FFmpeg: the architecture by folder; its configuration stands in a generated `config.h`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "aarch64": "aarch64",
    "arm": "arm",
    "loongarch": "loongarch64",
    "mips": "mips",
    "neon": "aarch64",
    "ppc": "powerpc64le",
    "riscv": "riscv64",
    "x86": "x86_64",
}
_NAMES = {
    "AARCH64": "aarch64",
    "ARM": "arm",
    "LOONGARCH": "loongarch64",
    "LOONGARCH64": "loongarch64",
    "MIPS": "mips",
    "PPC": "powerpc64le",
    "RISCV": "riscv64",
    "X86": "x86_64",
    "X86_64": "x86_64",
}


def _setting(path: str) -> Setting:
    if path.endswith(".asm"):
        return Setting(skipped="of another assembler, NASM")
    arch = by_folder(path, _ARCHES)
    # The configuration tries `.func`, and switches it off where the assembler does not have it.
    return Setting(
        arch=arch,
        include_dirs=(".",),
        defines=("HAVE_AS_FUNC=0", *(f"ARCH_{name}={int(whose == arch)}" for name, whose in _NAMES.items() if arch)),
    )


TREE = Tree("FFmpeg", ("configure", "ffbuild", "libavcodec", "libavutil"), _setting)
