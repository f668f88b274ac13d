r"""The number of calls starts again in each block

What happens
------------
`\@` is the number of macro calls so far. GNU as reads all that a C compiler puts out as one text. LLVM's assembler has
a parser for all `asm` outside functions together, and one for each `asm` in a function: there the number starts at 0
again. A label made of it is then made a second time, and refused.

Why
---
The label is one for a whole file, the number is not.

Bad
---
asm(".macro mark\n.pushsection .data\n.Lmark_\\@:\n\t.byte 1\n.popsection\n.endm");
void first(void) { asm volatile("mark"); }
void second(void) { asm volatile("mark"); }

Good
----
asm(".macro mark\n.pushsection .data\n9:\n\t.byte 1\n.popsection\n.endm");
void first(void) { asm volatile("mark"); }
void second(void) { asm volatile("mark"); }

Fix
---
Use a numeric label, or pass `%=` of the `asm` to the macro and make the label of that.

Reports
-------
https://github.com/llvm/llvm-project/issues/54833
https://github.com/llvm/llvm-project/issues/60792
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gasmacro.compare.causes import ERRORS
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class CounterRestarts(Rule):
    """GM506."""

    code = "GM506"
    name = "call-counter-restarts"
    order: ClassVar[int] = 15
    examples: ClassVar[str] = "example.c"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of labels that one family makes a second time."""
        text = difference.cause.origin.text
        if difference.cause.kind != ERRORS or "\\@" not in text or not difference.parted():
            return []
        if not any("already defined" in words for words in difference.refused()):
            return []
        at = text.index("\\@")
        words = r"`\@` starts again in each block of a function: the label is made a second time"
        return [
            Told(words, Span.of(difference.cause.origin, at, at + 2), "use a numeric label, or pass `%=` to the macro")
        ]
