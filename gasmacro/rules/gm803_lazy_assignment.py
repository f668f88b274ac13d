"""`==` and `.eqv`

What happens
------------
GNU as assigns an expression that is worked out at each use. LLVM's assembler has no such assignment; it rejects `==`,
and calls a macro of that name.

Why
---
LLVM's assembler rejects the statement.

Bad
---
     two == 2
     .byte two

Good
----
     two = 2
     .byte two

Fix
---
`=` or `.set`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class LazyAssignment(TextRule):
    """GM803."""

    code = "GM803"
    name = "lazy-assignment"
    message = "an assignment that GNU as alone knows"
    advice = "write `=` or `.set`"
    pattern = r"^\s*[\w.$]+\s*==(?!=)|\.(?i:eqv)\b"
