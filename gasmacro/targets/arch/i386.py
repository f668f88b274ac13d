"""i386: 32-bit x86 (GNU as with --32), ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

# `{` and `}` were among them before 2.44.
_OLD, _NEW = blank_keepers("*%-([{}"), blank_keepers("*%-([")

ARCH = Architecture(
    name="i386",
    title="i386",
    triple="i386-linux-gnu",
    spelled=r"i[3-7]86|x86(?![-_]64)",
    gas={
        "blank_beside": _NEW,  # what holds in every release: all of them but braces
        "line_comments": ("#",),
        "line_start_comments": ("/",),
        "separators": ";",
        "immediate_prefix": "$",
        "register_prefix": "%",
        "instruction_width": None,
    },
    gas_rows=(
        Row("blank_before", _OLD, fixtures=("inv-029", "inv-108", "inv-109")),
        Row("blank_after", _OLD, fixtures=("inv-029", "inv-108", "inv-109")),
        Row("blank_before", _NEW, since="2.44", fixtures=("inv-029", "inv-108", "inv-109")),
        Row("blank_after", _NEW, since="2.44", fixtures=("inv-029", "inv-108", "inv-109")),
    ),
    clang={
        "line_comments": ("#", "//"),
        "line_start_comments": (),
        "separators": ";",
        "identifier_start": "",
        "identifier_inside": ".$?@",
        "immediate_prefix": "$",
        "register_prefix": "%",
        "instruction_width": None,
    },
    operands={
        "": ("%eax", "%ecx", "%edx", "%ebx"),
        "k": ("%eax", "%ecx", "%edx", "%ebx"),
        "w": ("%ax", "%cx", "%dx", "%bx"),
        "b": ("%al", "%cl", "%dl", "%bl"),
    },
    dialects=True,
)
