r"""A division by zero

What happens
------------
GNU as warns and takes the result for 0. LLVM's assembler rejects the expression.

Why
---
A macro's actual of 0 is enough.

Bad
---
    .macro part n
     .byte 8 / \n
    .endm
     part 0

Good
----
    .macro part n
     .byte 8 / \n
    .endm
     part 2

Fix
---
Ask for 0 first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class DivisionByZero(TextRule):
    """GM322."""

    code = "GM322"
    name = "division-by-zero"
    message = "a division by zero: a warning to GNU as, an error to LLVM"
    advice = "ask for 0 before dividing"
    pattern = "(?P<at>[/%](?![*/]))"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        text = difference.substituted(difference.cause.origin.text)
        return super().marked(difference) if re.search(r"[/%]\s*[-(\s]*0(?:x0+)?(?![\w.])", text) else None
