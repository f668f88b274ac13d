r"""An ampersand that touches a formal's name

What happens
------------
GNU as takes `&a` in a body for the formal `a`, outside `.altmacro` too, and swallows an `&` behind a formal. LLVM's
assembler copies it.

Why
---
An expression such as `x&a` becomes another one, without a message.

Bad
---
    .macro mask a
     .byte 7&a
    .endm
    a = 3
     mask 5

Good
----
    .macro mask a
     .byte 7 & \a
    .endm
     mask 5

Fix
---
Blanks around the operator, and no formal called as the symbol.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class AmpersandBeforeFormal(TextRule):
    """GM203."""

    code = "GM203"
    name = "ampersand-before-formal"
    message = "an ampersand that touches a formal's name: GNU as substitutes, LLVM does not"
    advice = "put blanks around `&`"
    pattern = r"(?P<at>&[A-Za-z_]|\\[\w.$]+&)"
    in_strings = True
