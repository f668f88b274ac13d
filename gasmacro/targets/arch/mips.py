"""MIPS: 32-bit big-endian MIPS, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

ARCH = Architecture(
    name="mips",
    title="MIPS",
    triple="mips-linux-gnu",
    spelled=r"mips",
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
    clang_rows=(Row("identifier_inside", ".$?", since="23", fixtures=("name-003",)),),
    operands={"": ("$2", "$3", "$4", "$5", "$6"), "z": ("$2", "$3", "$4", "$5", "$6")},
)
