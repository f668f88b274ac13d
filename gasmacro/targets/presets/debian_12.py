"""Debian 12 (bookworm)."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="debian-12",
    title="Debian 12 (bookworm)",
    asks={"gas": "2.40", "clang": "14"},
    source="https://packages.debian.org/bookworm/binutils, https://packages.debian.org/bookworm/clang",
)
