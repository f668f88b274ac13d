r"""A statement that assemblers read differently

What happens
------------
Below the macro layer too assemblers have their own rules: GNU as assumes 0 for a missing operand, cuts numbers that
are too large and takes unknown escapes for their character, where LLVM's assembler rejects the statement.

Why
---
One assembler rejects the file, or puts other bytes into it.

Bad
---
     .octa 1+1

Good
----
     .octa 2

Fix
---
Write what all assemblers read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.causes import STATEMENTS
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class StatementParts(Rule):
    """GM801."""

    code = "GM801"
    order = 70
    name = "statement-parts"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of statements that stay in the expansion."""
        if difference.cause.kind != STATEMENTS or not difference.parted() or difference.cause.call is not None:
            return []
        errors = [error for outcome in difference.all_outcomes() for error in outcome.errors]
        words = (
            f"not every assembler accepts this statement: {errors[0]}"
            if errors
            else "assemblers read this statement differently"
        )
        return [Told(words, Span.of(difference.place.origin, *difference.place.span))]
