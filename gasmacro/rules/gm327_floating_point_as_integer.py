"""A floating-point number where an integer stands

What happens
------------
Where a directive or condition takes integers, LLVM's assembler makes the bits of a double of `1.5`, `1e3` or `0x1p3`.
GNU as rejects it, or reads another number.

Why
---
A constant of C was copied, or an actual meant for `.double` reached `.quad`.

Bad
---
     .quad 1.5

Good
----
     .double 1.5

Fix
---
`.float` or `.double`, or the integer.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class FloatingPointAsInteger(TextRule):
    """GM327."""

    code = "GM327"
    name = "floating-point-as-integer"
    order = 46
    message = "a floating-point number where integers stand: the bits of a double to LLVM, an error to GNU as"
    advice = "write it behind `.float` or `.double`, or write the integer"
    directives = r"(?!\.(?:float|double|single|dc\.[sdx]|dcb\.[sdx]|tfloat|float16|bfloat16|hfloat)\b).*"
    pattern = (
        r"(?<![\w.$\\])(?P<at>\d+\.\d*(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+|0[xX][\da-fA-F.]+[pP][-+]?\d+)(?![\w.$])"
    )
    in_actuals = True
