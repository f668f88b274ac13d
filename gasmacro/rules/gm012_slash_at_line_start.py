"""A slash at the start of a line is a comment under GNU as for x86 only

What happens
------------
GNU as for x86 takes a line that begins with `/` for a comment. LLVM's assembler does not, unless a second slash
follows.

Why
---
LLVM's assembler rejects the line.

Bad
---
     / one
     .byte 1

Good
----
     # one
     .byte 1

Fix
---
Begin the comment with `#` or `/*`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class SlashAtLineStart(TextRule):
    """GM012."""

    code = "GM012"
    name = "slash-at-line-start"
    message = "a slash begins a comment line under GNU as for x86 only"
    advice = "begin the comment with `#` or `/*`"
    pattern = r"^\s*(?P<at>/)(?![/*])"
