"""One JSON object a line: each finding as in the JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """One line per finding."""
    for finding in outcome.findings:
        yield json.dumps(finding.as_dict()) + "\n"
