r"""A comma inside parentheses ends an actual under GNU as only

What happens
------------
GNU as splits actuals at every comma outside a string, also inside parentheses. LLVM's assembler keeps parentheses
together.

Why
---
`m 8(%rax,%rbx,4)` passes three actuals under GNU as and one under LLVM: an error where the macro has one formal, and
other code where it has more.

Bad
---
    .macro load from, to=%rcx
     movq \from, \to
    .endm
     load 8(%rax,%rbx,4)

Good
----
    .macro load from, to=%rcx
     movq \from, \to
    .endm
     load "8(%rax,%rbx,4)"

Fix
---
Quote the actual, or give the macro a `:vararg` formal.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/305
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITH_PARENTHESES = re.compile(r'(?<![^\s,=])([^\s,="()]*\((?:[^()"]|\([^()"]*\))*,(?:[^()"]|\([^()"]*\))*\)[^\s,"]*)')


class CommaInParentheses(SplittingRule):
    """GM102."""

    code = "GM102"
    name = "comma-in-parentheses"
    message = "a comma inside parentheses: GNU as ends the actual there, LLVM keeps the parentheses together"
    advice = "quote the actual"

    def spellings(self, operands: str) -> Iterator[str]:
        """The actual in quotes."""
        yield _WITH_PARENTHESES.sub(r'"\1"', operands)
