"""A directive in capitals

What happens
------------
GNU as ignores the case of directives. LLVM's assembler before 11 knew small letters only; since then it ignores the
case of its core directives, but not of those of the object format (`.TEXT`, `.SECTION`, `.TYPE`, ...), nor of `.ENDM`,
`.REPT` and `.IRP`.

Why
---
LLVM's assembler calls the directive unknown.

Bad
---
     .TEXT
     .byte 1

Good
----
     .text
     .byte 1

Fix
---
Small letters.

Reports
-------
https://github.com/aros-development-team/AROS/pull/745
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class DirectiveInCapitals(ReasonRule):
    """GM016."""

    code = "GM016"
    name = "directive-in-capitals"
    order = 20
    message = "a directive in capitals, which not every assembler knows"
    advice = "write it in small letters"
    reasons = frozenset(("directive-case",))
