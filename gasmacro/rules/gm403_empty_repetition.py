r"""A repetition over nothing

What happens
------------
For `.irp x,` GNU as runs one round with an empty value, LLVM's assembler none. A `:vararg` formal that nobody filled
gives the same.

Why
---
Both accept it and make other code.

Bad
---
    .macro each list:vararg
     .irp x, \list
     .byte 1
     .endr
    .endm
     each
     .byte 2

Good
----
    .macro each list:vararg
     .ifnb \list
     .irp x, \list
     .byte 1
     .endr
     .endif
    .endm
     each
     .byte 2

Fix
---
Ask with `.ifnb` before the repetition.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class EmptyRepetition(TextRule):
    """GM403."""

    code = "GM403"
    name = "empty-repetition"
    message = "a repetition over nothing: one round under GNU as, none under LLVM"
    advice = "ask with `.ifnb` first"
    directives = r"\.irpc?"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        return super().marked(difference) if not difference.refused() and _EMPTY.search(_written(difference)) else None


_EMPTY = re.compile(r"(?i:\.irpc?)\s*[\w.$]+\s*,?\s*$")


def _written(difference: Difference) -> str:
    return difference.substituted(difference.cause.origin.text).split("#")[0].rstrip()
