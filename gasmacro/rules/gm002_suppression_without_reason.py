r"""A suppression gives no reason

What happens
------------
A comment suppresses findings and does not say why.

Why
---
Who reads the source next can't tell whether it still holds.

Bad
---
    # gasmacro: ignore[GM901]
    .exitm

Good
----
    .byte 1

Fix
---
Write the reason behind the bracket: `gasmacro: ignore[GM901] never assembled by clang`.
"""

from __future__ import annotations

from gasmacro.rules import CommentRule


class SuppressionWithoutReason(CommentRule):
    """GM002."""

    code = "GM002"
    name = "suppression-without-reason"
