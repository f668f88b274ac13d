"""JUnit's XML: a failed test case per finding; one that passes when there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from gasmacro.compare.intervals import told
from gasmacro.reporters._printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Outcome
    from gasmacro.reporters import Look


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """The document."""
    failures, errors = len(outcome.findings), len(outcome.errors)
    counts = {"tests": str(max(1, failures + errors)), "failures": str(failures), "errors": str(errors)}
    top = ET.Element("testsuites", counts)
    suite = ET.SubElement(top, "testsuite", {"name": "gasmacro", **counts})
    for finding in outcome.findings:
        place = f"{finding.file}:{finding.line}:{finding.column}"
        case = ET.SubElement(suite, "testcase", {"name": printable(f"{finding.rule} {place}"), "classname": "gasmacro"})
        failure = ET.SubElement(case, "failure", {"message": printable(finding.message), "type": finding.rule})
        failure.text = printable(f"{place}: {told(finding)}")
    for trouble in outcome.errors:
        case = ET.SubElement(suite, "testcase", {"name": printable(trouble.file), "classname": "gasmacro"})
        ET.SubElement(case, "error", {"message": printable(str(trouble))})
    if not failures and not errors:
        ET.SubElement(suite, "testcase", {"name": "check", "classname": "gasmacro"})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"
