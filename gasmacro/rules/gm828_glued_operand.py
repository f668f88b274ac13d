r"""An operand that touches its mnemonic

What happens
------------
On x86 LLVM's assembler reads `jmp*%rax`, `incl(%rax)` and `mov%eax,%ebx` as if a blank stood behind the mnemonic. GNU
as takes the sign for a part of the mnemonic.

Why
---
GNU as rejects the statement. A body that pastes a suffix, as in `\op\()\reg`, makes it without anybody seeing it.

Bad
---
     jmp*%rax

Good
----
     jmp *%rax

Fix
---
A blank behind the mnemonic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import ReasonRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference
    from gasmacro.rules import Told


class GluedOperand(ReasonRule):
    """GM828."""

    code = "GM828"
    name = "glued-operand"
    order = 20
    message = "an operand that touches its mnemonic: GNU as takes it for a part of the mnemonic"
    advice = "put a blank between them"
    reasons = frozenset(("glued-operand",))

    def explain(self, difference: Difference) -> list[Told]:
        """Told of statements that are written so, and not of what comes of a call's actuals."""
        return super().explain(difference) if difference.cause.call is None else []
