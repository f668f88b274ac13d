"""Linux 6.12."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.12",
    title="Linux 6.12",
    asks={"gas": "2.25+", "clang": "13.0.1+"},
    asks_on={"s390x": {"clang": "15.0.0+"}, "loongarch64": {"clang": "18.0.0+"}},
    sources=(
        "https://www.kernel.org/doc/html/v6.12/process/changes.html",
        "scripts/min-tool-version.sh of Linux 6.12",
    ),
)
