"""x86-64: AT&T and Intel syntax, ELF."""

from __future__ import annotations

from gasmacro.targets.arch import Architecture, blank_keepers
from gasmacro.targets.schema import Row

# `{` and `}` were among them before 2.44.
_OLD, _NEW = blank_keepers("*%-([{}"), blank_keepers("*%-([")

ARCH = Architecture(
    name="x86_64",
    title="x86-64",
    triple="x86_64-linux-gnu",
    narrow="i386",
    spelled=r"x86[-_]64|amd64|x64",
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
        "": ("%rax", "%rcx", "%rdx", "%rbx"),
        "q": ("%rax", "%rcx", "%rdx", "%rbx"),
        "k": ("%eax", "%ecx", "%edx", "%ebx"),
        "w": ("%ax", "%cx", "%dx", "%bx"),
        "b": ("%al", "%cl", "%dl", "%bl"),
    },
    dialects=True,
)
