r"""A keyword for a formal that takes the rest

What happens
------------
`r=2,3` gives a `:vararg` formal all that follows under LLVM's assembler. GNU as takes `2`, and rejects the rest as
positional.

Why
---
GNU as rejects the call.

Bad
---
    .macro put a, rest:vararg
     .byte \a, \rest
    .endm
     put 1, rest=2,3

Good
----
    .macro put a, rest:vararg
     .byte \a, \rest
    .endm
     put 1, 2,3

Fix
---
No keyword for a formal that takes the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.causes import ACTUALS, ERRORS
from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class KeywordAndRest(MarkedRule):
    """GM113."""

    code = "GM113"
    name = "keyword-and-rest"
    order = 52
    message = "a keyword whose value assemblers end at different places"
    advice = "leave the keyword out"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """Marked where a call of a macro has a keyword."""
        call = difference.cause.call
        if call is None or call.kind != "macro" or difference.cause.kind not in (ACTUALS, ERRORS):
            return None
        keyword = re.search(r"[\w.$]\s*=(?!=)", difference.binder().operands)
        return difference.place.span if keyword else None
