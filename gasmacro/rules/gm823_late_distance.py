"""A reservation of a distance that is not settled yet

What happens
------------
`.skip`, `.space` or `.fill` whose size hangs on the distance of two labels further on in the same section, with a jump,
an alignment or another reservation between them. LLVM's assembler before 19 rejects it: at that place the distance
is still open. GNU as and newer LLVM settle both together.

Why
---
Code that is put to the end of a line of the cache, or filled up to the length of its replacement, assembles with one
assembler only.

Bad
---
     .skip 16 - (middle - start), 0xcc
    start:
     je 1f
    middle:
     nop
    1:

Good
----
     .skip 16 - (middle - start), 0xcc
    start:
     nop
    middle:
     nop

Fix
---
The replacement into a section of its own, or the jump's bytes written out.

Reports
-------
https://github.com/llvm/llvm-project/issues/68086
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class LateDistance(ReasonRule):
    """GM823."""

    code = "GM823"
    name = "late-distance"
    order = 20
    message = "reserves a distance of labels that is not settled here for every assembler"
    advice = (
        "keep jumps, alignments and reservations out from between the labels, or put them into a section of their own"
    )
    reasons = frozenset(("late-distance",))
