"""Arm: 32-bit Arm, ELF; Thumb makes instructions of two widths."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers

ARCH = Architecture(
    name="arm",
    title="Arm",
    triple="armv7-linux-gnueabihf",
    spelled=r"arm(?!64|v[89](?:\.\d+)?-[ar])|thumb|xscale",
    gas={
        "line_comments": ("@", "//"),
        "line_start_comments": ("#",),
        "separators": ";",
        "blank_before": blank_keepers("[]{}"),
        "blank_after": blank_keepers("[]{}"),
        "immediate_prefix": "#",
        "register_prefix": "",
        "instruction_width": None,
    },
    clang={
        "line_comments": ("@", "//"),
        "line_start_comments": ("#",),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?",
        "immediate_prefix": "#",
        "register_prefix": "",
        "instruction_width": None,
    },
    operands={"": ("r0", "r1", "r2", "r3", "r4", "r5")},
)
