r"""A formal without its backslash, in `.altmacro` mode

What happens
------------
In this mode GNU as replaces a formal's name with or without a backslash, in strings too; LLVM's assembler since 19.
Before, it leaves the bare name.

Why
---
The name becomes a symbol that nobody defines.

Bad
---
    .altmacro
    .macro put value
     .byte value
    .endm
     put 42

Good
----
    .altmacro
    .macro put value
     .byte \value
    .endm
     put 42

Fix
---
A backslash before the formal.

Reports
-------
https://github.com/android/ndk/issues/1576
https://github.com/llvm/llvm-project/issues/38347
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class AltmacroBareName(TextRule):
    """GM503."""

    code = "GM503"
    name = "altmacro-bare-name"
    order = 44
    message = "a formal without its backslash: LLVM before 19 does not replace it"
    advice = "write a backslash before it"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        around = difference.cause.around
        if around is None:
            return None
        text = difference.cause.origin.text
        names = "|".join(re.escape(name) for name, _ in around.values)
        return super().marked(difference) if names and re.search(rf"(?<![\\\w.$])(?:{names})(?![\w.$])", text) else None
