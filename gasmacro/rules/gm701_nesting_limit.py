r"""Expansions nested deeper than an assembler goes

What happens
------------
LLVM's assembler expands macros 20 deep, GNU as 101 deep.

Why
---
A recursive macro that counts further is rejected by the one with the lower limit.

Bad
---
    .macro down n
     .if \n
     down (\n-1)
     .endif
    .endm
     down 25

Good
----
    .rept 25
     .byte 0
    .endr

Fix
---
Repeat with `.rept` instead of recursion.

Reports
-------
https://github.com/llvm/llvm-project/issues/60387
https://github.com/unikraft/unikraft/issues/532
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class NestingLimit(Rule):
    """GM701."""

    code = "GM701"
    name = "nesting-limit"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of errors that name the depth."""
        errors = [error for outcome in difference.all_outcomes() for error in outcome.errors]
        if not difference.parted() or not any("nested" in error for error in errors):
            return []
        words = "expansions nest deeper here than some assemblers go"
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "repeat with `.rept` instead of recursion",
            )
        ]
