"""GitHub Actions' workflow commands: an annotation per finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.intervals import told
from gasmacro.reporters._printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """One command per finding and per file that could not be checked."""
    for finding in outcome.findings:
        place = {
            "file": finding.file,
            "line": finding.line,
            "col": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
            "title": f"{finding.rule} {finding.name}",
        }
        message = told(finding)
        yield _command(_COMMANDS[finding.severity], place, message)
    for trouble in outcome.errors:
        place = {"file": trouble.file, "line": trouble.line, "col": trouble.column}
        yield _command("error", place, trouble.message)


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
