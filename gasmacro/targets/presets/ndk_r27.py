"""Android NDK r27."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r27",
    title="Android NDK r27",
    asks={"clang": "18"},
    source=(
        "https://github.com/android/ndk/wiki/Changelog-r27 (clang-r522817); GNU as went with r24: "
        "https://github.com/android/ndk/wiki/Changelog-r24"
    ),
    remark="clang-r522817 is a snapshot of LLVM's main branch before release 18.",
)
