"""Two slashes begin a comment under LLVM, and under GNU as on some architectures only

What happens
------------
LLVM's assembler takes `//` for a comment on every architecture, anywhere in a line. GNU as does so on arm and aarch64;
on x86 it knows a `/` as the start of a comment where a statement begins, and on riscv, powerpc, s390 and mips not at
all.

Why
---
Code that is written for clang, or for arm, is refused by GNU as for x86: what follows the slashes is junk to it.

Bad
---
     .byte 1 // one

Good
----
     .byte 1 # one

Fix
---
Use the comment of the architecture, or `/* */`, which all know.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class SlashesBehindCode(TextRule):
    """GM011."""

    code = "GM011"
    name = "slashes-behind-code"
    message = "two slashes: a comment to LLVM, junk to GNU as on this architecture"
    advice = "use `/* */`, or the comment character that both know"
    pattern = "(?P<at>//)"
