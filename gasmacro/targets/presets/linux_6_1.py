"""Linux 6.1."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.1",
    title="Linux 6.1",
    asks={"gas": "2.23+", "clang": "11.0.0+"},
    asks_on={"powerpc64le": {"gas": "2.25+"}, "s390x": {"clang": "14.0.0+"}},
    source="https://www.kernel.org/doc/html/v6.1/process/changes.html, scripts/min-tool-version.sh of Linux 6.1",
)
