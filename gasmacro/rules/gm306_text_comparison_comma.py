"""A quoted comma in a text that `.ifc` compares

What happens
------------
GNU as ends the first text of `.ifc` at the first comma, also inside double quotes. LLVM's assembler honours the
quotes.

Why
---
Each assembler compares other texts.

Bad
---
     .ifc "a,b","a,b"
     .byte 1
     .endif

Good
----
     .ifeqs "a,b","a,b"
     .byte 1
     .endif

Fix
---
Compare strings with `.ifeqs`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class TextComparisonComma(TextRule):
    """GM306."""

    code = "GM306"
    name = "text-comparison-comma"
    message = "a quoted comma in `.ifc`: GNU as ends the first text there"
    advice = "compare strings with `.ifeqs`"
    directives = r"\.ifn?c"
    pattern = r'^[^"]*(?:"[^",]*"[^"]*)*"[^",]*,[^"]*"'
    in_strings = True
