"""Linux 6.18."""

from __future__ import annotations

from gasmacro.targets.presets import Preset

PRESET = Preset(
    name="linux-6.18",
    title="Linux 6.18",
    asks={"gas": "2.30+", "clang": "15.0.0+"},
    asks_on={"loongarch64": {"clang": "18.0.0+"}},
    sources=(
        "https://tangled.org/tjh.dev/kernel/commit/118c40b7b50340bf7ff7e0adee8e3bab6e552c82 (binutils 2.30, in 6.16)",
        "https://github.com/ClangBuiltLinux/continuous-integration2/pull/883 (LLVM 15, in 6.18)",
        "scripts/min-tool-version.sh of Linux 6.12 and 7.2.13 (LoongArch)",
    ),
)
