"""A string that touches the name of its directive

What happens
------------
GNU as wants a blank behind a directive and passes over the character that stands there, a quote as well. LLVM's
assembler needs none.

Why
---
GNU as loses the opening quote and rejects the statement, or reads the string to the end of the line.

Bad
---
     .ascii"a"

Good
----
     .ascii "a"

Fix
---
A blank behind the directive.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class GluedString(TextRule):
    """GM018."""

    code = "GM018"
    name = "glued-string"
    message = "a string that touches its directive: GNU as loses the quote"
    advice = "put a blank behind the directive"
    pattern = r'\.\w+(?P<at>")'
    in_strings = True
