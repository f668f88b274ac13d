r"""A symbol that changes after it was used

What happens
------------
GNU as, and LLVM's assembler since 21, give each use the value that holds there. LLVM's before 21 refuses to change a
symbol that was used while it stood for a place, and gives uses before the first assignment the last value.

Why
---
Counters of places and aliases of labels work under GNU as only.

Bad
---
     .data
    first: .quad 1
    last: .quad 2
    .macro put n
     at = \n
     .quad at
    .endm
     put first
     put last

Good
----
     .data
    first: .quad 1
    last: .quad 2
    .macro put n
     .quad \n
    .endm
     put first
     put last

Fix
---
Use the expression itself, or a numeric label.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1008
https://github.com/ClangBuiltLinux/linux/issues/1043
https://github.com/ClangBuiltLinux/linux/issues/920
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class ReassignedSymbol(ReasonRule):
    """GM617."""

    code = "GM617"
    name = "reassigned-symbol"
    order = 20
    message = "a symbol that changes after it was used: LLVM before 21 refuses, or reads the last value"
    advice = "use the expression itself"
    reasons = frozenset(("reassigned",))
