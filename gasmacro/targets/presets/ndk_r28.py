"""Android NDK r28."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r28",
    title="Android NDK r28",
    asks={"clang": "19"},
    sources=(
        "https://android.googlesource.com/platform/ndk/+/main/docs/changelogs/Changelog-r28.md (r530567e: clang 19.0)",
        "https://github.com/android/ndk/wiki/Changelog-r24 (GNU as is gone)",
    ),
    remark="clang-r530567 is a snapshot of LLVM's main branch before release 19.",
)
