"""RISC-V: 64-bit RISC-V, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

ARCH = Architecture(
    name="riscv64",
    title="RISC-V",
    triple="riscv64-linux-gnu",
    spelled=r"riscv|rv\d",
    gas={
        "line_comments": ("#",),
        "line_start_comments": (),
        "separators": ";",
        "blank_before": blank_keepers(),
        "blank_after": blank_keepers(),
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
    clang_rows=(
        Row("identifier_inside", ".$?", since="21", fixtures=("name-002",), source="probed: in 21, not in 20.1.2"),
    ),
    operands={"": ("a0", "a1", "a2", "a3", "a4", "a5"), "z": ("a0", "a1", "a2", "a3", "a4", "a5")},
)
