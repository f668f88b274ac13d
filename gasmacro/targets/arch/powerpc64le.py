"""PowerPC: 64-bit little-endian PowerPC, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers

ARCH = Architecture(
    name="powerpc64le",
    title="PowerPC",
    triple="powerpc64le-linux-gnu",
    spelled=r"powerpc|ppc",
    gas={
        "line_comments": ("#",),
        "line_start_comments": (),
        "separators": ";",
        "blank_before": blank_keepers("%["),
        "blank_after": blank_keepers("%["),
        "immediate_prefix": "",
        "register_prefix": "",
        "instruction_width": None,
    },
    clang={
        "line_comments": ("#", "//"),
        "line_start_comments": (),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?@",
        "immediate_prefix": "",
        "register_prefix": "",
        "instruction_width": None,
    },
    operands={"": ("3", "4", "5", "6", "7", "8")},
)
