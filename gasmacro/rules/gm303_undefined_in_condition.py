r"""A condition on a symbol that has no value yet

What happens
------------
GNU as takes a comparison with an undefined symbol for false, without a word; two such symbols compare as names. LLVM's
assembler wants a number.

Why
---
A macro that compares the name it was given, a register or a condition code say, works under GNU as only.

Bad
---
    .macro store cond
     .if \cond == al
     .byte 1
     .else
     .byte 2
     .endif
    .endm
     store eq

Good
----
    .macro store cond
     .ifc \cond,al
     .byte 1
     .else
     .byte 2
     .endif
    .endm
     store eq

Fix
---
Compare names as text with `.ifc`; ask with `.ifdef` before a symbol is used.

Reports
-------
https://github.com/raspberrypi/linux/pull/5718
https://github.com/riscv/riscv-arch-test/pull/247
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class UndefinedInCondition(TextRule):
    """GM303."""

    code = "GM303"
    name = "undefined-in-condition"
    order = 46
    message = "a condition on a symbol without a value: false to GNU as, an error to LLVM"
    advice = "compare names with `.ifc`, or ask with `.ifdef` first"
    directives = r"\.(?:if|elseif|if(?:eq|ne|ge|gt|le|lt))"
    refusals = "(?i)absolute|expression|constant"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        names = _NAMES.findall(difference.cause.origin.text.partition("if")[2])
        return super().marked(difference) if names else None


_NAMES = re.compile(r"[A-Za-z_.\\%][\w.$]*")
