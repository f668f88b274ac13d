"""A register as a number

What happens
------------
GNU as takes a register for a number of its own where a value stands, another one in each release, and warns. LLVM's
assembler rejects it.

Why
---
The number means nothing. An actual with `%` reached a directive or a condition.

Bad
---
     .quad %rax

Good
----
     .quad 0

Fix
---
Compare names of registers as text, with `.ifc`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class RegisterAsValue(TextRule):
    """GM329."""

    code = "GM329"
    name = "register-as-value"
    order = 46
    message = "a register where a number stands: a number of its own to GNU as, an error to LLVM"
    advice = "compare names of registers as text, with `.ifc`"
    directives = (
        r"\.(?:byte|short|word|hword|half|value|long|int|quad|[248]byte|[dx]?word|set|equ|equiv|if\w*|elseif|rept?|fill"
        r"|skip|space|org|zero)"
    )
    pattern = r"(?<![\w.$)])(?P<at>%[a-z]\w*)"
    in_actuals = True
