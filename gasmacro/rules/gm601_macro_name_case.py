r"""A macro's name in other letters

What happens
------------
GNU as folds the case of macro names, so that `.macro PUSH` is called by `push` too. LLVM's assembler does not.

Why
---
One assembler expands the macro where the other assembles an instruction, or finds none of that name.

Bad
---
    .macro NOP
     .byte 0xf3, 0x90
    .endm
     nop

Good
----
    .macro pause_here
     .byte 0xf3, 0x90
    .endm
     pause_here

Fix
---
Write the name as it was defined, and give macros names that no instruction has in any case.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/924
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.causes import CALLEES, STATEMENTS
from gasmacro.findings import Edit, Fix
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class MacroNameCase(Rule):
    """GM601."""

    code = "GM601"
    name = "macro-name-case"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of calls whose name differs from the macro's in case only."""
        found = difference.cause
        if difference.directive() == ".macro" and any("already defined" in words for words in difference.refused()):
            return self._again(difference)
        if found.kind not in (CALLEES, STATEMENTS) or found.call is None:
            return []
        at = found.origin.text.lower().find(found.call.name.lower())
        used = found.origin.text[at : at + len(found.call.name)]
        if at < 0 or used == found.call.name:
            return []
        words = f"`{used}` calls the macro `{found.call.name}` under assemblers that ignore the case of macro names"
        span = Span.of(found.origin, at, at + len(used))
        edit = Edit(span.file, span.line, span.column, span.line, span.end_column, found.call.name)
        fix = Fix(f"write `{found.call.name}`", "safe", (edit,))
        return [Told(words, span, f"write `{found.call.name}`", fix)]

    def _again(self, difference: Difference) -> list[Told]:
        """Told of a second definition, which only assemblers that fold names refuse."""
        if not difference.parted():
            return []
        words = "the name differs from another macro's in case only: GNU as takes it for a second definition"
        span = Span.of(difference.place.origin, *difference.place.span)
        return [Told(words, span, "give the macros names that differ in more than their case")]
