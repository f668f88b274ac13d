r"""A macro that ends inside its own conditional

What happens
------------
GNU as rejects a macro whose body leaves an `.if` open. LLVM's assembler goes on, and wants the `.endif` later.

Why
---
The two disagree whether the source is complete.

Bad
---
    .macro open a
     .if \a
     .byte 1
    .endm
     open 1
     .endif

Good
----
    .macro open a
     .if \a
     .byte 1
     .endif
    .endm
     open 1

Fix
---
Close each `.if` where it was opened.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class ConditionalLeftOpen(TextRule):
    """GM312."""

    code = "GM312"
    name = "conditional-left-open"
    message = "a macro that ends inside its own conditional: an error to GNU as only"
    advice = "close the conditional in the same body"
    refusals = "end of macro inside conditional|unmatched .*(?:if|else)|unterminated|without|doesn.t follow"
