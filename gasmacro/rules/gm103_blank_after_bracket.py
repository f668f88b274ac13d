r"""A blank behind a closing bracket ends an actual under LLVM only

What happens
------------
GNU as drops a blank behind `)` (and, but on arm, behind `]`) before it splits actuals, so that what follows is glued
on. LLVM's assembler ends the actual at the blank.

Why
---
`m 8(%rax) %rbx` passes one actual, `8(%rax)%rbx`, under GNU as and two under LLVM.

Bad
---
    .macro copy from, to=%rcx
     .ascii "<\from|\to>"
    .endm
     copy 8(%rax) %rbx

Good
----
    .macro copy from, to=%rcx
     .ascii "<\from|\to>"
    .endm
     copy 8(%rax), %rbx

Fix
---
A comma between actuals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule, outside_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEHIND_BRACKET = re.compile(r"(?<=[)\]}@])[ \t]+(?=[^\s,=])")


class BlankAfterBracket(SplittingRule):
    """GM103."""

    code = "GM103"
    name = "blank-after-bracket"
    message = "a blank behind a closing bracket: LLVM begins a new actual there, GNU as does not"
    advice = "put a comma between the actuals"

    def spellings(self, operands: str) -> Iterator[str]:
        """A comma, or nothing, in place of the blank."""
        yield outside_strings(operands, _BEHIND_BRACKET, ", ")
        yield outside_strings(operands, _BEHIND_BRACKET, "")
