"""A spelling of a repetition that LLVM does not know

What happens
------------
LLVM's assembler knows `.rept`, `.rep`, `.irp`, `.irpc` and `.endr` in small letters. GNU as ignores case, and knows
`.irep` and `.irepc` too.

Why
---
LLVM's assembler takes the directive for an unknown one, and the body for code.

Bad
---
     .REPT 2
     .byte 1
     .endr

Good
----
     .rept 2
     .byte 1
     .endr

Fix
---
Small letters, and the common names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import EndRule, TextRule

if TYPE_CHECKING:
    import re

    from gasmacro.compare.difference import Difference
    from gasmacro.rules import Told


class _Beginning(TextRule):
    order = 18
    message = "a spelling of a repetition that LLVM does not know"
    advice = "write `.rept`, `.irp`, `.irpc` and `.endr` in small letters"
    directives = r"\.(?:rept?|irp|irpc|irepc?|endr)"
    pattern = r"\.(?:irepc?|(?=[a-z]*[A-Z])\w+)\b"


class RepetitionSpelling(EndRule):
    """GM406."""

    code = "GM406"
    name = "repetition-spelling"
    message = _Beginning.message
    advice = _Beginning.advice
    ends = r"\A\.(?=[a-z]*[A-Z])(?i:endr)\b"

    def mended(self, found: re.Match[str]) -> str:
        """The end that all know."""
        return ".endr"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of the directive that begins a repetition, or of the one that ends it."""
        return _Beginning().explain(difference) or super().explain(difference)
