"""A number that not every assembler reads

What happens
------------
A suffix of C in small letters, a binary or hexadecimal prefix without digits, a local label as `1$` and a prefix for
floating-point numbers (`0d1`, `0f1`, `0h1`) are numbers to one family, or since one release, and an error or another
number to the other.

Why
---
The condition or data has no value, or another one.

Bad
---
     .quad 10ul

Good
----
     .quad 10UL

Fix
---
Decimal digits, `0x` and digits, `0b` and digits, or `0` and octal digits.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class NumberSpelling(TextRule):
    """GM326."""

    code = "GM326"
    name = "number-spelling"
    order = 55
    message = "a number that not every assembler reads, or not as the same"
    advice = "write plain decimal digits, or `0x` with digits"
    pattern = (
        r"(?<![\w.$\\])(?P<at>\d+[uUlL]+|0[bB]?\d*[bf]|0[xX][\da-fA-F]{17,}|0[xXbB](?![\da-fA-F])"
        r"|0[b-hB-HpP][\d.]+|\d+\$|\d[ \t]+[bf])(?![\w.$])"
    )
    in_actuals = True
