"""x264: the architecture by folder; its configuration stands in a generated `config.h`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {"aarch64": "aarch64", "arm": "arm", "loongarch": "loongarch64", "mips": "mips", "ppc": "powerpc64le"}


def _setting(path: str) -> Setting:
    if path.endswith(".asm"):
        return Setting(skipped="of another assembler, NASM")
    arch = by_folder(path, _ARCHES)
    if path.startswith("tools/checkasm-"):
        arch = _ARCHES.get(path.removeprefix("tools/checkasm-").partition(".")[0], "")
    # The configuration tries `.func`, and switches it off where the assembler does not have it.
    return Setting(arch=arch, include_dirs=(".", f"common/{arch}"), defines=("HAVE_AS_FUNC=0",))


TREE = Tree("x264", ("configure", "x264.h", "common/aarch64", "encoder"), _setting)
