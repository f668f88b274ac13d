r"""A reservation of less than nothing

What happens
------------
`.skip`, `.space` or `.zero` with a count below zero. GNU as warns and reserves nothing; LLVM's assembler rejects the
statement.

Why
---
The count is mostly a difference, the room that is left up to a size: what was to fit has grown past it, and GNU as goes
on with a layout that nobody meant.

Bad
---
    .macro upto size, used
     .skip \size - \used, 0xcc
    .endm
     upto 4, 6

Good
----
    .macro upto size, used
     .skip \size - \used, 0xcc
    .endm
     upto 8, 6

Fix
---
A count that cannot be negative; `.org` where a place is meant, which no assembler lets go backwards.

Reports
-------
https://github.com/llvm/llvm-project/issues/123402
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class NegativeReservation(TextRule):
    """GM822."""

    code = "GM822"
    name = "negative-reservation"
    message = "reserves less than nothing"
    advice = "mend what the count is made of; GNU as warns and reserves nothing"
    refusals = "invalid number of bytes"
