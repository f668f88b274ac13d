"""Two strings without a comma between them

What happens
------------
In a data directive GNU as joins strings that only a blank parts, for `.asciz` since 2.40; before, each had its own
end. LLVM's assembler takes them in `.ascii` since 13, in `.asciz` and `.string` not at all.

Why
---
What assembles is one string under some and two under others; LLVM rejects `.asciz`.

Bad
---
     .asciz "a" "b"

Good
----
     .asciz "ab"

Fix
---
One string, or a comma between two.

Reports
-------
https://git.libre-soc.org/?a=commit&h=b3446f947bd16a0e2a211343d076c36e4de68a2c&p=binutils-gdb.git
https://github.com/ClangBuiltLinux/linux/issues/1196
https://github.com/ClangBuiltLinux/linux/issues/1271
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class AdjacentStrings(TextRule):
    """GM015."""

    code = "GM015"
    name = "adjacent-strings"
    message = "two strings without a comma: joined, parted or refused"
    advice = "write one string, or put a comma between two"
    directives = r"\.(?:ascii|asciz|string|asciiz)"
    pattern = r'"[ \t]*"'
    in_strings = True
