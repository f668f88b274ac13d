r"""A symbol bound in two ways

What happens
------------
GNU as keeps a symbol weak once it is weak. LLVM's assembler before 12 makes it global when `.globl` follows; since
then it rejects the change.

Why
---
A macro that writes `.globl` for each function, and a caller that wants its function weak.

Bad
---
    .macro function name
     .globl \name
    \name: .byte 1
    .endm
     .weak start
     function start

Good
----
    .macro function name, bind=.globl
     \bind \name
    \name: .byte 1
    .endm
     function start, .weak

Fix
---
One binding directive for each symbol.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/937
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class BoundTwice(ReasonRule):
    """GM616."""

    code = "GM616"
    name = "bound-twice"
    order = 20
    message = "a symbol bound in two ways: weak to GNU as, an error or global to LLVM"
    advice = "bind each symbol once"
    reasons = frozenset(("rebound",))
