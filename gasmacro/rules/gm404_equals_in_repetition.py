r"""An equals sign in a value of `.irp`

What happens
------------
GNU as takes the value as text. LLVM's assembler takes what stands before the sign for a formal's name, and crashes:
every release from 9 on.

Why
---
The compiler dies with a backtrace.

Bad
---
     .irp x, a=1
     .ascii "\x"
     .endr

Good
----
     .irp x, "a"
     .ascii "\x=1"
     .endr

Fix
---
Keep the sign out of the values.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class EqualsInRepetition(TextRule):
    """GM404."""

    code = "GM404"
    name = "equals-in-repetition"
    message = "an equals sign in a value of `.irp`: LLVM crashes on it"
    advice = "keep the sign out of the values"
    directives = r"\.irpc?"
    pattern = r"(?P<at>[\w.$]+\s*=(?!=))"
