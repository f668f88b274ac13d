"""Android NDK r26."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r26",
    title="Android NDK r26",
    asks={"clang": "17"},
    source=(
        "https://github.com/android/ndk/wiki/Changelog-r26 (clang-r487747); GNU as went with r24: "
        "https://github.com/android/ndk/wiki/Changelog-r24"
    ),
    remark="clang-r487747 is a snapshot of LLVM's main branch before release 17.",
)
