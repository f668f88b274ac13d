r"""`LOCAL` in `.altmacro` mode

What happens
------------
GNU as makes a fresh name for each `LOCAL` of a body. No release of LLVM's assembler knows the word: it takes it for an
instruction.

Why
---
LLVM's assembler rejects the statement, and the labels are no longer local.

Bad
---
    .altmacro
    .macro loop a
     LOCAL top
    top: .byte \a
     .byte . - top
    .endm
     loop 7

Good
----
    .macro loop a
    .Ltop\@: .byte \a
     .byte . - .Ltop\@
    .endm
     loop 7

Fix
---
Names with `\@`.

Reports
-------
https://bugs.llvm.org/show_bug.cgi?id=45051
https://github.com/llvm/llvm-project/issues/38347
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AltmacroLocal(MarkedRule):
    """GM502."""

    code = "GM502"
    name = "altmacro-local"
    order = 19
    message = "`LOCAL` is a word of GNU as only"
    advice = r"name labels with `\@`"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        readings = [reading[1] for outcome in difference.all_outcomes() for reading in outcome.readings]
        fresh = any(_FRESH.search(text) for text in readings)
        return difference.place.span if fresh or difference.directive() == "local" else None


_FRESH = re.compile(r"\.LL[0-9a-f]{4}")
