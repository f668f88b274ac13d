r"""A suffix of C behind a number

What happens
------------
LLVM's assembler drops the `U` and `L` that C writes behind a number, in small letters since 15: a macro gets the bare
number.
GNU as passes the text on.

Why
---
In an expression both read the same; in a string, in `.ifc` or as part of a name they do not.

Bad
---
    .macro name number
     .ascii "<\number>"
    .endm
     name 5UL

Good
----
    .macro name number
     .ascii "<\number>"
    .endm
     name 5

Fix
---
No suffix; the C preprocessor's `UL()` and `_AC()` leave it out in assembler.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = re.compile(r"(?<![\w.$])(0[xX][0-9a-fA-F]+|\d+)[uUlL]+(?![\w.$])")


class NumberSuffix(SplittingRule):
    """GM114."""

    code = "GM114"
    name = "number-suffix"
    order = 49
    message = "a suffix behind a number: LLVM drops it, GNU as passes it on"
    advice = "leave the suffix out"

    def spellings(self, operands: str) -> Iterator[str]:
        """Without suffixes."""
        yield _SUFFIX.sub(r"\1", operands)
