"""A spelling of a repetition that LLVM does not know

What happens
------------
LLVM's assembler knows `.rept`, `.rep`, `.irp`, `.irpc` and `.endr` in small letters. GNU as ignores case, and knows
`.irep` and `.irepc` too.

Why
---
LLVM's assembler takes the directive for an unknown one, and the body for code.

Bad
---
     .REPT 2
     .byte 1
     .endr

Good
----
     .rept 2
     .byte 1
     .endr

Fix
---
Small letters, and the common names.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class RepetitionSpelling(TextRule):
    """GM406."""

    code = "GM406"
    name = "repetition-spelling"
    order = 18
    message = "a spelling of a repetition that LLVM does not know"
    advice = "write `.rept`, `.irp`, `.irpc` and `.endr` in small letters"
    directives = r"\.(?:rept?|irp|irpc|irepc?|endr)"
    pattern = r"\.(?:irepc?|(?=[a-z]*[A-Z])\w+)\b"
