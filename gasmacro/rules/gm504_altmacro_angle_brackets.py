r"""A string in angle brackets that only GNU as reads

What happens
------------
Both take `<...>` for one actual in `.altmacro` mode. Nested, adjacent or empty ones, those that are never closed, and
those in a header, GNU as reads alone; the `<` of `1<<2` opens a string to it.

Why
---
Actuals are cut at other places.

Bad
---
    .altmacro
    .macro tell a
     .ascii "(\a)"
    .endm
     tell <>

Good
----
    .altmacro
    .macro tell a
     .ascii "(\a)"
    .endm
     tell <x>

Fix
---
One pair of brackets around a whole actual; parentheses around shifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AltmacroAngleBrackets(TextRule):
    """GM504."""

    code = "GM504"
    name = "altmacro-angle-brackets"
    message = "angle brackets that assemblers read differently in `.altmacro` mode"
    advice = "put one pair around a whole actual, and parentheses around shifts"
    pattern = "<"
    in_strings = True

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        return super().marked(difference) if difference.cause.call is not None else None
