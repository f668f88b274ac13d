"""Repeated data that assemblers count by rules of their own

What happens
------------
`.dcb` without a value, with a negative count, or of floating-point numbers, `.fill` of items that are wider than 4
bytes or of no size, and `.ds.x` and `.uleb128` without operand: each family, and often each release, reads them in its
own way. LLVM 23 crashes at a `.fill` of size 0.

Why
---
Other bytes, or a rejected file.

Bad
---
     .fill 1, 8, -1

Good
----
     .quad -1

Fix
---
`.rept` with a plain data directive.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class RepeatedData(TextRule):
    """GM826."""

    code = "GM826"
    name = "repeated-data"
    order = 60
    message = "repeated or reserved data that assemblers read differently"
    advice = "write plain data, in `.rept` where it is repeated"
    directives = r"\.(?:dcb?|ds|fill|space|skip|zero)(?:\.\w+)?|\.[su]leb128"
