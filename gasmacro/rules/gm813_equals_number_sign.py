"""`=#` in a load of a constant

What happens
------------
GNU as takes `ldr r0, =#0x20`. LLVM's assembler wants no `#` behind the `=`.

Why
---
LLVM's assembler rejects the operand.

Bad
---
     ldr r0, =#0x20

Good
----
     ldr r0, =0x20

Fix
---
Leave the `#` out.

Architecture
------------
arm

Reports
-------
https://github.com/raspberrypi/pico-sdk/pull/798
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class EqualsNumberSign(ReasonRule):
    """GM813."""

    code = "GM813"
    name = "equals-number-sign"
    order = 20
    message = "`=#` in a load of a constant, which LLVM rejects"
    advice = "leave the `#` out"
    reasons = frozenset(("equals-number-sign",))
