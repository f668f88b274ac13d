r"""A blank beside an operator decides how many actuals there are

What happens
------------
GNU as first shrinks blanks: one that stands beside a character which it takes for part of a symbol stays, and a blank
that stays ends an actual. Which characters these are depends on the architecture; on x86 they include `-`, `*`, `%`,
`(` and `[`. LLVM's assembler lexes tokens, and an operator such as `-` joins what stands before and behind it,
whatever blanks there are.

Why
---
`m %rax -8(%rsp)` passes two actuals under GNU as on x86 and one, `%rax-8(%rsp)`, under LLVM. Where the macro has
defaults, both accept it and make different code.

Bad
---
    .macro pair a, b=0
     .byte \a, \b
    .endm
     pair 1 -2

Good
----
    .macro pair a, b=0
     .byte \a, \b
    .endm
     pair 1, -2

Fix
---
A comma between actuals, or no blank inside one.

Reports
-------
https://github.com/llvm/llvm-project/issues/54834
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule, outside_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATORS = r"[-+*/~!|^&<>=.]"
_BLANK_BEFORE = re.compile(rf"(?<=[^\s,])[ \t]+(?={_OPERATORS}[^\s])")
_BLANKS_BEFORE_AND_BEHIND = re.compile(rf"(?<=[^\s,])[ \t]+(?={_OPERATORS})|(?<={_OPERATORS})[ \t]+(?=[^\s,])")
_BLANKS_BESIDE = re.compile(rf"[ \t]*({_OPERATORS}+)[ \t]*")


class BlankBesideOperator(SplittingRule):
    """GM101."""

    code = "GM101"
    name = "blank-beside-operator"
    message = "a blank beside an operator: assemblers count the actuals of this call differently"
    advice = "put commas between actuals, and no blanks inside one"

    def spellings(self, operands: str) -> Iterator[str]:
        """Commas for the blanks before operators, or no blanks beside them."""
        if "/*" in operands or "//" in operands:
            return
        yield outside_strings(operands, _BLANK_BEFORE, ", ")
        yield outside_strings(operands, _BLANKS_BEFORE_AND_BEHIND, ", ")
        lead = operands[: len(operands) - len(operands.lstrip())]
        yield lead + outside_strings(operands.lstrip(), _BLANKS_BESIDE, r"\1")
