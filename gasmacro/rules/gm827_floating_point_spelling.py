"""A floating-point number that not every assembler reads

What happens
------------
`0x10` behind `.float` is 16 to GNU as and an error to LLVM's assembler; `snan` is known to GNU as since 2.40, numbers
out of range are infinite to LLVM's and an error to GNU as, integers of 64 bits and more are none to LLVM's.

Why
---
One assembler rejects the file, or puts another number into it.

Bad
---
     .double 18446744073709551616

Good
----
     .double 1.8446744073709552e19

Fix
---
Decimal digits with a point, in the range of the type.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class FloatingPointSpelling(TextRule):
    """GM827."""

    code = "GM827"
    name = "floating-point-spelling"
    order = 46
    message = "a floating-point number that not every assembler reads alike"
    advice = "write decimal digits with a point, in the range of the type"
    directives = r"\.(?:float|double|single|dc\.[sdx]|tfloat|float16|bfloat16|hfloat|ldouble|extend)"
