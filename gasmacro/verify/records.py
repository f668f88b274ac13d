"""The records beside fixtures: what every real assembler made of each.

In: `records.json` in a folder of fixtures.  Out: `Record` values by the fixtures' names, and back.  Rule: one object
per fixture; a line per distinct outcome with the assemblers that came to it, each by its full release
(`gas@2.47.50.20261021`), so that a live comparison counts only where that is equal.  Digests are the first 16 hex
digits of SHA-256.

`proved` maps the digest of an expansion to the assemblers that made of it what they make of the fixture: the same
object, or a rejection for the same errors.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gasmacro.verify.runs import Outcome

FILE = "records.json"
_DIGITS = 16


@dataclass(frozen=True)
class Recorded:
    """What one assembler made of a fixture; as `Outcome`, with the short digest of the object."""

    accepted: bool
    died: bool
    object: str | None
    sections: Mapping[str, bytes]
    relocations: int
    messages: tuple[tuple[int, str, str], ...]
    printed: tuple[str, ...]


@dataclass
class Record:
    """What is recorded of one fixture.

    `source` is the short digest of the file that was asked about; `outcomes` and `proved` are keyed by assemblers with
    their full release; `proved` holds short digests of expansions; `inexact` names the assemblers for which gasmacro
    tells that its expansion is not exact.
    """

    source: str
    outcomes: dict[str, Recorded] = field(default_factory=dict)
    proved: dict[str, str] = field(default_factory=dict)
    inexact: list[str] = field(default_factory=list)


def short(digest: str) -> str:
    """The digits of a digest that are recorded."""
    return digest[:_DIGITS]


def short_name(full: str) -> str:
    """The assembler that a full release belongs to: "gas@2.35.2" is "gas@2.35", "clang@19.1.7" is "clang@19"."""
    family, _, release = full.partition("@")
    return f"{family}@{'.'.join(release.split('.')[: 2 if family == 'gas' else 1])}"


def recorded(outcome: Outcome) -> Recorded:
    """An outcome as it is recorded."""
    return Recorded(
        accepted=outcome.accepted,
        died=outcome.died,
        object=short(outcome.object) if outcome.object else None,
        sections=outcome.sections,
        relocations=outcome.relocations,
        messages=tuple((each.line, each.severity, each.text) for each in outcome.messages),
        printed=outcome.printed,
    )


def text_digest(text: bytes | str) -> str:
    """The SHA-256 of a text as it is written into a file."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()


def read_folder(folder: Path) -> dict[str, Record]:
    """The records in a folder by the fixtures' names, those of a name without a file included."""
    path = folder / FILE
    if not path.exists():
        return {}
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {name: _read(entry) for name, entry in data.items()}


def _read(entry: dict[str, Any]) -> Record:
    outcomes = {}
    for line in entry["outcomes"]:
        each = Recorded(
            accepted=line["accepted"],
            died=line.get("died", False),
            object=line.get("object"),
            sections={name: bytes.fromhex(data) for name, data in line.get("sections", {}).items()},
            relocations=line.get("relocations", 0),
            messages=tuple((number, severity, text) for number, severity, text in line.get("messages", [])),
            printed=tuple(line.get("printed", [])),
        )
        outcomes.update(dict.fromkeys(line["by"].split(), each))
    proved = {name: digest for digest, names in entry.get("proved", {}).items() for name in names.split()}
    return Record(entry["source"], outcomes, proved, entry.get("inexact", "").split())


def write_folder(folder: Path, records: Mapping[str, Record]) -> None:
    """Write the records of a folder, by name, one line per outcome."""
    entries = [f"{_json(name)}: {_written(records[name])}" for name in sorted(records)]
    (folder / FILE).write_text("{\n" + ",\n".join(entries) + "\n}\n", "utf-8")


def _written(record: Record) -> str:
    by: dict[str, list[str]] = {}
    for name in sorted(record.outcomes, key=assembler_order):
        by.setdefault(_line(record.outcomes[name]), []).append(name)
    outcomes = [f'  {{"by": {_json(" ".join(names))}, {line}}}' for line, names in by.items()]
    proved: dict[str, list[str]] = {}
    for name in sorted(record.proved, key=assembler_order):
        proved.setdefault(record.proved[name], []).append(name)
    parts = [f'"source": {_json(record.source)}', '"outcomes": [\n' + ",\n".join(outcomes) + "\n ]"]
    if proved:
        lines = [f"  {_json(digest)}: {_json(' '.join(names))}" for digest, names in proved.items()]
        parts.append('"proved": {\n' + ",\n".join(lines) + "\n }")
    if record.inexact:
        parts.append(f'"inexact": {_json(" ".join(sorted(record.inexact, key=assembler_order)))}')
    return "{\n " + ",\n ".join(parts) + "\n}"


def _line(each: Recorded) -> str:
    fields: dict[str, Any] = {"accepted": each.accepted}
    optional = {
        "died": each.died,
        "object": each.object,
        "sections": {name: data.hex() for name, data in each.sections.items()},
        "relocations": each.relocations,
        "messages": [list(message) for message in each.messages],
        "printed": list(each.printed),
    }
    fields.update({name: value for name, value in optional.items() if value})
    return _json(fields)[1:-1]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)


def assembler_order(name: str) -> tuple[bool, list[int]]:
    """Sorts assemblers by family, GNU as first, and release."""
    family, _, release = name.partition("@")
    return family != "gas", [int(part) for part in release.split(".")]
