r"""`.irpc` over more than one plain word

What happens
------------
LLVM's assembler takes one identifier or number in `.irpc`, since 21 a string as well. GNU as takes each character of
what is left of the line, and several strings since 2.44.

Why
---
LLVM's assembler rejects the repetition.

Bad
---
     .irpc x, a-b
     .ascii "\x"
     .endr

Good
----
     .irpc x, ab
     .ascii "\x"
     .endr

Fix
---
Letters and digits only; other characters with `.irp`.
"""

from __future__ import annotations

from gasmacro.rules._kinds import TextRule


class CharactersOfIrpc(TextRule):
    """GM405."""

    code = "GM405"
    name = "characters-of-irpc"
    order = 48
    message = "`.irpc` over more than a plain word"
    advice = "use letters and digits only, or `.irp`"
    directives = r"\.irpc"
