"""Operands of a directive that are left out

What happens
------------
A comma with nothing behind it in `.globl`, `.hidden`, `.balign`, `.org` and their like, a comma left out of `.comm`,
`.section` with `M` and no entry size, with `G` and no group, or with a type that nobody knows: GNU as takes them, some
with a warning, and LLVM's assembler rejects them. `.globl`, `.weak`, `.hidden` and their like without any name are the
other way round: nothing to LLVM's assembler, an error to GNU as.

Why
---
The file assembles with one of them only; a list of names that is empty in one configuration is enough.

Bad
---
     .section .strings,"aMS",%progbits
     .asciz "one"

Good
----
     .section .strings,"aMS",%progbits,1
     .asciz "one"

Fix
---
All operands, with commas between them and none behind the last.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class DirectiveOperands(ReasonRule):
    """GM824."""

    code = "GM824"
    name = "directive-operands"
    order = 20
    message = "an operand that not every assembler lets be left out"
    advice = "write all operands, with commas between them and none behind the last"
    with_refusal = True
    reasons = frozenset(("directive-operands",))
