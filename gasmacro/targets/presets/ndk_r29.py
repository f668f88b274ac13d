"""Android NDK r29."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r29",
    title="Android NDK r29",
    asks={"clang": "21"},
    sources=(
        "https://android.googlesource.com/platform/ndk/+/main/docs/changelogs/Changelog-r29.md (r563880c: clang 21.0)",
        "https://github.com/android/ndk/wiki/Changelog-r24 (GNU as is gone)",
    ),
    remark="clang-r563880 is a snapshot of LLVM's main branch before release 21.",
)
