r"""A suppression has nothing to suppress

What happens
------------
A comment suppresses findings of a rule, and there is no such finding at the statement it holds for, with the assemblers
in range.

Why
---
What it was written for is gone; it would hide the next finding that comes there.

Bad
---
    # gasmacro: ignore[GM101] older clang is not used here
    .byte 1

Good
----
    .byte 1

Fix
---
Remove the comment, or the rule from its list.
"""

from __future__ import annotations

from gasmacro.rules import CommentRule


class UnusedSuppression(CommentRule):
    """GM001."""

    code = "GM001"
    name = "unused-suppression"
