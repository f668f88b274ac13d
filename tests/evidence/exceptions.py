"""The fixtures whose rejection lies below the macro layer, by name, and those whose expansion is told to be not exact.

In: the records.  Out: `fixtures/exceptions.tsv`: kind, fixture, assemblers, the errors of the first of them.  Rule:
derived, never typed: an assembler is listed where it rejects our expansion for what it rejects the source for.
"""

from __future__ import annotations

from gasmacro.verify.expectations import write_ranges
from gasmacro.verify.records import Record, assembler_order, short_name
from tests.evidence.fixtures import ROOT, read_records, topics

FILE = ROOT / "exceptions.tsv"
BELOW = "below the macro layer"
INEXACT = "not exact"


def exceptions() -> str:
    """The list as the records imply it."""
    rows = ["kind\tfixture\tassemblers\terrors\n"]
    for topic in topics():
        for name, record in sorted(read_records(topic).items()):
            below = [full for full in record.proved if not record.outcomes[full].accepted]
            rows += [
                _row(kind, name, record, full) for kind, full in ((BELOW, below), (INEXACT, record.inexact)) if full
            ]
    return "".join(rows)


def _row(kind: str, name: str, record: Record, listed: list[str]) -> str:
    ordered = sorted(record.outcomes, key=assembler_order)
    ranges = write_ranges([short_name(full) for full in listed], map(short_name, ordered))
    first = record.outcomes[min(listed, key=assembler_order)]
    errors = sorted({text for _, severity, text in first.messages if severity == "error"})
    told = "; ".join(errors)[:200] or ("dies" if first.died else "")
    return "\t".join((kind, name, ranges, "".join(char if char.isprintable() else "?" for char in told))) + "\n"


def write_exceptions() -> None:
    """Write the list anew."""
    FILE.write_text(exceptions(), "utf-8")
