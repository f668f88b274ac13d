r"""Operands that assemblers cut into other actuals

What happens
------------
GNU as cuts the operands of a call by characters, LLVM's assembler by tokens. Where blanks, colons, brackets or
backslashes stand between words, the two come to other actuals.

Why
---
A formal gets a part of an actual, or two of them.

Bad
---
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair one: two

Good
----
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair one:, two

Fix
---
Quotes around whole actuals, and commas between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.rebinding import REFUSED
from gasmacro.rules import Span, Told
from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.compare.difference import Difference


class OperandsSplit(SplittingRule):
    """GM119."""

    code = "GM119"
    name = "operands-split"
    order = 58
    message = "assemblers cut the operands of this call into other actuals"
    advice = "put quotes around whole actuals, and commas between them"

    def spellings(self, operands: str) -> Iterator[str]:
        """The actuals as the words stand, or as the brackets hold them together."""
        words = operands.split()
        lead = operands[: len(operands) - len(operands.lstrip())]
        yield lead + ", ".join(word.rstrip(",") for word in words)
        if '"' not in operands:
            yield lead + ", ".join(f'"{word.rstrip(",")}"' for word in words)
            yield lead + ", ".join(f'"{part.strip()}"' for part in operands.split(","))

    def explain(self, difference: Difference) -> list[Told]:
        """Told of every call whose actuals are cut in several ways."""
        call = difference.cause.call
        if call is None or call.kind != "macro" or not difference.parted():
            return []
        if found := super().explain(difference):
            return found
        binder = difference.binder()
        bound = binder.bindings(binder.operands)
        if all(each == bound[0] for each in bound) or REFUSED in bound:
            return []
        return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
