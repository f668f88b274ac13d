r"""Words behind `.endm`

What happens
------------
GNU as passes over what stands behind `.endm`, a name or a comment between `/*` and `*/`. LLVM's assembler rejects the
definition.

Why
---
LLVM's assembler does not find the end of the macro.

Bad
---
    .macro put a
     .byte \a
    .endm put
     put 1

Good
----
    .macro put a
     .byte \a
    .endm
     put 1

Fix
---
Nothing behind `.endm`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class WordsBehindEndm(TextRule):
    """GM603."""

    code = "GM603"
    name = "words-behind-endm"
    message = "words behind `.endm`, which LLVM rejects"
    advice = "write nothing behind `.endm`"
    directives = r"\.(?:endm|endmacro)"
    pattern = r"\.(?i:endm(?:acro)?)\s*(?P<at>\S.*)"
