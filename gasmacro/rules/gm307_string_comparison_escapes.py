r"""Escapes in the strings that `.ifeqs` compares

What happens
------------
GNU as compares strings with their escapes decoded, LLVM's assembler as they are written.

Why
---
Each assembler assembles another arm.

Bad
---
     .ifeqs "\101","A"
     .byte 1
     .endif
     .byte 2

Good
----
     .ifeqs "A","A"
     .byte 1
     .endif
     .byte 2

Fix
---
Write characters, not escapes.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class StringComparisonEscapes(TextRule):
    """GM307."""

    code = "GM307"
    name = "string-comparison-escapes"
    message = "escapes in strings that are compared: decoded by GNU as, not by LLVM"
    advice = "write the characters themselves"
    directives = r"\.if(?:eqs|nes)"
    pattern = r"\\"
    in_strings = True
