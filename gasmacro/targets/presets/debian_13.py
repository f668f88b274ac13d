"""Debian 13 (trixie)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-13",
    title="Debian 13 (trixie)",
    asks={"gas": "2.44", "clang": "19"},
    source="https://packages.debian.org/trixie/binutils, https://packages.debian.org/trixie/clang",
)
