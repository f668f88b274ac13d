"""mlkem-native and mldsa-native: the architecture by folder."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree, by_folder

_ARCHES = {
    "aarch64": "aarch64",
    "aarch64_clean": "aarch64",
    "aarch64_opt": "aarch64",
    "aarch64_symbolic": "aarch64",
    "armv81m": "arm",
    "armv81m_clean": "arm",
    "armv81m_opt": "arm",
    "ppc64le": "powerpc64le",
    "riscv64": "riscv64",
    "x86_64": "x86_64",
}


def _setting(path: str) -> Setting:
    return Setting(arch=by_folder(path, _ARCHES), include_dirs=(".", "mlkem", "mlkem/src", "mldsa", "mldsa/src"))


TREE = Tree("mlkem-native", ("BIBLIOGRAPHY.yml", "dev", "scripts/autogen"), _setting)
