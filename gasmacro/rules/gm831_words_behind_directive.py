"""Words behind a directive that is complete

What happens
------------
Behind `.code 32` GNU as for Arm before 2.40 passed over the rest of the line; it, and LLVM's assembler, reject it
since. Behind `.text 0` LLVM's assembler passes over it and GNU as rejects it.

Why
---
The second directive on the line was never in force where the file was accepted.

Architecture
------------
arm

Bad
---
     .code 32 .balign 4
     .long 0

Good
----
     .code 32
     .balign 4
     .long 0

Fix
---
One directive on a line, or `;` between them.

Reports
-------
https://github.com/zephyrproject-rtos/zephyr/pull/56965
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class WordsBehindDirective(ReasonRule):
    """GM831."""

    code = "GM831"
    name = "words-behind-directive"
    order = 20
    message = "words behind a directive that is complete"
    advice = "put the next directive on a line of its own"
    with_refusal = True
    reasons = frozenset(("words-behind-directive",))
