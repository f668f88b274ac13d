r"""A comma behind the last actual

What happens
------------
GNU as ignores one comma behind the last formal's actual. LLVM's assembler takes it for one actual too many.

Why
---
LLVM rejects the call.

Bad
---
    .macro pair a, b
     .byte \a, \b
    .endm
     pair 1, 2,

Good
----
    .macro pair a, b
     .byte \a, \b
    .endm
     pair 1, 2

Fix
---
Leave the comma out.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1050
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST = re.compile(r"[ \t]*,[ \t]*\Z")


class TrailingComma(SplittingRule):
    """GM110."""

    code = "GM110"
    name = "trailing-comma"
    message = "a comma behind the last actual: LLVM takes it for one actual too many"
    advice = "leave the comma out"

    def spellings(self, operands: str) -> Iterator[str]:
        """Without the comma."""
        yield _LAST.sub("", operands)
