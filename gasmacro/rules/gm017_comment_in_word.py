"""A block comment inside a statement

What happens
------------
On x86 GNU as before 2.44 drops a block comment without leaving a blank, so that `1/**/2` is 12, and wants it to end on
the line on which it began. Since 2.44, as in LLVM's assembler, it counts as a blank. LLVM's assembler for RISC-V and
LoongArch rejects an instruction with a comment behind a register, and before 17, for RISC-V, with one behind a comma.

Why
---
Older releases glue the words beside the comment, or reject the statement; on RISC-V even `mv a0, a1 /* copy */` is
rejected where no C preprocessor takes the comment away.

Bad
---
     .byte 1/* one */+/* two */2/**/3

Good
----
     .byte 1+23 /* one, two */

Fix
---
Keep comments at the end of a statement; behind a register on RISC-V and LoongArch, begin them with `#`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.refusals import reason
from gasmacro.rules import Span, Told
from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class CommentInWord(TextRule):
    """GM017."""

    code = "GM017"
    name = "comment-in-word"
    message = "a block comment inside a statement: nothing or a blank, depending on the release"
    advice = "keep the comment at the end of the statement"
    directives = r"(?!\.(?:if|else|macro|irp|rep)).*"
    pattern = r"\S[ \t]*(?P<at>/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\S"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of comments between the words of a statement, and of those that an instruction may not have."""
        readings = [each for outcome in difference.all_outcomes() for each in outcome.readings]
        if not difference.parted() or not any(reason(each[2]) == "comment-in-instruction" for each in readings):
            return super().explain(difference)
        place = difference.place
        start, end = place.span
        at = _COMMENT.search(place.origin.text, start) or _COMMENT.search(place.origin.text)
        if at is not None:
            start, end = at.span()
        return [Told(_REFUSED, Span.of(place.origin, start, end), _ADVICE)]


_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/")
_REFUSED = "a block comment in an instruction: LLVM's assembler for this architecture rejects it here"
_ADVICE = "begin the comment with `#` at the end of the line, or put it on a line of its own"
