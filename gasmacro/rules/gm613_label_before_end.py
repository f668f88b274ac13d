r"""A label before the end of a macro or repetition

What happens
------------
GNU as finds `.endm` behind a label, and the label stays in the body. LLVM's assembler wants the end first on its line,
as both do for `.endr`.

Why
---
LLVM's assembler does not find the end of the definition.

Bad
---
    .macro put a
     .byte \a
    here: .endm
     put 1

Good
----
    .macro put a
     .byte \a
    here:
    .endm
     put 1

Fix
---
The end on a line of its own.
"""

from __future__ import annotations

from gasmacro.rules._kinds import EndRule


class LabelBeforeEnd(EndRule):
    """GM613."""

    code = "GM613"
    name = "label-before-end"
    message = "a label before the end of a body: LLVM does not find the end"
    advice = "put the end on a line of its own"
    ends = r"\A(?:[\w.$\"\\@()]+[ \t]*:[ \t]*)+(?=\.(?i:end(?:m|macro|r))\b)"
