"""Android NDK r25."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r25",
    title="Android NDK r25",
    asks={"clang": "14"},
    sources=(
        "https://github.com/android/ndk/wiki/Changelog-r25 (clang-r450784d1, LLVM 14)",
        "https://github.com/android/ndk/wiki/Changelog-r24 (GNU as is gone)",
    ),
    remark="clang-r450784 is a snapshot of LLVM's main branch before release 14.",
)
