"""Debian 12 (bookworm)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-12",
    title="Debian 12 (bookworm)",
    asks={"gas": "2.40", "clang": "14"},
    sources=(
        "https://packages.debian.org/bookworm/binutils (2.40-2)",
        "https://packages.debian.org/bookworm/clang (1:14.0-55.7~deb12u1)",
    ),
)
