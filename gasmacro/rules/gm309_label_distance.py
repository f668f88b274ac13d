"""A distance that LLVM does not know while it reads

What happens
------------
The distance of two labels is known while no code of open size lies between. What is open differs: LLVM's assembler may
still lengthen `add $symbol` and `push $symbol`, and before 17 did not look across `.skip` and `.zero`.

Why
---
One assembler has a number, the other rejects the condition or the count.

Bad
---
    1: .skip 4
    2:
     .if 2b - 1b == 4
     .byte 1
     .endif

Good
----
    1: .long 0
    2:
     .if 2b - 1b == 4
     .byte 1
     .endif

Fix
---
Put nothing but data and instructions of a fixed size between the labels.

Reports
-------
https://github.com/llvm/llvm-project/issues/53728
https://github.com/ClangBuiltLinux/linux/issues/742
https://github.com/ClangBuiltLinux/linux/issues/1201
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class LabelDistance(TextRule):
    """GM309."""

    code = "GM309"
    name = "label-distance"
    message = "a distance of labels that not every assembler knows here"
    advice = "put nothing of open size between the labels"
    directives = r"\.(?:if|elseif|if(?:eq|ne|ge|gt|le|lt)|rept?)"
    pattern = r"-\s*\S"
    refusals = "(?i)absolute|constant|expression"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        span = super().marked(difference)
        return span if span is not None and not _KNOWN.search(difference.cause.origin.text) else None


_KNOWN = re.compile(r"==\s*[A-Za-z]")
