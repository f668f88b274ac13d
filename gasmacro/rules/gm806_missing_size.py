r"""An x86 instruction on memory without a size

What happens
------------
Where neither the name nor a register tells the size of an operand in memory, GNU as warns and takes 32 bits. LLVM's
assembler rejects the instruction.

Why
---
In a macro whose operand may be a register or memory it depends on the call.

Bad
---
    .macro bump place
     inc \place
    .endm
     bump (%rax)

Good
----
    .macro bump place
     incl \place
    .endm
     bump (%rax)

Fix
---
A suffix.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class MissingSize(ReasonRule):
    """GM806."""

    code = "GM806"
    name = "missing-size"
    order = 20
    message = "an operand in memory of unknown size: 32 bits to GNU as, an error to LLVM"
    advice = "write the size as a suffix"
    reasons = frozenset(("suffixless",))
