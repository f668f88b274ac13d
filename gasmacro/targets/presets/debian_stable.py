"""Debian stable, which is 13 (trixie)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-stable",
    title="Debian stable, which is 13 (trixie)",
    asks={"gas": "2.44", "clang": "19"},
    source=(
        "https://packages.debian.org/stable/binutils, https://packages.debian.org/stable/clang; the "
        "release that is stable: https://www.debian.org/releases/"
    ),
)
