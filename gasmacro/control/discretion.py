"""Findings in files that nobody named, which a source of whoever wrote it made gasmacro read.

In: findings, the files that were named or found below a named folder.  Out: the same, those in any other file that is
no source by its suffix without what stands in it.  Rule: the place and the rule are told, as they are needed to
mend it; words of the file are not, be they in a message, in what assemblers make of it, or in a fix.
"""

from __future__ import annotations

import os

from gasmacro.source.discover import SUFFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gasmacro.findings import Finding


def discreet(findings: Iterable[Finding], named: Sequence[str]) -> list[Finding]:
    """Findings as they may be told."""
    found = list(findings)
    if all(is_source(finding.file) for finding in found):
        return found
    shown = set(map(os.path.realpath, named))
    return [
        finding if is_source(finding.file) or os.path.realpath(finding.file) in shown else _without_words(finding)
        for finding in found
    ]


def is_source(path: str) -> bool:
    """Whether a file is a source by its name."""
    return os.path.splitext(path)[1].lower() in SUFFIXES


def _without_words(finding: Finding) -> Finding:
    from dataclasses import replace

    message = (
        f"{finding.name.replace('-', ' ')}: no more is told of a file that is no source by its name; name it to check"
    )
    return replace(finding, message=message, help="", makes={}, body="", fix=None, candidates=())
