r"""A name that is nowhere defined, added and subtracted

What happens
------------
GNU as lets a name that is added and subtracted cancel out, defined or not. LLVM's assembler wants it defined.

Why
---
A macro may go unnoticed for years with a constant that its file lacks.

Bad
---
    .macro bit n
     .byte (\n) - BASE
    .endm
     bit BASE+3

Good
----
    .set BASE, 16
    .macro bit n
     .byte (\n) - BASE
    .endm
     bit BASE+3

Fix
---
Define the name.

Reports
-------
https://git.kernel.org/linus/28399a5a6d569c9bdb612345e4933046ca37cde5
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class UndefinedCancels(ReasonRule):
    """GM325."""

    code = "GM325"
    name = "undefined-cancels"
    order = 20
    message = "a name that nobody defines, added and subtracted: it cancels under GNU as only"
    advice = "define it before it is used"
    reasons = frozenset(("undefined-cancels",))
