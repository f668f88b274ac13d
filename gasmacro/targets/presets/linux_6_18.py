"""Linux 6.18."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.18",
    title="Linux 6.18",
    asks={"gas": "2.30+", "clang": "15.0.0+"},
    asks_on={"loongarch64": {"clang": "18.0.0+"}},
    source=("https://www.kernel.org/doc/html/v6.18/process/changes.html, scripts/min-tool-version.sh of Linux 6.18"),
)
