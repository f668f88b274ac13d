"""A value that a directive takes from one assembler only

What happens
------------
A negative size or an alignment that is no power of two in `.comm`, an entry size of 0, two strings that touch in
`.ident`: GNU as takes them, with a warning or without, and LLVM's assembler rejects them.

Why
---
The value was computed, and what GNU as makes of it is not what was asked for.

Bad
---
     .comm buffer, 64, 3
     .byte 1

Good
----
     .comm buffer, 64, 4
     .byte 1

Fix
---
Sizes above nothing, alignments that are powers of two.
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class DirectiveValues(ReasonRule):
    """GM829."""

    code = "GM829"
    name = "directive-values"
    order = 20
    message = "a value that not every assembler takes here"
    advice = "write sizes that are positive, and alignments that are powers of two"
    with_refusal = True
    reasons = frozenset(("directive-values",))
