"""`.purgem` of a macro that is not there, or of several

What happens
------------
GNU as warns of an unknown name, and passes over what follows the first. LLVM's assembler rejects both.

Why
---
LLVM's assembler rejects the source.

Bad
---
     .purgem nothing
     .byte 1

Good
----
    .macro nothing
    .endm
     .purgem nothing
     .byte 1

Fix
---
One `.purgem` for each macro that is there.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class PurgeOfUnknown(TextRule):
    """GM607."""

    code = "GM607"
    name = "purge-of-unknown"
    message = "`.purgem` of what is not there, or of several: LLVM rejects it"
    advice = "purge one macro that is there"
    directives = r"\.purgem"
