"""Which findings baselines know, asked while fixes are made: those are left as they are.

In: findings of one look at a source, the texts they stand in.  Out: those that are new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.control.baseline import Baseline
from gasmacro.source.edits import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gasmacro.control.find import Finder
    from gasmacro.findings import Finding


class Known:
    """The baselines that the configurations name, each read once."""

    def __init__(self, configured: Finder) -> None:
        self._configured = configured
        self._files: dict[str, Baseline] = {}

    def fresh(self, findings: Sequence[Finding], texts: Mapping[str, str]) -> list[Finding]:
        """The findings that no baseline knows, in their order."""
        lines = {path: Lines(text) for path, text in texts.items()}

        def line(file: str, number: int) -> str | None:
            return lines[file].line(number) if file in lines else None

        new: set[int] = set()
        for path in dict.fromkeys(self._path(finding.file) for finding in findings):
            mine = [finding for finding in findings if self._path(finding.file) == path]
            new.update(map(id, self._baseline(path).sift(mine, line, ())[0] if path else mine))
        return [finding for finding in findings if id(finding) in new]

    def _path(self, file: str) -> str:
        return self._configured.config(file).baseline

    def _baseline(self, path: str) -> Baseline:
        if path not in self._files:
            self._files[path] = Baseline(path)
        return self._files[path]
