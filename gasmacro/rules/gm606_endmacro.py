r"""`.endmacro`

What happens
------------
LLVM's assembler knows `.endmacro` as well as `.endm`. GNU as knows `.endm` only, in any case; LLVM's knows `.endm` in
small letters only.

Why
---
One assembler does not find the end of the definition.

Bad
---
    .macro put a
     .byte \a
    .endmacro
     put 1

Good
----
    .macro put a
     .byte \a
    .endm
     put 1

Fix
---
`.endm`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class Endmacro(TextRule):
    """GM606."""

    code = "GM606"
    name = "endmacro"
    message = "an end of a macro that not every assembler knows"
    advice = "write `.endm`"
    directives = r"\.(?:macro|endm|endmacro)"
    refusals = "end of file|no matching"
