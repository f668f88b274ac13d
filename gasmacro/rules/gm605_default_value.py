r"""A default that assemblers end at different places

What happens
------------
A default follows each assembler's way of cutting actuals: blanks beside operators, brackets and commas inside
parentheses. `a=8(%rax) b=1` is one formal to GNU as and two to LLVM's assembler.

Why
---
The macro has other formals, or is rejected.

Bad
---
    .macro put a=8(%rax) b=1
     .ascii "<\a>"
    .endm
     put

Good
----
    .macro put a=8(%rax), b=1
     .ascii "<\a>"
    .endm
     put

Fix
---
Commas between formals, quotes around defaults.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class DefaultValue(TextRule):
    """GM605."""

    code = "GM605"
    name = "default-value"
    order = 48
    message = "a default that assemblers end at different places"
    advice = "put commas between formals, and quotes around defaults"
    directives = r"\.macro"
    pattern = r"=[ \t]*[^\s,]*(?:\(|[ \t]+\S)"
