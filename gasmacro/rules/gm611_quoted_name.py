r"""A macro or formal with a name that only one assembler takes

What happens
------------
LLVM's assembler takes a name in quotes, and `@` in one on x86; GNU as takes letters beyond ASCII.

Why
---
The other rejects the definition.

Bad
---
    .macro "put" a
     .byte \a
    .endm
     put 1

Good
----
    .macro put a
     .byte \a
    .endm
     put 1

Fix
---
Letters, digits, `_`, `.` and `$`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class QuotedName(TextRule):
    """GM611."""

    code = "GM611"
    name = "quoted-name"
    message = "a name that not every assembler takes"
    advice = "use letters, digits, `_`, `.` and `$`"
    directives = r"\.macro"
    pattern = r'\.(?i:macro)\s+(?:[^"@]*[\s,])?(?P<at>"[^"]*"|[\w.$]*(?:@|[^\x00-\x7f]))'
    in_strings = True
