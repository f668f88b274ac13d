"""Linux 5.15."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-5.15",
    title="Linux 5.15",
    asks={"gas": "2.23+", "clang": "10.0.1+"},
    asks_on={"s390x": {"clang": "13.0.0+"}},
    sources=(
        "https://www.kernel.org/doc/html/v5.15/process/changes.html",
        "scripts/min-tool-version.sh of Linux 5.15",
    ),
)
