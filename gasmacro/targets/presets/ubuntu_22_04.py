"""Ubuntu 22.04 LTS (jammy)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ubuntu-22.04",
    title="Ubuntu 22.04 LTS (jammy)",
    asks={"gas": "2.38", "clang": "14"},
    sources=(
        "https://packages.ubuntu.com/jammy/binutils (2.38-3ubuntu1)",
        "https://packages.ubuntu.com/clang (1:14.0-55~exp2)",
    ),
)
