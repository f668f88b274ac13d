r"""A string as an actual in `.altmacro` mode

What happens
------------
In `.altmacro` mode GNU as passes a quoted actual with its quotes; LLVM's assembler passes what stands between them, as
it does outside of that mode.

Why
---
A body with `.ascii \a` assembles with GNU as only, one with `.ascii "\a"` with LLVM only.

Bad
---
    .altmacro
    .macro tell text
     .ascii "\text"
    .endm
     tell "one two"

Good
----
    .altmacro
    .macro tell text
     .ascii "\text"
    .endm
     tell <one two>

Fix
---
Angle brackets around the actual, in place of the quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AltmacroQuotes(TextRule):
    """GM505."""

    code = "GM505"
    name = "altmacro-quotes"
    message = "a quoted actual in `.altmacro` mode: GNU as keeps the quotes, LLVM does not"
    advice = "write `<...>` in place of the quotes, or leave the mode before the call"
    pattern = r'"'
    in_strings = True
    order = 55

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        call = difference.cause.call
        quoted = call is not None and call.kind == "macro" and any(text[:1] == '"' for text in call.bound.values())
        return super().marked(difference) if quoted else None
