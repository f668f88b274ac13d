"""A register with `%` in Intel syntax

What happens
------------
Under `.intel_syntax noprefix` GNU as takes registers with and without `%`. LLVM's assembler takes them without only.

Why
---
LLVM's assembler rejects the operand.

Bad
---
     .intel_syntax noprefix
     neg %rcx

Good
----
     .intel_syntax noprefix
     neg rcx

Fix
---
Leave the `%` out.

Reports
-------
https://github.com/weidai11/cryptopp/issues/14
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class PercentInIntelSyntax(ReasonRule):
    """GM809."""

    code = "GM809"
    name = "percent-in-intel-syntax"
    order = 20
    message = "a register with `%` in Intel syntax, which LLVM rejects"
    advice = "leave the `%` out"
    reasons = frozenset(("percent-in-intel",))
