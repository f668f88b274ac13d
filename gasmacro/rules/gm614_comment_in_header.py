r"""A block comment in the header of a macro

What happens
------------
On x86 GNU as before 2.44 drops a block comment without leaving a blank, and the formals beside it are one. LLVM's
assembler before 19 takes a comment that stands behind a default for a part of it.

Why
---
The macro has other formals, and its calls have too many actuals.

Bad
---
    .macro put a /* first */ b
     .byte \a, \b
    .endm
     put 1, 2

Good
----
    .macro put a, b /* first, second */
     .byte \a, \b
    .endm
     put 1, 2

Fix
---
Commas between formals, and the comment on a line of its own or behind the last formal without a default.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference

_HEADER = re.compile(r"\.macro\b.*/\*", re.IGNORECASE | re.DOTALL)


class CommentInHeader(Rule):
    """GM614."""

    code = "GM614"
    name = "comment-in-header"
    order = 45
    message = "a block comment in this header: a blank, nothing or a part of the default, depending on the release"
    advice = "put commas between formals and the comment on a line of its own"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of headers with a comment, and of calls that part for it."""
        call = difference.cause.call
        header = difference.cause.origin
        if call is not None and call.kind == "macro" and call.definition is not None:
            header = call.definition
        if not difference.parted() or not _HEADER.match(header.text):
            return []
        if call is not None and header is not difference.cause.origin and not self._parts(difference):
            return []
        at = header.text.index("/*")
        return [Told(self.message, Span.of(header, at, len(header.text)), self.advice)]

    @staticmethod
    def _parts(difference: Difference) -> bool:
        """Whether assemblers bind the actuals of a call in several ways."""
        binder = difference.binder()
        return binder.part(binder.operands)
