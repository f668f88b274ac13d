r"""Blanks in the texts that `.ifc` compares

What happens
------------
`.ifc` compares what is left of the texts: GNU as has shrunk blanks and dropped those beside operators, LLVM's
assembler has not.

Why
---
Each assembler assembles another arm.

Bad
---
    .macro same a:vararg
     .ifc \a,x+y
     .byte 1
     .endif
    .endm
     same x + y

Good
----
    .macro same a:vararg
     .ifc \a,x+y
     .byte 1
     .endif
    .endm
     same x+y

Fix
---
No blanks inside the texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class TextComparisonBlanks(TextRule):
    """GM305."""

    code = "GM305"
    name = "text-comparison-blanks"
    order = 47
    message = "the texts that are compared differ in blanks: equal to GNU as only"
    advice = "write both texts without blanks"
    directives = r"\.ifn?c"
    pattern = r"^(?!.*(?:/\*|'))"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        return super().marked(difference) if not difference.refused() else None
