r"""`\()` in a repetition outside a macro

What happens
------------
The body of `.rept` is not a macro's body to GNU as: `\()` stays in it. LLVM's assembler removes it.

Why
---
GNU as rejects the statement, or puts `()` into the string.

Bad
---
    .rept 1
     .ascii "a\()b"
    .endr

Good
----
    .rept 1
     .ascii "ab"
    .endr

Fix
---
Leave it out: without formals there is nothing to part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class SeparatorInRepetition(TextRule):
    """GM206."""

    code = "GM206"
    name = "separator-in-repetition"
    message = r"`\()` in a repetition outside a macro: GNU as leaves it there"
    advice = "leave it out"
    pattern = r"(?P<at>\\\(\))"
    in_strings = True

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        around = difference.cause.around
        return super().marked(difference) if around is not None and around.kind == "repeat" else None
