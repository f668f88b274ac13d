r"""Every assembler in range rejects this

What happens
------------
No assembler that was asked for accepts the source.

Why
---
It can't be assembled.

Bad
---
    .macro one a
    .endm
     one 1, 2

Good
----
    .macro one a
    .endm
     one 1

Fix
---
Mend what the message names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class RejectedByAll(Rule):
    """GM902."""

    code = "GM902"
    order = 91
    name = "rejected-by-all"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of what is left: errors that all have."""
        errors = difference.refused()
        words = (
            f"every assembler in range rejects this: {errors[0]}"
            if errors
            else "no assembler reads this as it can be meant"
        )
        return [Told(words, Span.of(difference.place.origin, *difference.place.span))]
