"""Debian 11 (bullseye)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-11",
    title="Debian 11 (bullseye)",
    asks={"gas": "2.35.2", "clang": "11"},
    sources=(
        "https://packages.debian.org/bullseye/binutils (2.35.2-2)",
        "https://packages.debian.org/bullseye/clang (1:11.0-51+nmu5)",
    ),
)
