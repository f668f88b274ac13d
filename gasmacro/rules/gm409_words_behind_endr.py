"""Words behind `.endr`

What happens
------------
GNU as passes over what stands behind `.endr`. LLVM's assembler rejects it.

Why
---
LLVM's assembler does not find the end of the repetition as it should.

Bad
---
     .rept 2
     .byte 1
     .endr two

Good
----
     .rept 2
     .byte 1
     .endr

Fix
---
A comment instead of words.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class WordsBehindEndr(TextRule):
    """GM409."""

    code = "GM409"
    name = "words-behind-endr"
    message = "words behind `.endr`, which LLVM rejects"
    advice = "write nothing but a comment there"
    directives = r"\.endr"
    pattern = r"\.(?i:endr)\s*(?P<at>\S.*)"
