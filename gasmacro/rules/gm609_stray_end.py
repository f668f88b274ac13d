"""An end without a beginning

What happens
------------
GNU as warns of an `.endm`, `.endr` or `.exitm` that ends nothing. LLVM's assembler rejects it.

Why
---
LLVM's assembler rejects the source.

Bad
---
     .byte 1
     .endr

Good
----
     .byte 1

Fix
---
Leave it out.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class StrayEnd(TextRule):
    """GM609."""

    code = "GM609"
    name = "stray-end"
    message = "an end that ends nothing: a warning to GNU as, an error to LLVM"
    advice = "leave it out"
    directives = r"\.(?:endm|endmacro|endr|exitm|mexit)"
    pattern = r"\.\w+\s*$"
