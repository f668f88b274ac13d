r"""Assemblers part for a reason that no other rule explains

What happens
------------
The expansions of this source differ, and no rule names the cause.

Why
---
A difference without an explanation is still a difference.

Bad
---
    .macro tell a, b
     .ascii "<\a|\b>"
    .endm
     tell x, 'y
     tell z

Good
----
    .macro tell a, b
     .ascii "<\a|\b>"
    .endm
     tell x, y
     tell z

Fix
---
Look at both expansions with `gasmacro diff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AssemblersPart(Rule):
    """GM901."""

    code = "GM901"
    order = 90
    name = "assemblers-part"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of all that parts."""
        if not difference.parted():
            return []
        rejecting = difference.refused()
        words = (
            f"not every assembler accepts this: {rejecting[0]}" if rejecting else "assemblers expand this differently"
        )
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "compare the expansions: `gasmacro diff`",
            )
        ]
