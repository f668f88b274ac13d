"""A block comment in the texts that `.ifc` compares

What happens
------------
GNU as takes a block comment away before it compares. To LLVM's assembler it is a part of the text.

Why
---
Each assembler assembles another arm.

Bad
---
    .ifc a/* x */,a
     .byte 1
    .endif
     .byte 2

Good
----
    .ifc a,a
     .byte 1
    .endif
     .byte 2

Fix
---
The comment on a line of its own.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class CommentInComparison(TextRule):
    """GM314."""

    code = "GM314"
    name = "comment-in-comparison"
    message = "a block comment in a text that is compared: nothing to GNU as, text to LLVM"
    advice = "put the comment on a line of its own"
    directives = r"\.ifn?c|\.ifn?eqs|\.ifnes"
    pattern = r"(?P<at>/\*(?:[^*]|\*(?!/))*\*/)"
    in_actuals = True
