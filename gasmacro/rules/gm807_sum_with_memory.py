r"""A plus before an operand in memory

What happens
------------
GNU as reads `8 + (%rsp)` as `8+0(%rsp)`, with a warning. LLVM's assembler rejects it.

Why
---
Macros that add an offset to an operand write it.

Bad
---
    .macro load offset, base
     movq \offset + \base, %rax
    .endm
     load 8, (%rsp)

Good
----
    .macro load offset, base
     movq \offset\base, %rax
    .endm
     load 8, (%rsp)

Fix
---
The offset before the parenthesis, without a plus.

Reports
-------
https://github.com/llvm/llvm-project/issues/92182
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SumWithMemory(ReasonRule):
    """GM807."""

    code = "GM807"
    name = "sum-with-memory"
    order = 20
    message = "a plus before an operand in memory: a missing 0 to GNU as, an error to LLVM"
    advice = "write the offset before the parenthesis, without a plus"
    in_body = r"[-+]\s*\\[\w.$]"
    reasons = frozenset(("sum-with-memory",))
