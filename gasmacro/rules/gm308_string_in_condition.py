"""Strings compared with `.if`

What happens
------------
GNU as takes quoted words in `.if` for the names of symbols. LLVM's assembler rejects them.

Why
---
The condition compares symbols, if it is accepted at all.

Bad
---
     .if "a" == "a"
     .byte 1
     .endif

Good
----
     .ifeqs "a","a"
     .byte 1
     .endif

Fix
---
`.ifeqs`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class StringInCondition(TextRule):
    """GM308."""

    code = "GM308"
    name = "string-in-condition"
    message = "strings in `.if`: names of symbols to GNU as, an error to LLVM"
    advice = "compare strings with `.ifeqs`"
    directives = r"\.(?:if|elseif)"
    pattern = '"'
    in_strings = True
