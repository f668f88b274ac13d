"""A name of an instruction that LLVM does not know

What happens
------------
GNU as knows spellings such as `movzxw` and `movsxd` in AT&T syntax that LLVM's assembler does not.

Why
---
LLVM's assembler rejects the instruction.

Bad
---
     movzxw %ax, %rax

Good
----
     movzwq %ax, %rax

Fix
---
The name that the syntax has for it.

Reports
-------
https://git.kernel.org/linus/44623b2818f4a442726639572f44fd9b6d0ef68c
https://github.com/ClangBuiltLinux/linux/issues/430
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class UnknownInstruction(ReasonRule):
    """GM811."""

    code = "GM811"
    name = "unknown-instruction"
    order = 20
    message = "a name of an instruction that LLVM does not know"
    advice = "use the name that the syntax has for it"
    reasons = frozenset(("mnemonic",))
