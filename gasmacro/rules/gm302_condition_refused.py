r"""A condition that some assemblers refuse

What happens
------------
A condition needs a value while the file is read. What has one then differs: GNU as knows undefined symbols in
comparisons and compares labels, LLVM's assembler evaluates numbers and differences of labels.

Why
---
An assembler that has no value for the condition rejects the file.

Bad
---
    .if 0
     .byte 1
    .elseifdef value
     .byte 2
    .endif

Good
----
    .if 0
     .byte 1
    .else
    .ifdef value
     .byte 2
    .endif
    .endif

Fix
---
Ask with `.ifdef` first, or compare numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.causes import ERRORS
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class ConditionRefused(Rule):
    """GM302."""

    code = "GM302"
    order = 60
    name = "condition-refused"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of conditions with an error."""
        if difference.cause.kind != ERRORS or not difference.directive().startswith((".if", ".else")):
            return []
        if not difference.parted():
            return []
        words = f"not every assembler accepts the condition of `{difference.directive()}`"
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "compare what is a number for all of them",
            )
        ]
