r"""A string or block comment that nothing closes on its line

What happens
------------
GNU as reads a string up to its closing quote, over lines and with a warning, and at the end of the file closes it.
LLVM's assembler rejects one that is never closed, and so does GNU as where the string is an actual. A block comment
without end is a warning to GNU as and an error to LLVM's assembler.

Why
---
One assembler takes what follows into the string, the other rejects it.

Bad
---
    .macro tell text
     .ascii "\text"
    .endm
     tell "one
    two"

Good
----
    .macro tell text
     .ascii "\text"
    .endm
     tell "one\ntwo"

Fix
---
A closing quote on the same line; `\n` for a newline.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class OpenString(TextRule):
    """GM021."""

    code = "GM021"
    name = "open-string"
    order = 16
    message = "a string or comment that is not closed on its line"
    advice = r"close it on the same line, and write `\n` for a newline"
    pattern = (
        r"\A(?:[^\"'/\n]|/(?!\*)|/\*(?:[^*]|\*(?!/))*\*/|'(?:\\.|[^\\\n])?+|\"(?:[^\"\\\n]|\\.)*\")*+"
        r"(?P<at>\"(?:[^\"\\\n]|\\.)*(?:\n|\Z)|/\*)"
    )
    in_strings = True
