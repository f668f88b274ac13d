"""Ubuntu 24.04 LTS (noble)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ubuntu-24.04",
    title="Ubuntu 24.04 LTS (noble)",
    asks={"gas": "2.42", "clang": "18"},
    sources=(
        "https://packages.ubuntu.com/noble/binutils (2.42-4ubuntu2)",
        "https://packages.ubuntu.com/clang (1:18.0-59~exp2)",
    ),
)
