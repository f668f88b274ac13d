r"""A `%` that only one assembler works out in `.altmacro` mode

What happens
------------
Both put the value of `%1+2` into an actual that begins so in `.altmacro` mode. Of a default GNU as alone takes the
value; behind `name=` LLVM's assembler alone does, for GNU as has no keywords in that mode. A capital `.ALTMACRO` turns
the mode on for GNU as only.

Why
---
The same call passes `3` to one and `%1+2` to the other.

Bad
---
    .altmacro
    .macro tell a=%1+2
     .ascii "\a"
    .endm
     tell

Good
----
    .altmacro
    .macro tell a=3
     .ascii "\a"
    .endm
     tell

Fix
---
The value as a number, or as an actual of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AltmacroPercent(Rule):
    """GM507."""

    code = "GM507"
    name = "altmacro-percent"
    message = "a `%` whose value only one assembler takes here in `.altmacro` mode"
    advice = "pass the value in place: `%...` as a whole actual without a name, or a number"
    order = 55

    def explain(self, difference: Difference) -> list[Told]:
        """Told of calls with a `%`, by themselves or in a default of their macro."""
        call = difference.cause.call
        if call is None or call.kind != "macro" or not difference.parted():
            return []
        header = call.definition.text if call.definition is not None else ""
        found = re.search(r"(?<![\w)])%", difference.cause.origin.text) or re.search(r"=[ \t]*%", header)
        if found is None:
            return []
        return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
