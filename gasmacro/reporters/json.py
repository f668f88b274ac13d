"""One JSON document, as the contract has it; lone surrogates are written as escapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gasmacro.__about__ import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look


def document(outcome: Outcome) -> dict[str, Any]:
    """The document as objects."""
    return {
        "schema": 1,
        "tool": {"name": "gasmacro", "version": __version__},
        "assemblers": list(outcome.assemblers),
        "findings": [finding.as_dict() for finding in outcome.findings],
        "files": outcome.files,
        "errors": [trouble.as_dict() for trouble in outcome.errors],
    }


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """The whole document."""
    yield json.dumps(document(outcome), indent=1) + "\n"
