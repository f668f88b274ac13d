"""A Thumb immediate that gets its value later

What happens
------------
GNU as waits for the value of a symbol and keeps the narrow instruction that was asked for. LLVM's assembler before 17
or 19 makes it wide or not as it likes, 19 crashes, and later ones reject it.

Why
---
The same line is two bytes, four bytes or an error.

Bad
---
     .syntax unified
     .thumb
     movs.n r0, #val
     .set val, 1

Good
----
     .syntax unified
     .thumb
     .set val, 1
     movs.n r0, #val

Fix
---
Define constants before they are used.

Architecture
------------
arm

Reports
-------
https://github.com/llvm/llvm-project/issues/59687
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class LateImmediate(ReasonRule):
    """GM816."""

    code = "GM816"
    name = "late-immediate"
    order = 20
    message = "an immediate that gets its value later: narrow, wide or an error"
    advice = "define the constant first"
    reasons = frozenset(("late-immediate",))
