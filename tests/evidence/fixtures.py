"""The project's fixtures and the records beside them, by topic.

In: `fixtures/TOPIC/*.s`, `fixtures/TOPIC/records.json`.  Out: `Fixture` and `Record` values, named `TOPIC/NAME`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gasmacro.verify.fixtures import Fixture, read_fixture
from gasmacro.verify.records import FILE, Record, read_folder, short, text_digest, write_folder

ROOT = Path(__file__).resolve().parents[2] / "fixtures"


def fixtures(*parts: str) -> Iterator[Fixture]:
    """The fixtures whose name holds one of `parts`, or all, by name."""
    for path in sorted(ROOT.glob("*/*.s")):
        name = path.relative_to(ROOT).as_posix()
        if path.parent.name != "seed" and (not parts or any(part in name for part in parts)):
            yield read_fixture(path)


def source_digest(fixture: Fixture) -> str:
    """The short digest of a fixture's file."""
    return short(text_digest(fixture.source))


@functools.cache
def read_records(topic: str) -> dict[str, Record]:
    """The records of a topic by fixture, those of a name without a file included."""
    return {f"{topic}/{name}": record for name, record in read_folder(ROOT / topic).items()}


def write_records(topic: str, records: Mapping[str, Record]) -> None:
    """Write the records of a topic."""
    write_folder(ROOT / topic, {name.partition("/")[2]: record for name, record in records.items()})
    read_records.cache_clear()


def topics() -> Iterable[str]:
    """The folders of fixtures that have records."""
    return sorted(path.parent.name for path in ROOT.glob(f"*/{FILE}"))
