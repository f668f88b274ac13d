r"""An alignment without its number

What happens
------------
GNU as takes a missing number for 0. LLVM's assembler rejects it.

Why
---
An actual that a caller left out does it.

Bad
---
    .macro function align
     .balign \align
     .byte 1
    .endm
     function

Good
----
    .macro function align=1
     .balign \align
     .byte 1
    .endm
     function

Fix
---
A default for the formal.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class AlignmentMissing(ReasonRule):
    """GM820."""

    code = "GM820"
    name = "alignment-missing"
    order = 20
    message = "an alignment without its number: none to GNU as, an error to LLVM"
    advice = "give the number a default"
    reasons = frozenset(("operand-missing",))
