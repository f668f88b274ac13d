"""A label before `.macro`

What happens
------------
To GNU as `name: .macro m a` defines the macro `name` with the formals `m` and `a`. LLVM's assembler defines `m`.

Why
---
Calls find another macro, or none.

Bad
---
    here: .macro put a
     .byte 1
    .endm
     put 1

Good
----
    here:
    .macro put a
     .byte 1
    .endm
     put 1

Fix
---
The label on a line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules import Span, Told
from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class LabelBeforeDefinition(TextRule):
    """GM610."""

    code = "GM610"
    name = "label-before-definition"
    message = "a label before `.macro`: it is the macro's name to GNU as"
    advice = "put the label on a line of its own"
    pattern = r":\s*\.(?i:macro)\b"

    def explain(self, difference: Difference) -> list[Told]:
        """Told at the definition, also of what a call makes of it."""
        call = difference.cause.call
        defined = call.definition if call is not None else None
        found = re.search(self.pattern, defined.text) if defined is not None else None
        if defined is not None and found and difference.parted():
            return [Told(self.message, Span.of(defined), self.advice)]
        return super().explain(difference)
