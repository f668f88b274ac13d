r"""`!` between two numbers

What happens
------------
`a ! b` is `a | ~b` to GNU as and to LLVM's assembler since 13; before, it is an error. On arm and aarch64 GNU as does
not know it.

Why
---
Where a macro's actual begins with `!`, as in `\a !\b`, the operator comes about by itself.

Bad
---
     .quad 6 ! 3

Good
----
     .quad 6 | ~3

Fix
---
`| ~` in its place.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class InfixBang(TextRule):
    """GM328."""

    code = "GM328"
    name = "infix-bang"
    order = 46
    message = "`!` between two numbers, which not every assembler knows"
    advice = "write `a | ~b`"
    pattern = r"[\w.$)][ \t]*(?P<at>!)(?![=])"
    in_actuals = True
