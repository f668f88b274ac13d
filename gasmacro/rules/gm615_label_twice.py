r"""A label defined twice at one place

What happens
------------
GNU as accepts a second definition of a label that stands at the same place. LLVM's assembler rejects it.

Why
---
A macro that defines the label of the function, called before the label itself.

Bad
---
    .macro function name
     .globl \name
    \name:
    .endm
     function start
    start: .byte 1

Good
----
    .macro function name
     .globl \name
    \name:
    .endm
     function start
     .byte 1

Fix
---
One definition.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class LabelTwice(ReasonRule):
    """GM615."""

    code = "GM615"
    name = "label-twice"
    order = 20
    message = "a label defined twice at one place: LLVM rejects the second"
    advice = "define it once"
    reasons = frozenset(("relabelled",))
