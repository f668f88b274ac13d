r"""A shift among the actuals on arm and aarch64

What happens
------------
In `lsl #2` GNU as for arm and aarch64 drops the blank before `#`: the shift is one actual. LLVM's assembler makes two
of it.

Why
---
A macro with just enough formals is called with one actual too many under LLVM.

Bad
---
    .macro both op, a, b, shift
     \op \a, \b, \shift
    .endm
     both mov, x0, x1, lsl #0

Good
----
    .macro both op, a, b
     \op \a, \b
    .endm
     both mov, x0, x1

Fix
---
Quotes around the shift, or a `:vararg` formal.

Architecture
------------
aarch64

Reports
-------
https://github.com/intel/isa-l/pull/353
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._splitting import SplittingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFT = re.compile(r"(?<![^\s,])((?:lsl|lsr|asr|ror|msl|[su]xt[bhwx])[ \t]+#?[^\s,]+)", re.IGNORECASE)


class ShiftedRegister(SplittingRule):
    """GM116."""

    code = "GM116"
    name = "shifted-register"
    order = 49
    message = "a shift among the actuals: one actual to GNU as, two to LLVM"
    advice = "put quotes around the shift"

    def spellings(self, operands: str) -> Iterator[str]:
        """Quotes around the shift."""
        yield _SHIFT.sub(r'"\1"', operands)
