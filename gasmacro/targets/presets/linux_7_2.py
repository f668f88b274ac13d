"""Linux 7.2."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-7.2",
    title="Linux 7.2",
    asks={"gas": "2.30+", "clang": "17.0.1+"},
    asks_on={"loongarch64": {"clang": "18.0.0+"}},
    sources=(
        "Documentation/process/changes.rst of Linux 7.2.13",
        "scripts/min-tool-version.sh of Linux 7.2.13",
    ),
)
