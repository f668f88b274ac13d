"""s2n-bignum: an architecture for each folder."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_ARCHES = {"arm": "aarch64", "riscv": "riscv64", "x86": "x86_64", "x86_att": "x86_64"}


def _setting(path: str) -> Setting:
    return Setting(arch=_ARCHES.get(path.split("/", maxsplit=1)[0], ""), include_dirs=("include",))


TREE = Tree("s2n-bignum", ("include/s2n-bignum.h", "arm", "x86"), _setting)
