"""Android NDK r26."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r26",
    title="Android NDK r26",
    asks={"clang": "17"},
    sources=(
        "https://github.com/android/ndk/wiki/Changelog-r26 (clang-r487747e)",
        "https://github.com/dotnet/android/pull/8732 (which calls itself 17.0.2)",
        "https://github.com/android/ndk/wiki/Changelog-r24 (GNU as is gone)",
    ),
    remark="clang-r487747 is a snapshot of LLVM's main branch before release 17.",
)
