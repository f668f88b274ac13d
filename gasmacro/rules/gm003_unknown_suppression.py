r"""A suppression names no rule

What happens
------------
A comment that begins with `gasmacro:` is no suppression, or names a rule that there is not. It suppresses nothing.

Why
---
Most often a code is mistyped, or the rule's name changed.

Bad
---
    # gasmacro: ignore[GM999] what is this
    .byte 1

Good
----
    .byte 1

Fix
---
Write `gasmacro: ignore[CODE] reason` or `gasmacro: ignore-file[CODE] reason`; `gasmacro rules` lists the codes.
"""

from __future__ import annotations

from gasmacro.rules import CommentRule


class UnknownSuppression(CommentRule):
    """GM003."""

    code = "GM003"
    name = "unknown-suppression"
