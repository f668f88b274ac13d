"""Every fixture, answered as every assembler in its record did.

In: `fixtures/` and the records in it.  Rule: what a fixture expects is what was recorded; where an assembler accepted,
gasmacro does not reject, and where gasmacro does not reject, its expansion is a text of which that assembler was seen
to make the same object as of the fixture, or to reject it with the same errors.
"""

from __future__ import annotations

import pytest

from gasmacro.verify.expectations import write_verdict
from gasmacro.verify.fixtures import Fixture
from gasmacro.verify.records import Record, short, short_name, text_digest
from tests.evidence import exceptions
from tests.evidence.fixtures import fixtures, read_records, source_digest, topics
from tests.evidence.proof import expand

ALL = {fixture.name: fixture for fixture in fixtures()}


def record_of(fixture: Fixture) -> Record:
    record = read_records(fixture.topic).get(fixture.name)
    assert record is not None, "nothing recorded: run `python -m tests.evidence.record`"
    assert record.source == source_digest(fixture), "recorded of another source: run `python -m tests.evidence.record`"
    return record


def test_there_are_fixtures_of_every_topic_and_no_record_without_one() -> None:
    assert len(ALL) >= 2000
    recorded = {name for topic in topics() for name in read_records(topic)}
    assert recorded == ALL.keys()


@pytest.mark.parametrize("name", ALL)
def test_what_a_fixture_expects_is_what_was_recorded(name: str) -> None:
    fixture = ALL[name]
    for full, each in record_of(fixture).outcomes.items():
        expected = [line.verdict for line in fixture.expectations if short_name(full) in line]
        verdict = write_verdict(each.accepted, each.died, each.sections, each.relocations)
        assert expected == [verdict], f"{full}: the fixture expects {expected}"


@pytest.mark.parametrize("name", ALL)
def test_the_engine_answers_as_the_assemblers_did(name: str) -> None:
    fixture = ALL[name]
    record = record_of(fixture)
    wrong = [why for full in record.outcomes if (why := disagreement(fixture, record, full))]
    assert not wrong, "\n".join(wrong)


def disagreement(fixture: Fixture, record: Record, full: str) -> str:
    """How the engine's answer contradicts what is recorded of an assembler, or ""."""
    name = short_name(full)
    real, ours = record.outcomes[full], expand(fixture, name)
    if ours.failed:
        return f"{full}: {ours.failed}"
    if ours.accepted is False:
        return f"{full} accepts what the engine rejects: {'; '.join(ours.errors)}" if real.accepted else ""
    if record.proved.get(full) == short(text_digest(ours.text)):
        return ""
    if full in record.inexact:
        return "" if not ours.exact and ours.notes else f"{full}: an inexact expansion that says nothing of it"
    return f"{full}: this expansion was not proved; `python -m tests.evidence.record` asks the assembler"


def test_the_exceptions_are_what_the_records_imply() -> None:
    assert exceptions.FILE.read_text("utf-8") == exceptions.exceptions()
