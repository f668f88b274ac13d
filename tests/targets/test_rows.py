"""Rows: each with evidence, none that contradicts another or changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gasmacro.compare.judge import differences, expansions
from gasmacro.engine.machine import run
from gasmacro.engine.render import expansion
from gasmacro.source.files import Disk
from gasmacro.targets.arch import architecture, names
from gasmacro.targets.ranges import FAMILIES, family, knows, profile
from gasmacro.targets.schema import Profile, Row, release_key
from gasmacro.verify.fixtures import Fixture
from tests.evidence.fixtures import fixtures
from tests.targets.changes import PAGE, renewed

STEMS = {fixture.path.stem: fixture for fixture in fixtures()}
# What these change is a warning about data, which an expansion leaves to the assembler.
WARNINGS = {"negative_data_limit", "negative_reservation_is_told"}


def rows(of: str) -> list[Row]:
    return [*family(of).rows, *(row for name in names() for row in architecture(name).rows(of))]


def named(row: Row) -> list[Fixture]:
    return [
        fixture
        for name in row.fixtures
        for stem, fixture in STEMS.items()
        if stem == name or stem.startswith(f"{name}-")
    ]


def called(row: Row) -> str:
    return f"{row.behaviour} since {row.since or 'the oldest'} on {', '.join(row.arches) or 'all'}"


@pytest.mark.parametrize("of", FAMILIES)
def test_every_row_names_fixtures_that_exist(of: str) -> None:
    bare = [called(row) for row in rows(of) if not row.fixtures]
    lost = [
        f"{called(row)}: {name}"
        for row in rows(of)
        for name in row.fixtures
        if not named(Row("", None, fixtures=(name,)))
    ]
    assert (bare, lost) == ([], [])


@pytest.mark.parametrize("of", FAMILIES)
def test_every_row_says_how_its_release_was_found_out(of: str) -> None:
    for row in rows(of):
        assert row.source == "probed" or row.source.startswith(
            ("probed: ", "computed: ", "gas/NEWS, ", "gas/ChangeLog, ")
        ), called(row)
        # A release between two modelled ones was named by a document, or by an assembler that is not modelled.
        if row.since and row.since not in family(of).releases:
            assert row.source != "probed", called(row)


@pytest.mark.parametrize("of", FAMILIES)
def test_every_row_holds_for_releases_and_architectures_that_exist(of: str) -> None:
    tables = family(of)
    oldest, newest = release_key(tables.releases[0]), release_key(tables.releases[-1])
    for row in rows(of):
        assert not row.since or oldest < release_key(row.since) <= newest, called(row)
        assert set(row.arches) <= set(names()), called(row)
        assert len(set(row.arches)) == len(row.arches), called(row)


@pytest.mark.parametrize("of", FAMILIES)
def test_no_two_rows_say_the_same_or_contradict(of: str) -> None:
    again = Counter((row.behaviour, row.since, arch) for row in family(of).rows for arch in row.arches or ("",))
    assert [key for key, count in again.items() if count > 1] == []


@pytest.mark.parametrize("of", FAMILIES)
@pytest.mark.parametrize("name", names())
def test_the_rows_of_a_behaviour_stand_in_the_order_of_their_releases(of: str, name: str) -> None:
    last: dict[str, Row] = {}
    for row in (*family(of).rows, *architecture(name).rows(of)):
        if not row.arches or name in row.arches:
            before = last.get(row.behaviour)
            # A later row wins, so one of an older release behind a newer one would undo it for good, unless it begins
            # anew for fewer architectures.
            fewer = bool(row.arches) and (before is None or not before.arches or set(row.arches) < set(before.arches))
            assert before is None or fewer or _since(before) <= _since(row), f"{called(row)} behind {called(before)}"
            last[row.behaviour] = row


@pytest.mark.parametrize("of", FAMILIES)
def test_every_row_changes_something_somewhere(of: str) -> None:
    idle = []
    for place, row in enumerate(family(of).rows):
        before = family(of).rows[:place]
        places = [name for name in names() if not row.arches or name in row.arches]
        if all(_value(before, row.behaviour, row.since, name) == (True, row.value) for name in places):
            idle.append(called(row))
    assert idle == []


def _value(before: tuple[Row, ...], behaviour: str, since: str, name: str) -> tuple[bool, object]:
    found: tuple[bool, object] = (False, None)
    for row in before:
        reached = not row.since or (bool(since) and row.holds(release_key(since), name))
        if row.behaviour == behaviour and reached and (not row.arches or name in row.arches):
            found = (True, row.value)
    return found


def _since(row: Row) -> tuple[int, ...]:
    return release_key(row.since) if row.since else ()


CHANGES = [
    (of, place)
    for of in FAMILIES
    for place, row in enumerate(family(of).rows)
    if row.since and row.behaviour not in WARNINGS
]


@pytest.mark.parametrize(("of", "place"), CHANGES, ids=str)
def test_the_fixtures_of_a_change_tell_the_two_values_apart(of: str, place: int) -> None:
    row = family(of).rows[place]
    assert any(
        _tells(fixture, of, row, before.value)
        for fixture in named(row)
        if (not row.arches or fixture.arch in row.arches) and knows(of, row.since, fixture.arch)
        for before in _before(family(of).rows[:place], row, fixture.arch)
    ), f"no fixture of {called(row)} is read otherwise without it"


def _before(rows: tuple[Row, ...], row: Row, arch: str) -> list[Row]:
    """The row that holds on an architecture before this one."""
    return [each for each in rows if each.behaviour == row.behaviour and (not each.arches or arch in each.arches)][-1:]


def _tells(fixture: Fixture, of: str, row: Row, old: object) -> bool:
    """Whether a fixture is expanded or judged otherwise when a behaviour has the older value."""
    text = fixture.source.decode("utf-8", "surrogateescape")
    known = profile(of, row.since, fixture.arch)
    both = [_with(known, row.behaviour, value, name) for value, name in ((old, f"{of}@0"), (row.value, f"{of}@1"))]
    files = Disk(str(fixture.folder), ())
    made = [expansion(run(text, each, filename=fixture.path.name, files=files)).as_dict() for each in both]
    first, second = ({**each, "assembler": ""} for each in made)
    return first != second or bool(differences(expansions(text, both, fixture.path.name, files=files)))


def _with(known: Profile, behaviour: str, value: object, name: str) -> Profile:
    fixed = {key: each for key, each in known._fixed.items() if key != behaviour}
    return Profile(name, known.arch, fixed, {**known._varying, behaviour: value})


def test_the_documented_changes_are_those_of_the_rows() -> None:
    page = PAGE.read_text("utf-8")
    assert page == renewed(page), "run `python -m tests.targets.changes`"


def test_every_behaviour_says_what_it_means() -> None:
    folder = Path(__file__).parents[2] / "gasmacro" / "targets"
    row = re.compile(r"^((?:    #[^\n]*\n)*)    Row\(\s*\"(\w+)\"", re.MULTILINE)
    said: dict[str, bool] = {}
    for path in folder.glob("*.py"):
        for words, behaviour in row.findall(path.read_text("utf-8")):
            said[behaviour] = said.get(behaviour, False) or len(words.split()) > 3
    assert len(said) > 150
    assert [behaviour for behaviour, known in said.items() if not known] == []


def test_what_a_behaviour_ever_is_hangs_on_the_architecture() -> None:
    """Whichever architecture was asked about first."""
    wide, narrow = (profile("clang", "9", arch).ever("register_name") for arch in ("x86_64", "i386"))
    assert wide != narrow
