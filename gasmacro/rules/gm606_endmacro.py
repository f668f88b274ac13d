r"""`.endmacro`

What happens
------------
LLVM's assembler knows `.endmacro` as well as `.endm`. GNU as knows `.endm` only, in any case; LLVM's knows `.endm` in
small letters only.

Why
---
One assembler does not find the end of the definition.

Bad
---
    .macro put a
     .byte \a
    .endmacro
     put 1

Good
----
    .macro put a
     .byte \a
    .endm
     put 1

Fix
---
`.endm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import EndRule

if TYPE_CHECKING:
    import re


class Endmacro(EndRule):
    """GM606."""

    code = "GM606"
    name = "endmacro"
    message = "an end of a macro that not every assembler knows"
    advice = "write `.endm`"
    ends = r"(?<!:)\A\.(?:endmacro|(?=[a-z]*[A-Z])(?i:endm))\b"

    def mended(self, found: re.Match[str]) -> str:
        """The end that all know."""
        return ".endm"
