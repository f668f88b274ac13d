r"""An apostrophe behind a formal

What happens
------------
In a body GNU as swallows an apostrophe that stands behind `\a`. LLVM's assembler copies it.

Why
---
In a string the apostrophe is lost under GNU as.

Bad
---
    .macro tell a
     .ascii "\a's"
    .endm
     tell it

Good
----
    .macro tell a
     .ascii "\a\()'s"
    .endm
     tell it

Fix
---
Part the two with `\()`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class ApostropheBehindFormal(TextRule):
    """GM204."""

    code = "GM204"
    name = "apostrophe-behind-formal"
    message = "an apostrophe behind a formal: GNU as swallows it"
    advice = r"write `\()` between the formal and the apostrophe"
    pattern = r"(?P<at>\\[\w.$]+')"
    in_strings = True
