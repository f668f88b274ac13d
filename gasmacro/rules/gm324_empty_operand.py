r"""An operand that is missing

What happens
------------
GNU as takes a missing operand for 0, with a warning. LLVM's assembler rejects the statement.

Why
---
An actual that a caller left out does it: `.byte \a, \b` with nothing for `b`.

Bad
---
    .macro put a, b
     .byte \a, \b
    .endm
     put 1

Good
----
    .macro put a, b=0
     .byte \a, \b
    .endm
     put 1

Fix
---
A default, or `.ifnb` around the statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.refusals import reason
from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class EmptyOperand(MarkedRule):
    """GM324."""

    code = "GM324"
    name = "empty-operand"
    order = 45
    message = "a missing operand: 0 to GNU as, an error to LLVM"
    advice = "give the formal a default, or ask with `.ifnb`"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        if difference.cause.call is not None:
            return None
        readings = [reading for outcome in difference.all_outcomes() for reading in outcome.readings]
        if not any(reason(reading[2]) in ("data", "expression") for reading in readings):
            return None
        text = difference.substituted(difference.cause.origin.text).split("#")[0]
        return difference.place.span if _EMPTY.search(text) else None


_EMPTY = re.compile(r"(?:^|[\s:])\.[A-Za-z]\w*[ \t]*(?:,|$)|,[ \t]*(?:,|$)|[-+*/%&|^(<>=][ \t]*(?:,|\)|$)")
