"""Words behind `.end`

What happens
------------
GNU as passes over what follows `.end`. LLVM's assembler rejects it.

Why
---
The last line of a file from another assembler, `.end name`.

Bad
---
     .byte 1
     .end start

Good
----
     .byte 1
     .end

Fix
---
`.end` alone, or nothing.

Reports
-------
https://github.com/kaniini/libucontext/pull/20
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class EndWithOperand(TextRule):
    """GM819."""

    code = "GM819"
    name = "end-with-operand"
    message = "words behind `.end`, which LLVM rejects"
    advice = "write `.end` alone, or nothing"
    directives = r"\.end"
