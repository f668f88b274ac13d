"""`rsbs` with two operands in Thumb 1

What happens
------------
GNU as reads `rsbs r0, #0` as `rsbs r0, r0, #0`. On processors with Thumb 1 only LLVM's assembler wants all three
operands.

Why
---
LLVM's assembler rejects the instruction.

Bad
---
     .syntax unified
     .cpu cortex-m0
     .thumb
     rsbs r0, #0

Good
----
     .syntax unified
     .cpu cortex-m0
     .thumb
     rsbs r0, r0, #0

Fix
---
All three operands.

Architecture
------------
arm

Reports
-------
https://github.com/llvm/llvm-project/issues/55215
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class TwoOperandSubtraction(ReasonRule):
    """GM815."""

    code = "GM815"
    name = "two-operand-subtraction"
    order = 20
    message = "`rsbs` with two operands, which LLVM rejects for Thumb 1"
    advice = "write all three operands"
    reasons = frozenset(("two-operand-rsb",))
