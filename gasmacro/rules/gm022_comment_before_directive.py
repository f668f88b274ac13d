"""A block comment before a directive that ends a body or an arm

What happens
------------
GNU as takes a block comment for a blank wherever it stands. LLVM's assembler looks for the end of a macro's body at
the first thing of each line, and a comment is one: `/* done */ .endm` ends nothing. In a repetition the first line of
the body is excepted. In an arm of a conditional that is not taken, a line behind another skipped line is looked at in
the same way: its `.else` or `.endif` does not count.

Why
---
LLVM's assembler takes more into the body or into the skipped arm than the author meant, up to the next end or to the
end of the file. It rejects the source, or drops statements without a word.

Bad
---
    .if 0
     .byte 1
    /* otherwise */ .else
     .byte 2
    .endif

Good
----
    .if 0
     .byte 1
    .else /* otherwise */
     .byte 2
    .endif

Fix
---
Put the comment behind the directive, or on a line of its own above.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.causes import DECISIONS
from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class CommentBeforeDirective(TextRule):
    """GM022."""

    code = "GM022"
    name = "comment-before-directive"
    order = 5
    message = "a block comment before a directive of a body or an arm: LLVM may pass over the directive"
    advice = "put the comment behind the directive"
    pattern = r"\A(?P<at>/\*)"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        open_end = any(_OPEN_END.match(words) for words in difference.refused())
        return super().marked(difference) if open_end or difference.cause.kind == DECISIONS else None


_OPEN_END = re.compile("unmatched|no matching|end of file|unexpected .\\.end")
