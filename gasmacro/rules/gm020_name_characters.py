"""A symbol with a character that only one assembler takes

What happens
------------
LLVM's assembler takes `@` and `?` in the name of a symbol, on x86 and where they begin no comment. GNU as takes letters
beyond ASCII, also as the end of a formal's name, so that it looks for another formal.

Why
---
One assembler rejects the definition of the symbol, or puts something else in its place.

Bad
---
    part?one = 1
     .byte 1

Good
----
    part_one = 1
     .byte 1

Fix
---
Letters, digits, `_`, `.` and `$`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class NameCharacters(TextRule):
    """GM020."""

    code = "GM020"
    name = "name-characters"
    order = 19
    message = "a name with a character that not every assembler takes in one"
    advice = "use letters, digits, `_`, `.` and `$`"
    directives = r"(?!\.(?:macro|type|section|ident|file)\b).*"
    pattern = (
        r"^(?:[\w.$]*(?P<at>[@?])[\w.$@?]*[ \t]*(?:=|:))|^\.(?:set|equ|equiv)\s+[\w.$]*[@?]"
        r"|^\.\w+\s.*\w\?\w|\\[\w.$]*[^\x00-\x7f]|^[\w.$]*[^\x00-\x7f]"
    )
    in_strings = True

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        return super().marked(difference) if difference.cause.call is None else None
