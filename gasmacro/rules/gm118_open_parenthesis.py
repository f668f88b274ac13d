r"""A parenthesis that the actual does not close

What happens
------------
LLVM's assembler wants as many closing as opening parentheses in an actual. GNU as counts no commas and no ends: what it
opens may stay open.

Why
---
The parenthesis is often closed by the body, as in `\a)`, or by another actual.

Bad
---
    .macro sum a
     .byte \a + 1)
    .endm
     sum (2

Good
----
    .macro sum a
     .byte (\a + 1)
    .endm
     sum 2

Fix
---
Both parentheses in the actual, or both in the body.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class OpenParenthesis(TextRule):
    """GM118."""

    code = "GM118"
    name = "open-parenthesis"
    order = 30
    message = "a parenthesis that is not closed in its actual: text to GNU as, an error to LLVM"
    advice = "close it in the actual, or put both parentheses into the body"
    refusals = "unbalanced parentheses"
    pattern = r"(?P<at>\()|$"
    in_actuals = True
