"""A comparison of strings in a part that is passed over

What happens
------------
LLVM's assembler before 21 does not count `.ifeqs` and `.ifnes` while it passes over a part: their `.endif` ends the
part.
GNU as, and LLVM's since 21, count them.

Why
---
What follows is assembled though its condition is false.

Bad
---
    .if 0
     .ifeqs "a","a"
     .byte 1
     .endif
     .byte 2
    .endif
     .byte 3

Good
----
    .if 0
     .ifc a,a
     .byte 1
     .endif
     .byte 2
    .endif
     .byte 3

Fix
---
`.ifc` inside other conditionals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.rules._kinds import MarkedRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class SkippedStringComparison(MarkedRule):
    """GM313."""

    code = "GM313"
    name = "skipped-string-comparison"
    order = 49
    message = "behind a comparison of strings in a part that is passed over: LLVM before 21 assembles it"
    advice = "compare with `.ifc` inside other conditionals"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """Marked where the ways of passing over such comparisons decide who reads the statement."""
        if difference.directive().startswith((".ifeqs", ".ifnes")) and difference.refused():
            return difference.place.span
        if not any("skipped_conditions" in group.asked for group in difference.groups):
            return None
        ways: dict[str, set[bool]] = {}
        families: dict[str, set[str]] = {}
        for index, group in enumerate(difference.groups):
            outcome = difference.outcome(index)
            way = group.profile.skipped_conditions.get(".ifeqs", "passed over")
            ways.setdefault(way, set()).add(bool(outcome.readings or outcome.errors))
            families.setdefault(group.profile.reads, set()).add(way)
        mixed = any(len(found) > 1 for found in families.values())
        parted = mixed and all(len(way) == 1 for way in ways.values()) and len(set.union(*ways.values())) > 1
        return difference.place.span if parted else None
