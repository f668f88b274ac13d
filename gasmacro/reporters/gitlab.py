"""GitLab's code quality report: a JSON list of issues."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gasmacro.control.fingerprints import fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """The list of issues."""
    issues = [
        {
            "description": finding.message,
            "check_name": f"{finding.rule} {finding.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": finding.file,
                "positions": {
                    "begin": {"line": finding.line, "column": finding.column},
                    "end": {"line": finding.end_line, "column": finding.end_column},
                },
            },
        }
        for finding, fingerprint in fingerprints(outcome.findings, look.line, look.root)
    ]
    yield json.dumps(issues, indent=1) + "\n"
