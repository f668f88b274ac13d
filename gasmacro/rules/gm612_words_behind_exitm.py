"""Words behind `.exitm`

What happens
------------
GNU as passes over what stands behind `.exitm`. LLVM's assembler rejects it.

Why
---
Other assemblers return a value there, and a comment without its mark looks like one.

Bad
---
    .macro stop
     .byte 1
     .exitm now
    .endm
     stop

Good
----
    .macro stop
     .byte 1
     .exitm
    .endm
     stop

Fix
---
Nothing behind `.exitm`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class WordsBehindExitm(TextRule):
    """GM612."""

    code = "GM612"
    name = "words-behind-exitm"
    message = "words behind `.exitm`: GNU as passes over them, LLVM rejects them"
    advice = "write nothing behind `.exitm`"
    directives = r"\.exitm"
    pattern = r"\.(?i:exitm)\s*(?P<at>\S.*)"
