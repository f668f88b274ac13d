"""Debian stable, which is 13 (trixie)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-stable",
    title="Debian stable, which is 13 (trixie)",
    asks={"gas": "2.44", "clang": "19"},
    sources=(
        "https://packages.debian.org/stable/binutils (2.44-3)",
        "https://packages.debian.org/stable/clang (1:19.0-63)",
        "https://www.debian.org/releases/ (which release is stable)",
    ),
)
