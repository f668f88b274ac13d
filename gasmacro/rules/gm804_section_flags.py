"""A section named again with other flags

What happens
------------
LLVM's assembler since 11 rejects a section named again with other flags, another type or another entity size, also
against what it has made of names like `.rodata.cst8` itself. GNU as rejects it too, but for names it knows, such as
`.note.*` or `.data.*`, where it warns and keeps the first.

Why
---
The file assembles with GNU as and not with clang.

Bad
---
     .section .note.foo, "a", @note
     .long 1
     .section .note.foo, "", @note
     .long 2

Good
----
     .section .note.foo, "a", @note
     .long 1
     .section .note.foo, "a", @note
     .long 2

Fix
---
The same flags each time, or none the second time.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/913
https://github.com/ocaml/ocaml/pull/9981
https://github.com/ClangBuiltLinux/linux/issues/1441
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class SectionFlags(ReasonRule):
    """GM804."""

    code = "GM804"
    name = "section-flags"
    order = 20
    message = "a section named again with other attributes"
    advice = "repeat the same flags, type and size"
    reasons = frozenset(("section-flags",))
