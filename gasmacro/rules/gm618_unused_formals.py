"""Formals that the body does not use, beside a `$` with a digit

What happens
------------
Where a body uses none of the formals but has `$` with a digit or `n` behind it, as every immediate on x86 has, LLVM's
assembler warns that the `$1` is no actual by its number. GNU as says nothing.

Why
---
With `-Wa,--fatal-warnings`, or `-Werror` for clang, the build ends. All assemblers make the same bytes.

Bad
---
    .macro enable reg=0
     movl $1, %eax
    .endm
     enable

Good
----
    .macro enable
     movl $1, %eax
    .endm
     enable

Fix
---
No formals that nothing uses.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1415
https://github.com/ClangBuiltLinux/linux/issues/1444
"""

from __future__ import annotations

from gasmacro.rules._kinds import WarnedRule


class UnusedFormals(WarnedRule):
    """GM618."""

    code = "GM618"
    name = "unused-formals"
    kind = "unused-formals"
    message = "a macro uses none of its formals but has `$` with a digit: LLVM warns"
    advice = "take the formals out, or name one in a comment of the body"
