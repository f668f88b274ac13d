"""LoongArch: 64-bit LoongArch, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

ARCH = Architecture(
    name="loongarch64",
    title="LoongArch",
    triple="loongarch64-linux-gnu",
    spelled=r"loongarch",
    since={"gas": "2.38", "clang": "16"},
    gas={
        "line_comments": ("#",),
        "line_start_comments": (),
        "separators": ";",
        "blank_before": blank_keepers(),
        "blank_after": blank_keepers(),
        "immediate_prefix": "",
        "register_prefix": "$",
        "instruction_width": None,
    },
    clang={
        "line_comments": ("#", "//"),
        "line_start_comments": (),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?@",
        "immediate_prefix": "",
        "register_prefix": "$",
        "instruction_width": None,
    },
    clang_rows=(Row("identifier_inside", ".$?", since="23", fixtures=("name-004",)),),
    operands={"": ("$r4", "$r5", "$r6", "$r7", "$r8"), "z": ("$r4", "$r5", "$r6", "$r7", "$r8")},
)
