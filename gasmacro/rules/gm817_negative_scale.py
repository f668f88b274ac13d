"""A register subtracted in a memory operand

What happens
------------
There is no negative scale on x86. GNU as rejects `[rax - 8*rdx]`; LLVM's assembler before 23 adds instead, without a
word.

Why
---
The code is wrong where it is accepted.

Bad
---
     .intel_syntax noprefix
     lea rax, [rax - 8*rdx]

Good
----
     .intel_syntax noprefix
     neg rdx
     lea rax, [rax + 8*rdx]

Fix
---
Compute the negative first.

Reports
-------
https://github.com/llvm/llvm-project/issues/96427
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class NegativeScale(ReasonRule):
    """GM817."""

    code = "GM817"
    name = "negative-scale"
    order = 20
    message = "a register subtracted in a memory operand: an error, or added without a word"
    advice = "compute the negative first"
    reasons = frozenset(("negative-scale",))
