"""An Arm instruction in the divided syntax

What happens
------------
The divided syntax puts the condition before the size: `ldreqb`. It is the default of GNU as. LLVM's assembler knows
the unified syntax only, `ldrbeq`, and no `.syntax divided`.

Why
---
LLVM's assembler calls the instruction invalid.

Bad
---
     ldreqb r0, [r1]

Good
----
     .syntax unified
     ldrbeq r0, [r1]

Fix
---
`.syntax unified`, with the condition last.

Architecture
------------
arm

Reports
-------
https://github.com/libjpeg-turbo/libjpeg-turbo/pull/75
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class DividedSyntax(ReasonRule):
    """GM812."""

    code = "GM812"
    name = "divided-syntax"
    order = 20
    message = "an instruction in the divided syntax, which LLVM does not know"
    advice = "write `.syntax unified`, and the condition last"
    reasons = frozenset(("divided-syntax",))
