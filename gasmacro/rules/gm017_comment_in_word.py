"""A block comment inside a statement

What happens
------------
On x86 GNU as before 2.44 drops a block comment without leaving a blank, so that `1/**/2` is 12, and wants it to end on
the line on which it began. Since 2.44, as in LLVM's assembler, it counts as a blank.

Why
---
Older releases glue the words beside the comment, or reject the statement.

Bad
---
     .byte 1/* one */+/* two */2/**/3

Good
----
     .byte 1+23 /* one, two */

Fix
---
Keep comments at the end of a statement.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class CommentInWord(TextRule):
    """GM017."""

    code = "GM017"
    name = "comment-in-word"
    message = "a block comment inside a statement: nothing or a blank, depending on the release"
    advice = "keep the comment at the end of the statement"
    directives = r"(?!\.(?:if|else|macro|irp|rep)).*"
    pattern = r"\S[ \t]*(?P<at>/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\S"
