r"""A comma between a macro's name and its first actual

What happens
------------
GNU as passes over a comma behind the name of the macro. LLVM's assembler takes it for an empty first actual.

Why
---
With as many actuals as formals LLVM rejects the call; with fewer, all move by one.

Bad
---
    .macro ret2 shift=0
     .byte \shift
    .endm
     ret2, shift=1

Good
----
    .macro ret2 shift=0
     .byte \shift
    .endm
     ret2 shift=1

Fix
---
A blank instead of the comma.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1349
https://github.com/ClangBuiltLinux/continuous-integration2/issues/54
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = re.compile(r"\A[ \t]*,[ \t]*")


class CommaBehindName(SplittingRule):
    """GM111."""

    code = "GM111"
    name = "comma-behind-name"
    order = 49
    message = "a comma behind the macro's name: nothing to GNU as, an empty actual to LLVM"
    advice = "put a blank behind the name"

    def spellings(self, operands: str) -> Iterator[str]:
        """A blank instead of the comma."""
        yield _FIRST.sub(" ", operands)
