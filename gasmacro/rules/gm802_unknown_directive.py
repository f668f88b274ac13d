"""A directive that not every assembler knows

What happens
------------
GNU as has directives for listings, for stabs and for old dialects that LLVM's assembler never had: `.func`, `.hword`
on x86, `.title`, `.list`, `.string16`, `.struct`, ... New ones come to both at different times, such as `.base64` and
`.nops`.

Why
---
The other calls it unknown.

Bad
---
     .func start
    start: .byte 1
     .endfunc

Good
----
    start: .byte 1

Fix
---
A directive that all know, or none.

Reports
-------
https://github.com/Multicorewareinc/x265/issues/590
https://github.com/build2/libbuild2-autoconf/pull/86
https://github.com/ssvb/tinymembench/pull/21
https://github.com/resurrecting-open-source-projects/dcfldd/pull/44
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class UnknownDirective(ReasonRule):
    """GM802."""

    code = "GM802"
    name = "unknown-directive"
    order = 20
    message = "a directive that not every assembler in range knows"
    advice = "use one that all know"
    reasons = frozenset(("unknown-directive",))
