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

from gasmacro.rules._splitting import SplittingRule
from gasmacro.syntax.scrub import character

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONSTANT = re.compile(r"'(?:\\.|[^\\])'?")


class CharacterActual(SplittingRule):
    """GM109."""

    code = "GM109"
    name = "character-actual"
    message = "a character constant as an actual: a number to GNU as before it splits actuals, text to LLVM"
    advice = "write the number, with a comma behind it"

    def spellings(self, operands: str) -> Iterator[str]:
        """The number in place of the character, with or without a comma."""
        if "'" not in operands:
            return
        number = _CONSTANT.sub(lambda found: character(found[0]), operands)
        yield number
        yield re.sub(r"(?<=\w)[ \t]+(?=\w)", ", ", number)
