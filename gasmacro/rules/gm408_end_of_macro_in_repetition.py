"""`.endm` inside a repetition

What happens
------------
`.endm` never closes a repetition. GNU as warns of it each round; LLVM's assembler ends the expansion there, without a
word.

Why
---
Under LLVM the statements behind it are lost.

Bad
---
     .rept 2
     .byte 1
     .endm
     .byte 2
     .endr

Good
----
     .rept 2
     .byte 1
     .byte 2
     .endr

Fix
---
Leave it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class EndOfMacroInRepetition(MarkedRule):
    """GM408."""

    code = "GM408"
    name = "end-of-macro-in-repetition"
    message = "`.endm` inside a repetition: LLVM leaves out what follows"
    advice = "leave `.endm` out"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        call = difference.cause.around or difference.cause.call
        if call is None or call.kind != "repeat" or difference.refused():
            return None
        parted = [bool(outcome.readings) for outcome in difference.all_outcomes()]
        return difference.place.span if any(parted) and not all(parted) else None
