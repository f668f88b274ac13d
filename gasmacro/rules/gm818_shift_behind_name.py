"""A shift behind a symbol without `#`

What happens
------------
`movk x7, name, lsl 32` with a symbol for the number is read by all but LLVM's assembler 19, which wants a `#` before
the symbol.

Why
---
One release, which Xcode 16.3 has too, rejects the instruction.

Bad
---
     .equ low, 0x1234
     movk x7, low, lsl 32

Good
----
     .equ low, 0x1234
     movk x7, #low, lsl 32

Fix
---
A `#` before the symbol.

Architecture
------------
aarch64

Reports
-------
https://github.com/intel/isa-l/pull/353
"""

from __future__ import annotations

from gasmacro.rules._kinds import ReasonRule


class ShiftBehindName(ReasonRule):
    """GM818."""

    code = "GM818"
    name = "shift-behind-name"
    order = 20
    message = "a shift behind a symbol without `#`, which LLVM 19 rejects"
    advice = "write `#` before the symbol"
    reasons = frozenset(("shift-behind-name",))
