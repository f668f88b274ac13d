r"""An instruction in capitals behind a prefix

What happens
------------
LLVM's assembler ignores the case of the first word of a statement only: behind `lock` or `rep` the name must be in
small letters.

Why
---
LLVM's assembler calls the instruction unknown.

Bad
---
    .macro locked op, place
     lock \op \place
    .endm
     locked INCL, (%rax)

Good
----
    .macro locked op, place
     lock \op \place
    .endm
     locked incl, (%rax)

Fix
---
Small letters.

Reports
-------
https://github.com/llvm/llvm-project/issues/87917
https://github.com/llvm/llvm-project/issues/62326
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class CapitalsBehindPrefix(ReasonRule):
    """GM808."""

    code = "GM808"
    name = "capitals-behind-prefix"
    order = 20
    message = "an instruction in capitals behind a prefix, which LLVM does not know"
    advice = "write it in small letters"
    reasons = frozenset(("capitals-behind-prefix",))
