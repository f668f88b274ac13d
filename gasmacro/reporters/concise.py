"""`file:line:column: RULE message`, one finding a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.reporters._printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """One line per finding."""
    for finding in outcome.findings:
        place = f"{finding.file}:{finding.line}:{finding.column}"
        yield printable(f"{place}: {finding.rule} {finding.message}".replace("\n", " ")) + "\n"
