"""SARIF 2.1.0: one run; the way through the macros as related locations; columns count code points."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gasmacro.__about__ import __version__
from gasmacro.compare.intervals import told
from gasmacro.control.fingerprints import fingerprints
from gasmacro.rules import rule_named
from gasmacro.rules.pages import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Edit, Finding, Fix, Outcome
    from gasmacro.model import Frame
    from gasmacro.reporters import Look

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """The document."""
    codes = sorted({finding.rule for finding in outcome.findings})
    index = {code: place for place, code in enumerate(codes)}
    results = [
        _result(finding, index[finding.rule], fingerprint)
        for finding, fingerprint in fingerprints(outcome.findings, look.line, look.root)
    ]
    driver = {
        "name": "gasmacro",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(code) for code in codes],
    }
    invocation = {
        "executionSuccessful": not outcome.errors,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": trouble.message},
                "locations": [_location(trouble.file, _region(trouble.line, trouble.column))],
            }
            for trouble in outcome.errors
        ],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _descriptor(code: str) -> dict[str, Any]:
    rule = rule_named(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title()},
        "fullDescription": {"text": " ".join(rule.section("What happens").split())},
        "help": {"text": rule.page(), "markdown": markdown(rule)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": told(finding)},
        "locations": [_location(finding.file, _spanned(finding))],
        "partialFingerprints": {"gasmacro/v1": fingerprint},
        "properties": {"verdicts": dict(finding.verdicts)},
    }
    if finding.stack:
        result["relatedLocations"] = [_frame(frame, at) for at, frame in enumerate(reversed(finding.stack))]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _frame(frame: Frame, number: int) -> dict[str, Any]:
    """A step of the way: the call, or the definition of a macro that nobody calls."""
    if frame.line is not None:
        place = _location(frame.file, _region(frame.line, frame.column or 1))
    elif frame.definition is not None:
        place = _location(frame.definition.file, _region(frame.definition.line, 1))
    else:
        place = _location(frame.file, _region(1, 1))
    return {"id": number, **place, "message": {"text": f"in {frame.kind} {frame.name}"}}


def _region(line: int, column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column}


def _spanned(span: Finding | Edit) -> dict[str, int]:
    return {**_region(span.line, span.column), "endLine": span.end_line, "endColumn": span.end_column}


def _location(file: str, region: dict[str, int]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": region}}


def _uri(file: str) -> str:
    path = quote(os.fsencode(file).replace(os.sep.encode(), b"/"))
    return f"file://{path}" if path.startswith("/") else path


def _fix(fix: Fix) -> dict[str, Any]:
    files: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        files.setdefault(edit.file, []).append(edit)
    changes = [
        {"artifactLocation": {"uri": _uri(file)}, "replacements": [_replacement(edit) for edit in edits]}
        for file, edits in files.items()
    ]
    return {"description": {"text": fix.message}, "artifactChanges": changes}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _spanned(edit), "insertedContent": {"text": edit.text}}
