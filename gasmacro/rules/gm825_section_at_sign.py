"""A section type with `@` where `@` begins a comment

What happens
------------
On Arm `@` begins a comment, so `"MS",@progbits,1` ends behind its second comma. LLVM's assembler rejects that; GNU as
rejects it too, but takes flags with `M`, and the section then has neither type nor entry size.

Why
---
A line that is fine on every other architecture, often one in inline assembler, breaks the build for Arm.

Bad
---
     .section .strings, "MS", @progbits, 1
     .asciz "one"

Good
----
     .section .strings, "MS", %progbits, 1
     .asciz "one"

Fix
---
`%progbits`, which all of them read on every architecture.

Architecture
------------
arm

Reports
-------
https://github.com/mawww/kakoune/issues/4385
https://github.com/llvm/llvm-project/issues/120871
https://github.com/getsentry/crashpad/pull/149
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SectionAtSign(ReasonRule):
    """GM825."""

    code = "GM825"
    name = "section-at-sign"
    order = 15
    message = "the type of the section is behind the sign of a comment"
    advice = "write `%` instead of `@` before the type"
    reasons = frozenset(("section-at-sign",))
