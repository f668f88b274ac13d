r"""Text inside the parentheses of `\( )`

What happens
------------
In a macro's body GNU as copies the text between `\(` and `)` as it is. LLVM's assembler knows the empty form `\()`
alone.

Why
---
LLVM's assembler leaves `\(text)` where it stands and rejects the statement.

Bad
---
    .macro put a
     \(.byte) \a
    .endm
     put 5

Good
----
    .macro put a
     .byte \a
    .endm
     put 5

Fix
---
Use `\()` only, to part a formal from what follows.

Reports
-------
https://github.com/llvm/llvm-project/issues/54835
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class EscapedParentheses(TextRule):
    """GM202."""

    code = "GM202"
    name = "escaped-parentheses"
    message = r"text inside `\( )`: copied by GNU as, left as it is by LLVM"
    advice = r"use the empty form `\()` only"
    pattern = r"(?P<at>\\\([^)]+\))"
    in_strings = True
