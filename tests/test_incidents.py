"""Public reports: each broken form is found at its line, with what every assembler was recorded to make of it.

The same holds under other names, one level of macros deeper, and in a file with C preprocessor lines; mended forms, and
reports in which nothing parts the assemblers, have no finding.
"""

from __future__ import annotations

import pytest

import gasmacro
from gasmacro import Config
from gasmacro.findings import Finding
from tests.evidence.incidents import Incident, incidents, nested, renamed
from tests.oracles.assemblers import assemble, assemblers

# All reject the operand, and it is told so: there is nothing in which they part.
UNTOLD = {"incidents/openh264-738-dot-in-parameter-name"}
# All accept them alike, but some warn of the statement, which ends builds that take warnings for errors: notes.
WARNED = {
    "incidents/cbl-1415-unused-named-param": ("GM618", 1),
    "incidents/cbl-1441-gas-section-attr-warning": ("GM832", 4),
}
REPORTED = list(incidents())
PARTING = [each for each in REPORTED if each.parts and each.fixture.name not in UNTOLD]
ALIKE = [each for each in REPORTED if not each.parts and not each.hopeless]
AGREED = ALIKE + list(incidents(mended=True))
BROKEN = pytest.mark.parametrize("incident", PARTING, ids=lambda incident: incident.fixture.path.stem)
# In a macro these are other mistakes: `.end` ends no file there, and names are assigned in another order.
FLAT = {"incidents/libucontext-20-end-name"}


def findings(incident: Incident, source: str, filename: str = "x.s") -> tuple[Finding, ...]:
    ranges = ("gas@2.35+", "clang@9+")
    return gasmacro.check(source, assemblers=ranges, arch=incident.fixture.arch, filename=filename).findings


def judged(incident: Incident, found: tuple[Finding, ...], word: str) -> set[str]:
    return {
        name
        for each in found
        for name, verdict in each.verdicts.items()
        if verdict == word and name in incident.recorded
    }


def holds(incident: Incident, found: tuple[Finding, ...], lines: set[int]) -> None:
    assert found
    assert judged(incident, found, "rejects") == incident.rejecting
    assert {each.line for each in found} & lines, ({each.line for each in found}, lines)
    assert {each.rule for each in found}.isdisjoint({"GM801", "GM901", "GM902"})


def test_there_are_incidents() -> None:
    assert len(PARTING) >= 38
    assert len(AGREED) >= 55


@BROKEN
def test_the_broken_form_is_found(incident: Incident) -> None:
    found = findings(incident, incident.source)
    holds(incident, found, set(incident.lines))
    accepting = incident.recorded.keys() - incident.rejecting
    reference = max((name for name in accepting if name.startswith("gas")), default="")
    if not incident.rejecting:  # where all accept, those who read it otherwise are told
        bytes_of = {name: each.sections for name, each in incident.recorded.items()}
        assert judged(incident, found, "differs") == {
            name for name, sections in bytes_of.items() if sections != bytes_of[reference]
        }


@BROKEN
def test_other_names_change_nothing(incident: Incident) -> None:
    holds(incident, findings(incident, renamed(incident.source)), set(incident.lines))


@BROKEN
def test_one_more_level_changes_nothing(incident: Incident) -> None:
    if incident.fixture.name in FLAT:
        return
    source, where = nested(incident.source)
    calls = {len(source.splitlines())}
    holds(incident, findings(incident, source), {where[line] for line in incident.lines if line in where} | calls)


@BROKEN
def test_a_file_for_the_preprocessor_changes_nothing(incident: Incident) -> None:
    if "/*" in incident.source:  # the preprocessor takes comments away
        assert findings(incident, incident.source, "x.S") == ()
        return
    holds(incident, findings(incident, incident.source, "x.S"), set(incident.lines))


@pytest.mark.parametrize("incident", AGREED, ids=lambda incident: incident.fixture.path.stem)
@pytest.mark.parametrize("filename", ["x.s", "x.S"])
def test_what_all_accept_alike_has_no_finding(incident: Incident, filename: str) -> None:
    for source in (incident.source, renamed(incident.source), nested(incident.source)[0]):
        assert findings(incident, source, filename) == ()


@pytest.mark.parametrize("name", WARNED)
def test_what_some_warn_of_is_a_note(name: str) -> None:
    incident = next(each for each in ALIKE if each.fixture.name == name)
    ranges = ("gas@2.35+", "clang@9+")
    config = Config(ranges, incident.fixture.arch, severity="note", flags=False)
    (found,) = [
        each
        for each in gasmacro.check(incident.source, filename="x.s", config=config).findings
        if each.rule == WARNED[incident.fixture.name][0]
    ]
    assert ((found.rule, found.line), found.severity, set(found.verdicts.values())) == (
        WARNED[name],
        "note",
        {"accepts"},
    )


@pytest.mark.live
@BROKEN
def test_the_variants_have_the_verdicts_of_the_assemblers(incident: Incident) -> None:
    for source in (renamed(incident.source), nested(incident.source)[0]):
        if source != renamed(incident.source) and incident.fixture.name in FLAT:
            continue
        for name, assembler in assemblers(incident.fixture.arch).items():
            assert assemble(source, assembler, name="x.s").accepted is (name not in incident.rejecting), (name, source)
