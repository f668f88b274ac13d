r"""`.irp` or `.irpc` without a comma behind its variable

What happens
------------
LLVM's assembler wants a comma between the variable and the first value. GNU as takes a blank.

Why
---
LLVM's assembler rejects the repetition.

Bad
---
     .irp x 1, 2
     .byte \x
     .endr

Good
----
     .irp x, 1, 2
     .byte \x
     .endr

Fix
---
A comma behind the variable.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class RepetitionWithoutComma(TextRule):
    """GM402."""

    code = "GM402"
    name = "repetition-without-comma"
    message = "no comma behind the variable of this repetition: LLVM rejects it"
    advice = "put a comma behind the variable"
    directives = r"\.irpc?"
    pattern = r"\.(?i:irpc?)\s+[\w.$]+[ \t]+(?P<at>[^\s,])"
