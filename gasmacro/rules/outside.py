"""Notes: what nobody in range trips over, but an assembler outside the range would.

In: the findings of the range, and those of every modelled release.  Out: notes.  Rule: a line that has a finding needs
no note; what may come from what is not known of the source is none; what the range itself parts over is a finding of
the range or nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.findings import ACCEPTS, DIFFERS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from gasmacro.findings import Finding

SEVERITY = "note"


def notes(everywhere: Iterable[Finding], within: Sequence[Finding], assemblers: Collection[str]) -> list[Finding]:
    """The findings of all modelled releases as notes, where the findings `within` the range, whose `assemblers` these
    are, say nothing."""
    told = {(finding.file, finding.line) for finding in within}
    return [
        replace(finding, severity=SEVERITY, message=f"outside the range: {finding.message}")
        for finding in everywhere
        if (finding.file, finding.line) not in told and not finding.doubtful and not _parts(finding, assemblers)
    ]


def _parts(finding: Finding, assemblers: Collection[str]) -> bool:
    """Whether those in range come to several verdicts, or all to a bad one."""
    words = {word for name, word in finding.verdicts.items() if name in assemblers} - {UNKNOWN}
    return len(words) > 1 or not words <= {ACCEPTS, DIFFERS}
