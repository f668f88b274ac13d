r"""A repetition without its count

What happens
------------
GNU as takes a missing count for 0. LLVM's assembler rejects it.

Why
---
An actual that a caller left out does it.

Bad
---
    .macro pad n
     .rept \n
     .byte 0
     .endr
    .endm
     pad
     .byte 1

Good
----
    .macro pad n=0
     .rept \n
     .byte 0
     .endr
    .endm
     pad
     .byte 1

Fix
---
A default for the formal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class CountMissing(TextRule):
    """GM407."""

    code = "GM407"
    name = "count-missing"
    message = "a repetition without a count: none to GNU as, an error to LLVM"
    advice = "give the count a default"
    directives = r"\.rept?"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        text = difference.substituted(difference.cause.origin.text)
        return super().marked(difference) if re.fullmatch(r"\s*\.(?i:rept?)\s*", text) else None
