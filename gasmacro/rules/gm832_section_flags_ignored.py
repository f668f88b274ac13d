"""Other flags for a section that GNU as knows by its name

What happens
------------
Of a section whose attributes follow from its name, such as `.data.x` or `.rodata.x`, GNU as ignores other flags when it
is named again, and warns. LLVM's assembler adds the flags of the name by itself, so that both statements are the same
to it.

Why
---
With `--fatal-warnings` the build ends. All assemblers make the same section.

Bad
---
     .section .data.ro,"aw"
     .byte 1
     .section .data.ro,"a"
     .byte 2

Good
----
     .section .data.ro,"aw"
     .byte 1
     .section .data.ro,"aw"
     .byte 2

Fix
---
The same flags wherever the section is named.

Reports
-------
https://github.com/ClangBuiltLinux/linux/issues/1441
https://github.com/ClangBuiltLinux/linux/issues/1153
"""

from __future__ import annotations

from gasmacro.rules._kinds import WarnedRule


class SectionFlagsIgnored(WarnedRule):
    """GM832."""

    code = "GM832"
    name = "section-flags-ignored"
    kind = "section-flags-ignored"
    message = "other flags than before for this section: GNU as ignores them with a warning"
    advice = "name the section with the same flags everywhere"
