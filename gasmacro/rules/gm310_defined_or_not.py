"""A symbol that only one assembler counts as defined

What happens
------------
`.ifdef` is true for GNU as of what `.comm` declares and of a symbol set to an undefined one, and of `.gasversion.`;
for LLVM's assembler it is not.

Why
---
Each assembler assembles another arm.

Bad
---
     .comm buffer,4
     .ifdef buffer
     .byte 1
     .endif
     .byte 2

Good
----
     .comm buffer,4
     has_buffer = 1
     .ifdef has_buffer
     .byte 1
     .endif
     .byte 2

Fix
---
Ask for a symbol that was set to a number.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class DefinedOrNot(TextRule):
    """GM310."""

    code = "GM310"
    name = "defined-or-not"
    order = 48
    message = "a symbol that is defined for one assembler and not for the other"
    advice = "ask for a symbol that was set to a number"
    directives = r"\.ifn?(?:ot)?def"
