"""mpg123: the architecture by the names of files."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_NAMES = (("neon64", "aarch64"), ("neon", "arm"), ("_arm", "arm"), ("x86_64", "x86_64"), ("avx", "x86_64"))


def _setting(path: str) -> Setting:
    name = path.rsplit("/", 1)[-1]
    arch = next((arch for part, arch in _NAMES if part in name), "i386" if path.endswith(".S") else "")
    return Setting(arch=arch, include_dirs=("src/libmpg123", "src/include", "src"))


TREE = Tree("mpg123", ("configure.ac", "src/libmpg123/mangle.h"), _setting)
