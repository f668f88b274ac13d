"""What fixes change, as a unified diff that `git apply` and `patch -p1` take.

Rule: lines are cut at `\\n` alone; a last line without one is told as `diff` tells it.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def patch(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of a diff of one file, each with its end."""
    inside = not os.path.isabs(path) and not os.path.normpath(path).startswith("..")
    old, new = (side + os.path.normpath(path) if inside else path for side in ("a/", "b/"))
    for line in unified_diff(_lines(before), _lines(after), old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
