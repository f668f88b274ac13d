r"""A comma behind the last formal

What happens
------------
LLVM's assembler ignores a comma at the end of a header. GNU as rejects the definition.

Why
---
The calls are unknown instructions then.

Bad
---
    .macro put a,
     .byte \a
    .endm
     put 1

Good
----
    .macro put a
     .byte \a
    .endm
     put 1

Fix
---
No comma at the end.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class CommaBehindFormals(TextRule):
    """GM604."""

    code = "GM604"
    name = "comma-behind-formals"
    message = "a comma behind the last formal: GNU as rejects the header"
    advice = "leave the comma out"
    directives = r"\.macro"
    pattern = r"(?P<at>,)\s*(?:/\*.*|#.*)?$"
