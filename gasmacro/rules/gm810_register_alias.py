"""A symbol set to a register, in Intel syntax

What happens
------------
GNU as lets a symbol stand for a register. LLVM's assembler does so in AT&T syntax, where the register has its `%`; in
Intel syntax the symbol is a symbol.

Why
---
LLVM's assembler rejects the operand, or makes a memory operand of it.

Bad
---
     .intel_syntax noprefix
     .set SRC, rdi
     add SRC, 64

Good
----
     .intel_syntax noprefix
     add rdi, 64

Fix
---
Pass registers as actuals.

Reports
-------
https://github.com/ssvb/tinymembench/issues/20
https://github.com/OffchainLabs/hashtree/issues/2
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class RegisterAlias(ReasonRule):
    """GM810."""

    code = "GM810"
    name = "register-alias"
    order = 20
    message = "a symbol that stands for a register, which LLVM does not follow in Intel syntax"
    advice = "pass the register as an actual"
    reasons = frozenset(("alias",))
