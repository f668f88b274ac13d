"""A letter of section flags that older releases do not know

What happens
------------
`R` (keep the section from the linker's garbage collection) is known to GNU as since 2.36 and to LLVM's assembler since
13, `l` (large sections of x86-64) to LLVM's since 17.

Why
---
Older releases reject the statement.

Bad
---
     .section .keep,"aR"
     .byte 1

Good
----
     .section .keep,"a"
     .byte 1

Fix
---
Letters that all releases in range know, or a condition of the preprocessor around the statement.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SectionFlagLetter(ReasonRule):
    """GM830."""

    code = "GM830"
    name = "section-flag-letter"
    order = 20
    message = "a letter of section flags that not every release in range knows"
    advice = "leave it out for older releases"
    with_refusal = True
    reasons = frozenset(("section-flag-letter",))
