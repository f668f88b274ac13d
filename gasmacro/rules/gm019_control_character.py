"""A control character that only one assembler reads past

What happens
------------
LLVM's assembler takes a NUL for a blank, and a carriage return for the end of a line, also alone and (since 20) before
the newline in a string. To GNU as a NUL ends the statement, and a carriage return is a blank. In the examples `␀`
stands for a NUL.

Why
---
Editors do not show the character. It comes with a file that a tool cut, padded, or converted from another system.

Bad
---
     .byte 1,␀2

Good
----
     .byte 1, 2

Fix
---
Text without control characters, lines ended by a newline.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class ControlCharacter(TextRule):
    """GM019."""

    code = "GM019"
    name = "control-character"
    order = 15
    message = "a control character: a blank, an end of line or an error, depending on the assembler"
    advice = "take it out; end lines with a newline"
    pattern = r"(?P<at>\0|\r(?!\Z))"
    in_strings = True
    in_actuals = True
