"""libffi: the architecture by folder of `src`."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_ARCHES = {
    "aarch64": "aarch64",
    "arm": "arm",
    "loongarch64": "loongarch64",
    "mips": "mips",
    "powerpc": "powerpc64le",
    "riscv": "riscv64",
    "s390": "s390x",
    "x86": "x86_64",
}
_OTHER_FORMATS = ("aix", "darwin", "win", "masm")


def _setting(path: str) -> Setting:
    parts = path.split("/")
    folder = parts[1] if parts[0] == "src" and len(parts) > 2 else ""
    arch = _ARCHES.get(folder, "")
    if folder and not arch:
        return Setting(skipped=f"{folder}, an architecture that gasmacro does not model")
    name = parts[-1]
    if name.startswith(_OTHER_FORMATS) and name.endswith(".S") and name != "win64.S":
        return Setting(skipped="of another object format")
    if folder == "x86" and not name.endswith("64.S"):
        arch = "i386"
    return Setting(arch=arch, include_dirs=("include", f"src/{folder}", "src") if folder else ("include",))


TREE = Tree("libffi", ("libffi.pc.in", "src", "include/ffi.h.in"), _setting)
