"""Findings in files that nobody named, which a source of whoever wrote it made gasmacro read.

In: findings, the files that were named or found below a named folder.  Out: the same, those in any other file that does
not look like a source without what stands in it.  Rule: the place and the rule are told, as they are needed to mend it;
words of the file are not, be they in a message, in what assemblers make of it, or in a fix.
"""

from __future__ import annotations

import os

from gasmacro.source.discover import SUFFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from gasmacro.findings import Finding


class Named:
    """The files whose content may be shown, by whatever path they are reached."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = set(paths)
        self._real: set[str] = set()

    def __contains__(self, path: object) -> bool:
        if path in self._paths:
            return True
        self._real = self._real or {os.path.realpath(each) for each in self._paths}
        return isinstance(path, str) and os.path.realpath(path) in self._real


def discreet(findings: Iterable[Finding], named: Named) -> list[Finding]:
    """Findings as they may be told."""
    return [finding if _tellable(finding.file, named) else _without_words(finding) for finding in findings]


def _tellable(path: str, named: Named) -> bool:
    return os.path.splitext(path)[1].lower() in SUFFIXES or path in named


def _without_words(finding: Finding) -> Finding:
    from dataclasses import replace

    message = (
        f"{finding.name.replace('-', ' ')}: no more is told of a file that is no source by its name; name it to check"
    )
    return replace(finding, message=message, help="", makes={}, body="", fix=None, candidates=())
