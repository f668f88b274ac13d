"""What of the macro layer is left in an expansion.

In: an expansion's text.  Out: a directive and its line, or None.  Rule: a statement begins at a line's start or after a
separator, outside strings and block comments; conditionals that nobody could decide may stay.
"""

from __future__ import annotations

import re

_LEFT = re.compile(
    r"(?:^|;)[ \t]*"
    r"(\.(?:macro|endm|endmacro|purgem|exitm|rept|rep|irp|irpc|irep|irepc|endr|altmacro|noaltmacro|include))\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/', re.DOTALL)


def left_over(expanded: str) -> tuple[str, int] | None:
    """The first directive of the macro layer in an expansion, and its line there (from 1)."""
    bare = _NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), expanded)
    left = _LEFT.search(bare)
    return (left[1], bare.count("\n", 0, left.start(1)) + 1) if left else None
