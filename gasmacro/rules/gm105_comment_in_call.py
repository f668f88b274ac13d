r"""A comment among the operands of a call

What happens
------------
To GNU as a block comment is a blank or, on x86 before 2.44, nothing at all. LLVM's assembler before 19 takes one that
follows a blank for an actual. `//` begins a comment under LLVM on every architecture, under GNU as on arm and aarch64
only.

Why
---
`m a, b /* why */` has one actual too many for LLVM before 19; `m a /* x */ b` passes `ab` under older GNU as for x86.

Bad
---
    .macro pair a, b=0
     .byte \a, \b
    .endm
     pair 1, 2 /* both */

Good
----
    .macro pair a, b=0
     .byte \a, \b
    .endm
     /* both */
     pair 1, 2

Fix
---
Put the comment on a line of its own.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1422
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule, outside_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(r"[ \t]*/\*.*?(?:\*/|\Z)[ \t]*", re.DOTALL)
_LINE = re.compile(r"[ \t]*//.*", re.DOTALL)


class CommentInCall(SplittingRule):
    """GM105."""

    code = "GM105"
    name = "comment-in-call"
    message = "a comment among the operands of a call: assemblers disagree whether it is an actual, a blank or nothing"
    advice = "put the comment on a line of its own"

    def spellings(self, operands: str) -> Iterator[str]:
        """Nothing, or a blank, in place of the comment."""
        bare = outside_strings(operands, _LINE, "")
        yield outside_strings(bare, _BLOCK, " ").rstrip()
        yield outside_strings(bare, _BLOCK, "").rstrip()
