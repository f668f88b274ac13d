"""A number that its directive has no room for

What happens
------------
GNU as cuts a number that does not fit, with a warning or without. LLVM's assembler rejects it.

Why
---
Complements of small numbers are the usual case: `~0x80` is negative and wide.

Bad
---
     .byte 256

Good
----
     .byte 256 & 0xff

Fix
---
Mask the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.refusals import reason
from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class NumberTooLarge(MarkedRule):
    """GM323."""

    code = "GM323"
    name = "number-too-large"
    order = 45
    message = "a number that has no room here: cut by GNU as, refused by LLVM"
    advice = "mask it with `&`"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        if difference.cause.call is not None:
            return None
        readings = [reading for outcome in difference.all_outcomes() for reading in outcome.readings]
        told = [words for words in (reading[2] for reading in readings) if reason(words) in ("data", "expression")]
        return difference.place.span if any(_TOO_LARGE.search(words) for words in told) else None


_TOO_LARGE = re.compile(r"(?i)range|too large|too big|larger|out of")
