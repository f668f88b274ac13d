"""Trusted Firmware-A: 64-bit Arm, but what stands in folders of 32 bits."""

from __future__ import annotations

from gasmacro.source.setting import Setting
from gasmacro.source.trees import Tree

_NARROW = ("aarch32", "sp_min", "armv7", "cortex_a5.", "cortex_a7.", "cortex_a9.", "cortex_a12.", "cortex_a15.")


def _setting(path: str) -> Setting:
    arch, other = ("aarch32", "aarch64") if any(name in path for name in _NARROW) else ("aarch64", "aarch32")
    return Setting(
        arch="arm" if arch == "aarch32" else "aarch64",
        include_dirs=(
            "include",
            f"include/arch/{arch}",
            f"include/lib/cpus/{arch}",
            f"include/lib/el3_runtime/{arch}",
            "include/plat/common",
            "include/plat/arm/common",
            f"include/plat/arm/common/{arch}",
            f"include/lib/libc/{arch}",
            "include/lib/libc",
        ),
        defines=(f"__{arch}__",),
        undefines=(f"__{other}__",),
    )


TREE = Tree("Trusted Firmware-A", ("bl1", "bl31", "include/lib/cpus", "plat"), _setting)
