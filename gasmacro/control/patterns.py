"""Patterns of `.gitignore` over paths, by the library `pathspec`, which is imported when a pattern needs it.

In: patterns and the folder they start from.  Out: whether a path fits.  Rule: the last pattern that fits decides; a
folder that fits takes everything in it along; a plain name without wildcards is compared without the library.
"""

from __future__ import annotations

import os

from gasmacro.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec import GitIgnoreSpec

_SPECIAL = frozenset("*?[\\/!# \t")


class Patterns:
    """Patterns that start from a folder ("" the current one). A line that is no pattern is passed over, as git does, if
    `lenient`, and else a `UsageError` when the patterns are first asked."""

    def __init__(self, lines: Sequence[str], root: str, *, lenient: bool = False) -> None:
        self._lenient = lenient
        self._root = os.path.abspath(root)
        self._names = frozenset(lines) if all(line and not _SPECIAL & set(line) for line in lines) else None
        self._lines = lines
        self._spec: GitIgnoreSpec | None = None

    def decide(self, path: str, folder: bool = False) -> bool | None:
        """True where the patterns take a path, False where the last that fits is a `!`, None where none fits."""
        inside = os.path.relpath(os.path.abspath(path), self._root).replace(os.sep, "/")
        if inside == "." or inside.startswith("../"):
            return None
        if self._names is not None:
            return True if not self._names.isdisjoint(inside.split("/")) else None
        if self._spec is None:
            self._spec = _compiled([line for line in self._lines if not self._lenient or not wrong(line)])
        return self._spec.check_file(f"{inside}/" if folder else inside).include

    def match(self, path: str, folder: bool = False) -> bool:
        """Whether the patterns take a path."""
        return bool(self.decide(path, folder))


def wrong(line: str) -> bool:
    """Whether a line is no pattern."""
    try:
        _compiled((line,))
    except UsageError:
        return True
    return False


def _compiled(lines: Sequence[str]) -> GitIgnoreSpec:
    import re
    import warnings

    import pathspec

    with warnings.catch_warnings(action="ignore", category=FutureWarning):  # of `re`, about sets such as `[[a]`
        try:
            return pathspec.GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error):
            if len(lines) == 1:
                raise UsageError(f"{lines[0]!r} is no pattern of .gitignore") from None
    raise UsageError(f"{next(filter(wrong, lines))!r} is no pattern of .gitignore")
