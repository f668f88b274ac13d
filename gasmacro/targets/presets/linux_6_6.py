"""Linux 6.6."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.6",
    title="Linux 6.6",
    asks={"gas": "2.25+", "clang": "11.0.0+"},
    asks_on={"s390x": {"clang": "15.0.0+"}},
    sources=(
        "https://www.kernel.org/doc/html/v6.6/process/changes.html",
        "scripts/min-tool-version.sh of Linux 6.6",
    ),
)
