"""newlib and libgloss: the architecture by folder."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_ARCHES = {
    "aarch64": "aarch64",
    "arm": "arm",
    "i386": "i386",
    "mips": "mips",
    "powerpc": "powerpc64le",
    "riscv": "riscv64",
    "x86_64": "x86_64",
}


def _setting(path: str) -> Setting:
    parts = path.split("/")
    place = (
        parts.index("machine") + 1 if "machine" in parts else parts.index("libgloss") + 1 if "libgloss" in parts else 0
    )
    name = parts[place] if 0 < place < len(parts) - 1 else ""
    arch = _ARCHES.get(name, "")
    if not arch and path.endswith((".S", ".s")) and "/" in path:
        return Setting(skipped="an architecture that gasmacro does not model, or that its place does not tell")
    own = (f"newlib/libc/machine/{name}",) if arch else ()
    return Setting(arch=arch, include_dirs=("include", "newlib/libc/include", *own))


TREE = Tree("newlib", ("newlib/libc", "libgloss", "newlib/libm"), _setting)
