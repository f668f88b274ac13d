r"""The number of a macro's own calls

What happens
------------
`\+` gives how often a macro was called before. GNU as has it since 2.44, LLVM's assembler since 19.

Why
---
Before, it is an error or a plus sign.

Bad
---
    .macro next
     .byte \+
    .endm
     next

Good
----
    .set count, 0
    .macro next
     .byte count
     .set count, count + 1
    .endm
     next

Fix
---
Count with a symbol of your own, or use `\@`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class CallCounter(Rule):
    """GM501."""

    code = "GM501"
    order = 30
    name = "call-counter"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of statements that use it."""
        if "\\+" not in difference.cause.origin.text or not difference.parted():
            return []
        at = difference.cause.origin.text.index("\\+")
        words = r"`\+` counts calls under newer releases only"
        return [Told(words, Span.of(difference.cause.origin, at, at + 2), "count with a symbol of your own")]
