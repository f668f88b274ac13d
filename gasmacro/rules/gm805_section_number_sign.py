"""A section with `#alloc`

What happens
------------
The Solaris way to write flags, `.section name, #alloc`, was read by GNU as for arm up to 2.43; LLVM's assembler reads
it since 15.

Why
---
Each rejects it in some releases.

Bad
---
     .section .foo, #alloc
     .byte 1

Good
----
     .section .foo, "a"
     .byte 1

Fix
---
Flags in quotes.

Architecture
------------
arm

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/744
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SectionNumberSign(ReasonRule):
    """GM805."""

    code = "GM805"
    name = "section-number-sign"
    order = 20
    message = "section flags with a number sign, which not every release reads"
    advice = "write the flags in quotes"
    reasons = frozenset(("section-number-sign",))
