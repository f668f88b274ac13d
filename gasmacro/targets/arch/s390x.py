"""s390x: 64-bit z/Architecture, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers

ARCH = Architecture(
    name="s390x",
    title="s390x",
    triple="s390x-linux-gnu",
    spelled=r"s390",
    gas={
        "line_comments": ("#",),
        "line_start_comments": (),
        "separators": ";",
        "blank_before": blank_keepers(),
        "blank_after": blank_keepers(),
        "immediate_prefix": "",
        "register_prefix": "%",
        "instruction_width": None,
    },
    clang={
        "line_comments": ("#", "//"),
        "line_start_comments": (),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?@",
        "immediate_prefix": "",
        "register_prefix": "%",
        "instruction_width": None,
    },
    operands={"": ("%r1", "%r2", "%r3", "%r4", "%r5")},
)
