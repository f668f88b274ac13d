"""`r15` as the target of `mrc`

What happens
------------
With `r15` as its target `mrc` writes the flags. GNU as takes the name of the register, LLVM's assembler `APSR_nzcv`
only, which GNU as takes too.

Why
---
LLVM's assembler rejects the operand.

Bad
---
     mrc p15, 0, r15, c7, c14, 3

Good
----
     mrc p15, 0, APSR_nzcv, c7, c14, 3

Fix
---
`APSR_nzcv`.

Architecture
------------
arm
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class PcAsFlags(ReasonRule):
    """GM814."""

    code = "GM814"
    name = "pc-as-flags"
    order = 20
    message = "`r15` as the target of `mrc`, which LLVM rejects"
    advice = "write `APSR_nzcv`"
    reasons = frozenset(("pc-as-flags",))
