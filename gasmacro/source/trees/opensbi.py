"""OpenSBI: 64-bit RISC-V."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree


def _setting(path: str) -> Setting:
    return Setting(
        arch="riscv64", include_dirs=("include", "firmware"), defines=("__riscv", "__riscv_xlen=64", "OPENSBI")
    )


TREE = Tree("OpenSBI", ("firmware/fw_base.S", "include/sbi", "lib/sbi"), _setting)
