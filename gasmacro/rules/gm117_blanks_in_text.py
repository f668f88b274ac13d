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
        readings = [reading for outcome in difference.all_outcomes() for reading in outcome.readings]
        if difference.refused() or len(readings) < 2 or not re.search(r"\\\w", difference.cause.origin.text):
            return None
        bare = {"".join(reading[1].split()) for reading in readings}
        return difference.place.span if len(bare) == 1 and len({reading[1] for reading in readings}) > 1 else None
