r"""A character constant as an actual

What happens
------------
GNU as turns `'a'` into a number before it splits actuals, and drops a blank behind it. LLVM's assembler passes the
text, and one without its closing quote swallows what follows, a newline too.

Why
---
`m 'a' b` passes `97b` under GNU as and two actuals under LLVM.

Bad
---
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair 'a' b

Good
----
    .macro pair a, b=0
     .ascii "<\a|\b>"
    .endm
     pair 97, b

Fix
---
Write the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.causes import STATEMENTS
from gasmacro.rules import Span, Told
from gasmacro.rules._splitting import SplittingRule
from gasmacro.syntax.scrub import character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.compare.difference import Difference

_CONSTANT = re.compile(r"'(?:\\.|[^\\])'?")


class CharacterActual(SplittingRule):
    """GM109."""

    code = "GM109"
    name = "character-actual"
    message = "a character constant as an actual: a number to GNU as before it splits actuals, text to LLVM"
    advice = "write the number, with a comma behind it"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of calls, and of what an actual or a default with a character makes in the body."""
        found = super().explain(difference)
        if found or difference.cause.kind != STATEMENTS or not difference.parted():
            return found
        calls = [node.call for node in difference.cause.nodes]
        if not any("'" in text for call in calls if call is not None for text in call.bound.values()):
            return []
        call = calls[0]
        if call is None or "'" in difference.place.origin.text:
            return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
        origin = call.origin if "'" in call.origin.text or call.definition is None else call.definition
        at = max(origin.text.find("'"), 0)
        return [Told(self.message, Span.of(origin, at, at + 3), self.advice)]

    def spellings(self, operands: str) -> Iterator[str]:
        """The number in place of the character, with or without a comma."""
        if "'" not in operands:
            return
        number = _CONSTANT.sub(lambda found: character(found[0]), operands)
        yield number
        yield re.sub(r"(?<=\w)[ \t]+(?=\w)", ", ", number)
