"""A comparison of labels

What happens
------------
GNU as compares two labels of one section by their places. LLVM's assembler knows the value of a difference of labels
only.

Why
---
LLVM's assembler rejects the condition.

Bad
---
    first: .byte 1
    last:
     .if last > first
     .byte 2
     .endif

Good
----
    first: .byte 1
    last:
     .if last - first > 0
     .byte 2
     .endif

Fix
---
Compare their difference with 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules._kinds import TextRule

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference


class LabelComparison(TextRule):
    """GM304."""

    code = "GM304"
    name = "label-comparison"
    message = "a comparison of labels: a number to GNU as only"
    advice = "compare their difference with 0"
    directives = r"\.(?:if|elseif)"

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets that matter, None where it is another kind."""
        span = super().marked(difference)
        if span is None:
            return None
        found = _COMPARED.search(difference.substituted(difference.cause.origin.text))
        if found is None:
            return None
        labels = _labels(difference)
        return span if {found[1], found[2]} <= labels or found[1] == "." else None


_COMPARED = re.compile(r"([\w.$]+)\s*(?:==|!=|<>|<=?|>=?)\s*([\w.$]+)\s*$")


def _labels(difference: Difference) -> set[str]:
    """The labels that the source defines."""
    noted = difference.groups[0].reader.noted.values()
    return {label for each in noted for label in each.labels} | {"."}
