r"""A backslash before a word that is no formal, in a string

What happens
------------
A backslash before a word that no formal is called stays in the body. In a string GNU as drops it, LLVM's assembler
rejects the escape.

Why
---
A misspelt formal goes unnoticed under GNU as.

Bad
---
    .macro tell text
     .ascii "\wrong"
    .endm
     tell hello

Good
----
    .macro tell text
     .ascii "\text"
    .endm
     tell hello

Fix
---
Write the formal's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.places import owner
from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class UnknownFormalInString(TextRule):
    """GM205."""

    code = "GM205"
    name = "unknown-formal-in-string"
    order = 39
    message = "a backslash before a word that is no formal: GNU as drops it from the string, LLVM rejects it"
    advice = "write a formal's name, or no backslash"
    pattern = r"\\[A-Za-z_]"
    in_strings = True

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        span = super().marked(difference)
        around = difference.cause.around
        if span is None or around is None:
            return None
        words = re.findall(r"\\([A-Za-z_]\w*)", difference.cause.origin.text)
        return span if any(owner(word, around) is None for word in words) else None
