"""Notes: what parts no assembler in range is told when notes are asked for, and only then."""

from __future__ import annotations

import pytest

import gasmacro
from gasmacro.api import Config
from gasmacro.findings import Finding
from tests.evidence.incidents import Incident, incidents

PAIR = ".macro two a, b\n .long \\a, \\b\n.endm\n two 1 -2\n"


def findings(source: str, *ranges: str, severity: str = "note", filename: str = "x.s") -> tuple[Finding, ...]:
    config = Config(ranges, severity=severity, flags=False)
    return gasmacro.check(source, filename=filename, config=config).findings


@pytest.mark.parametrize("filename", ["x.s", "x.S", "x.h"])
def test_what_others_refuse_is_a_note_with_its_fix(filename: str) -> None:
    (found,) = findings(PAIR, "gas@2.44", filename=filename)
    assert (found.rule, found.severity, found.line) == ("GM101", "note", 4)
    assert found.message.startswith("outside the range: ")
    assert (found.verdicts["gas@2.44"], found.verdicts["clang@23"]) == ("accepts", "rejects")
    assert found.fix is not None
    assert found.fix.applicability == "safe"


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_nobody_is_told_who_did_not_ask(severity: str) -> None:
    assert findings(PAIR, "gas@2.44", severity=severity) == ()


def test_what_parts_the_range_is_told_once() -> None:
    asked, unasked = (findings(PAIR, "gas@2.35+", "clang@13+", severity=each) for each in ("note", "warning"))
    assert asked == unasked
    assert [each.severity for each in asked] == ["error"]
    assert [each.severity for each in findings(PAIR, "clang@19")] == ["error"]  # which all in range reject


def test_the_whole_range_leaves_nothing_for_notes() -> None:
    assert findings(PAIR, "gas@2.35+", "clang@9+") == findings(PAIR, "gas@2.35+", "clang@9+", severity="error")


def test_a_suppression_holds_for_a_note() -> None:
    assert findings(PAIR.replace("-2", "-2 # gasmacro: ignore[GM101] meant"), "gas@2.44") == ()


@pytest.mark.parametrize("incident", list(incidents()), ids=lambda incident: incident.fixture.path.stem)
def test_reports_outside_the_range_are_notes(incident: Incident) -> None:
    def lines(severity: str, *ranges: str) -> set[int]:
        config = Config(ranges, incident.fixture.arch, severity=severity, flags=False)
        return {each.line for each in gasmacro.check(incident.source, filename="x.s", config=config).findings}

    assert lines("note", "gas@2.47") == lines("note", "gas@2.35+", "clang@9+")
