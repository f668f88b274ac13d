"""AArch64: 64-bit Arm, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

ARCH = Architecture(
    name="aarch64",
    title="AArch64",
    triple="aarch64-linux-gnu",
    spelled=r"aarch64|arm64",
    gas={
        "line_comments": ("//",),
        "line_start_comments": ("#",),
        "separators": ";",
        "blank_before": blank_keepers(),
        "blank_after": blank_keepers(),
        "immediate_prefix": "#",
        "register_prefix": "",
        "instruction_width": 4,
    },
    clang={
        "line_comments": ("//",),
        "line_start_comments": ("#",),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?@",
        "immediate_prefix": "#",
        "register_prefix": "",
        "instruction_width": 4,
    },
    clang_rows=(
        Row("identifier_inside", ".$?", since="21", fixtures=("name-001",), source="probed: in 21, not in 20.1.2"),
    ),
    operands={
        "": ("x0", "x1", "x2", "x3", "x4", "x5"),
        "x": ("x0", "x1", "x2", "x3", "x4", "x5"),
        "w": ("w0", "w1", "w2", "w3", "w4", "w5"),
    },
)
