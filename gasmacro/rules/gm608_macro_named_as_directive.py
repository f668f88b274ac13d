r"""A macro with a directive's name

What happens
------------
GNU as warns, and goes on using its directive. LLVM's assembler uses the macro.

Why
---
Both accept it and make other code.

Bad
---
    .macro .byte a
     .long \a
    .endm
     .byte 1

Good
----
    .macro put_long a
     .long \a
    .endm
     put_long 1

Fix
---
Another name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class MacroNamedAsDirective(MarkedRule):
    """GM608."""

    code = "GM608"
    name = "macro-named-as-directive"
    order = 30
    message = "a macro with a directive's name: ignored by GNU as, used by LLVM"
    advice = "give the macro another name"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        call = difference.cause.call
        return difference.place.span if call is not None and call.kind == "macro" and call.name[:1] == "." else None
