r"""An empty string as an actual

What happens
------------
To GNU as `""` is no actual: the formal takes its default, and one marked `:req` is missing. LLVM's assembler passes
the empty text.

Why
---
With a default both accept the call and make different code.

Bad
---
    .macro put a=1
     .ascii "<\a>"
    .endm
     put ""

Good
----
    .macro put a=1
     .ascii "<\a>"
    .endm
     put

Fix
---
Leave the actual out to take the default; give the macro another formal for "nothing".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY = re.compile(r'(?<!["\\])""(?!")')


class EmptyStringActual(SplittingRule):
    """GM108."""

    code = "GM108"
    name = "empty-string-actual"
    message = "an empty string as an actual: to GNU as it is none, so that the default counts"
    advice = "leave the actual out to take the default"

    def spellings(self, operands: str) -> Iterator[str]:
        """The string left out, or a word in its place."""
        yield _EMPTY.sub("", operands)
        yield _EMPTY.sub("x", operands)
