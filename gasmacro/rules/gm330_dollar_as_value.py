"""A dollar sign where a value stands

What happens
------------
`$` alone is the place of the statement to GNU as on x86; LLVM's assembler does not know it. `$5` is a symbol of that
name to GNU as and, since 11, to LLVM's.

Why
---
One rejects the statement, the other wants a symbol that nobody defined.

Bad
---
     .quad $ - $

Good
----
     .quad . - .

Fix
---
`.` for the place of the statement, no `$` before numbers.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class DollarAsValue(TextRule):
    """GM330."""

    code = "GM330"
    name = "dollar-as-value"
    order = 46
    message = "`$` where a value stands: the place of the statement, or a part of a name, to some assemblers only"
    advice = "write `.` for the place of the statement, and numbers without `$`"
    directives = r"\..*"
    pattern = r"(?<![\w.$\\])(?P<at>\$)(?![A-Za-z_.])"
    in_actuals = True
