r"""A conditional that assemblers decide differently

What happens
------------
Assemblers compare texts, symbols and strings by rules of their own: GNU as compares what it has scrubbed, LLVM's
assembler what was written; a comparison of two labels has a value under GNU as only; `.ifdef` counts other things as
defined.

Why
---
Each assembler assembles another arm.

Bad
---
    .ifc 'a',97
     .byte 1
    .endif
     .byte 2

Good
----
    .if 'a' == 97
     .byte 1
    .endif
     .byte 2

Fix
---
Compare single words, or differences of labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.causes import DECISIONS
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class ConditionParts(Rule):
    """GM301."""

    code = "GM301"
    order = 60
    name = "condition-parts"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of decisions that differ."""
        if difference.cause.kind != DECISIONS or not difference.directive().startswith((".if", ".else")):
            return []
        words = f"assemblers decide `{difference.directive()}` differently"
        if difference.refused():
            words = f"not every assembler accepts the condition of `{difference.directive()}`"
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "compare what is a number for all of them",
            )
        ]
