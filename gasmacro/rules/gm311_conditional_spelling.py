"""A conditional that only GNU as knows

What happens
------------
GNU as knows `.elsec` and `.endc`, and rejects conditionals that it does not know even in parts that are passed over.
LLVM's assembler knows neither of the two, and passes over what it does not know.

Why
---
One of them does not find the end of the conditional.

Bad
---
     .if 1
     .byte 1
     .endc

Good
----
     .if 1
     .byte 1
     .endif

Fix
---
`.else` and `.endif`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class ConditionalSpelling(TextRule):
    """GM311."""

    code = "GM311"
    name = "conditional-spelling"
    order = 18
    message = "a conditional that only some assemblers know"
    advice = "write `.else` or `.endif`"
    directives = r"\.(?:elsec|endc|if\w*|else\w*)"
    pattern = r"\.(?i:elsec|endc|if(?!n?(?:def|ot|b|c|e)|eq|g|l)\w+)"
