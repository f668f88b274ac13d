"""A way back to a section that there is not

What happens
------------
`.popsection` without a `.pushsection` before it, or `.previous` where no section was left yet. GNU as warns and stays
in the section; LLVM's assembler rejects the statement.

Why
---
A macro that pushes and one that pops are called unevenly: code goes where nobody meant it, and the file assembles with
GNU as only.

Bad
---
    .macro leave
     .popsection
    .endm
     leave
     .byte 1

Good
----
    .macro leave
     .popsection
    .endm
     .pushsection .data
     .byte 2
     leave
     .byte 1

Fix
---
One `.pushsection` for each `.popsection`; the section by its name instead of `.previous`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SectionStack(ReasonRule):
    """GM821."""

    code = "GM821"
    name = "section-stack"
    order = 20
    message = "goes back to a section, and there is none to go back to"
    advice = "balance `.pushsection` and `.popsection`; name the section instead of `.previous`"
    reasons = frozenset(("section-stack",))
