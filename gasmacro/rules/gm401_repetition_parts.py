r"""A repetition that assemblers run differently

What happens
------------
LLVM's assembler wants a comma behind the variable of `.irp`, runs no round for an empty list where GNU as runs one,
takes plain words in `.irpc` only (strings since 21), and does not know `.irep`, `.irepc` or capitals such as `.REPT`.

Why
---
One assembler rejects the repetition or runs another number of rounds.

Bad
---
     .irp x:req, 1
     .ascii "\x"
     .endr

Good
----
     .irp x, 1
     .ascii "\x"
     .endr

Fix
---
A comma behind the variable and between the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class RepetitionParts(Rule):
    """GM401."""

    code = "GM401"
    order = 60
    name = "repetition-parts"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of repetitions."""
        if not difference.directive().startswith((".rep", ".irp", ".irep")) or not difference.parted():
            return []
        words = f"assemblers run `{difference.directive()}` differently"
        if difference.refused():
            words = f"not every assembler accepts this `{difference.directive()}`"
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "put commas behind the variable and between the values",
            )
        ]
