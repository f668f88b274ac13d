"""Android NDK r27."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r27",
    title="Android NDK r27",
    asks={"clang": "18"},
    sources=(
        "https://github.com/android/ndk/wiki/Changelog-r27 (clang-r522817d)",
        "https://github.com/fuqiuluo/amice/issues/51 (which calls itself 18.0.3)",
        "https://github.com/android/ndk/wiki/Changelog-r24 (GNU as is gone)",
    ),
    remark="clang-r522817 is a snapshot of LLVM's main branch before release 18.",
)
