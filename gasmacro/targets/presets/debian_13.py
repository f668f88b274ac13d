"""Debian 13 (trixie)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-13",
    title="Debian 13 (trixie)",
    asks={"gas": "2.44", "clang": "19"},
    sources=(
        "https://packages.debian.org/trixie/binutils (2.44-3)",
        "https://packages.debian.org/trixie/clang (1:19.0-63)",
    ),
)
