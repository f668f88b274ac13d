"""Linux 5.10."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-5.10",
    title="Linux 5.10",
    asks={"gas": "2.23+", "clang": "10.0.1+"},
    sources=("Documentation/process/changes.rst of Linux 5.10.223",),
)
