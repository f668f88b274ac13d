r"""Blanks that only one assembler keeps in an actual

What happens
------------
GNU as shrinks blanks before it reads a call: runs become one, and those beside brackets, commas and most operators go.
LLVM's assembler keeps the text of a `:vararg` formal, and of what stands in parentheses, as it is written.

Why
---
The difference shows where the text lands in a string or is compared with `.ifc`.

Bad
---
    .macro tell text:vararg
     .ascii "<\text>"
    .endm
     tell a,  b

Good
----
    .macro tell text
     .ascii "<\text>"
    .endm
     tell "a,  b"

Fix
---
Quote the actual, or do not let the text depend on blanks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class BlanksInText(MarkedRule):
    """GM117."""

    code = "GM117"
    name = "blanks-in-text"
    order = 48
    message = "blanks here: GNU as drops them, LLVM keeps them, and the text shows it"
    advice = "quote the actual that has them, or write none"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        if difference.refused() or not re.search(r"\\\w", difference.cause.origin.text):
            return None
        made = {frozenset(each[1] for each in outcome.readings) for outcome in difference.all_outcomes()} - {
            frozenset()
        }
        bare = {frozenset("".join(text.split()) for text in texts) for texts in made}
        return difference.place.span if len(bare) == 1 and len(made) > 1 else None
