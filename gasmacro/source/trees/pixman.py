"""Pixman: the architecture by the names of files."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_NAMES = (("arma64", "aarch64"), ("a64-", "aarch64"), ("arm-", "arm"), ("neon-test", "arm"), ("mips", "mips"))


def _setting(path: str) -> Setting:
    name = path.rsplit("/", 1)[-1]
    return Setting(arch=next((arch for part, arch in _NAMES if part in name), ""), include_dirs=(".", "pixman"))


TREE = Tree("Pixman", ("pixman/pixman.h", "pixman/pixman-combine32.h", "demos"), _setting)
