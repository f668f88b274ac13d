r"""An escape in a string that LLVM does not know

What happens
------------
GNU as takes an escape that it does not know, such as `\q`, `\v` or `\'`, for the character behind the backslash.
LLVM's assembler rejects the string.

Why
---
Strings that come through a macro often carry a backslash that was meant for another layer.

Bad
---
     .ascii "it\'s"

Good
----
     .ascii "it's"

Fix
---
Write the character itself, or its octal number.

Reports
-------
https://github.com/GrammaTech/ddisasm/issues/14
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class StringEscape(TextRule):
    """GM014."""

    code = "GM014"
    name = "string-escape"
    message = "a string with an escape that not every assembler knows"
    advice = "write the character itself, or its octal number"
    directives = r"\.(?:ascii|asciz|string|asciiz)|"
    pattern = r"\\"
    refusals = "escape"
    in_strings = True
