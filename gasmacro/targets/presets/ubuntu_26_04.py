"""Ubuntu 26.04 LTS (resolute)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ubuntu-26.04",
    title="Ubuntu 26.04 LTS (resolute)",
    asks={"gas": "2.46", "clang": "21"},
    sources=(
        "https://packages.ubuntu.com/resolute/binutils (2.46-3ubuntu2)",
        "https://packages.ubuntu.com/clang (1:21.1.6-71)",
    ),
)
