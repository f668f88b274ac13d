r"""An equals sign in an actual that is no keyword

What happens
------------
GNU as looks ahead for `=` and takes what stands before it for a formal's name, also in `x==y` and, before 2.47, in
`a!=b` or `a<=b`. LLVM's assembler lexes `==`, `!=` and `<=` as operators, and refuses a lone `=` inside an actual.

Why
---
`m x==1` is an expression under LLVM and an error, or the value `=1` for a formal `x`, under GNU as.

Bad
---
    .macro when a
     .if \a
     .byte 1
     .endif
    .endm
     when 1!=2

Good
----
    .macro when a
     .if \a
     .byte 1
     .endif
    .endm
     when (1!=2)

Fix
---
Parentheses or quotes around the actual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITH_EQUALS = re.compile(r'(?<![^\s,])([^\s,"()]*[ \t]*(?:==|[!<>]=)[ \t]*[^\s,"()]*)')
_LEADING = re.compile(r"(?<=,)[ \t]*(=[^\s,]+)|(?<![^\s])(=[^\s,]+)")


class EqualsInActual(SplittingRule):
    """GM106."""

    code = "GM106"
    name = "equals-in-actual"
    message = "an equals sign in an actual: GNU as may take what stands before it for a formal's name"
    advice = "put parentheses or quotes around the actual"

    def spellings(self, operands: str) -> Iterator[str]:
        """Parentheses around the comparison, quotes around what begins with the sign."""
        yield _WITH_EQUALS.sub(r"(\1)", operands)
        yield _WITH_EQUALS.sub(r"(\1),", operands)
        yield _LEADING.sub(r'"\1"', operands)
