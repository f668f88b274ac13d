"""Linux 6.1."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.1",
    title="Linux 6.1",
    asks={"gas": "2.23+", "clang": "11.0.0+"},
    asks_on={"s390x": {"clang": "15.0.0+"}},
    sources=(
        "Documentation/process/changes.rst of Linux 6.1.176",
        "scripts/min-tool-version.sh of Linux 6.1.176",
    ),
)
