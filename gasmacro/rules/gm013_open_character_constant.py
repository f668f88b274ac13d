"""A character constant without its closing quote

What happens
------------
GNU as reads `'a` as the number of `a`, closing quote or not. LLVM's assembler wants the closing quote.

Why
---
LLVM's assembler rejects the statement, or takes more of the line, or of the next one, into the constant.

Bad
---
     .byte 'a

Good
----
     .byte 'a'

Fix
---
Close the quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference

_CLOSED = re.compile(r"'(?:\\.|[^\\'])'")


class OpenCharacterConstant(TextRule):
    """GM013."""

    code = "GM013"
    name = "open-character-constant"
    message = "a character constant without its closing quote: a number to GNU as only"
    advice = "close the quote"
    pattern = r"(?P<at>'(?:\\.|[^\\'])(?!')|'')"

    def _looked_into(self, text: str) -> str:
        return _CLOSED.sub(lambda found: "_" * len(found[0]), super()._looked_into(text))

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        return super().marked(difference) if difference.cause.call is None else None
