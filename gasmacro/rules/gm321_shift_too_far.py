"""A shift by as many bits as a number has, or more

What happens
------------
To GNU as a shift by 64 or more gives 0. LLVM's assembler counts the bits modulo 64.

Why
---
Both accept it and compute other numbers.

Bad
---
     .quad 1 << 64

Good
----
     .quad 0

Fix
---
Shift by less than 64.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class ShiftTooFar(TextRule):
    """GM321."""

    code = "GM321"
    name = "shift-too-far"
    message = "a shift by 64 or more: 0 to GNU as, a shift by the rest to LLVM"
    advice = "shift by less than 64"
    pattern = "(?P<at><<|>>)"
