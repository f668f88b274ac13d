r"""A macro definition that assemblers read differently

What happens
------------
The header and the end of a definition have spellings of their own in each family. This rule tells those that no other
rule names, such as a formal or macro whose name is a lone point.

Why
---
One assembler rejects the definition, or makes another macro of it; its calls follow.

Bad
---
    .macro put . b
     .byte \b
    .endm
     put 1, 2

Good
----
    .macro put a b
     .byte \b
    .endm
     put 1, 2

Fix
---
Commas between formals, nothing behind `.endm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.causes import DEFINITIONS
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class DefinitionParts(Rule):
    """GM602."""

    code = "GM602"
    order = 60
    name = "definition-parts"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of headers, ends and purges."""
        name = difference.directive()
        header = difference.cause.kind == DEFINITIONS or name in (".macro", ".endm", ".endmacro", ".endr", ".purgem")
        if not header or not difference.parted():
            return []
        words = f"assemblers read this `{name or '.macro'}` differently"
        if refused := difference.refused():
            words = f"not every assembler accepts this `{name or '.macro'}`: {refused[0]}"
        return [
            Told(
                words,
                Span.of(difference.place.origin, *difference.place.span),
                "put commas between formals, nothing else",
            )
        ]
