"""Android NDK r28."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="ndk-r28",
    title="Android NDK r28",
    asks={"clang": "19"},
    source=(
        "https://github.com/android/ndk/wiki/Changelog-r28 (clang-r530567); GNU as went with r24: "
        "https://github.com/android/ndk/wiki/Changelog-r24"
    ),
    remark="clang-r530567 is a snapshot of LLVM's main branch before release 19.",
)
