"""The fixtures whose rejection lies below the macro layer, by name, and those whose expansion is told to be not exact.

In: findings of a live run.  Out: `fixtures/exceptions.tsv`: kind, fixture, assemblers, what they say.  Rule: derived,
never typed: an assembler is listed where it rejects our expansion with the errors that it rejects the source with.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.evidence import proof
from tests.evidence.fixtures import ROOT

FILE = ROOT / "exceptions.tsv"


def write_exceptions(findings: Sequence[proof.Finding]) -> None:
    """Write the list anew."""
    by: dict[tuple[str, str, str], list[str]] = {}
    for each in findings:
        if each.kind in (proof.BELOW, proof.INEXACT):
            by.setdefault((each.kind, each.fixture.name, _plain(each.detail)), []).append(each.assembler.name)
    rows = [f"{kind}\t{name}\t{' '.join(names)}\t{detail}" for (kind, name, detail), names in sorted(by.items())]
    FILE.write_text("kind\tfixture\tassemblers\terrors\n" + "".join(f"{row}\n" for row in rows), "utf-8")


def read_exceptions() -> dict[tuple[str, str], str]:
    """Fixture and assembler to the kind of exception."""
    result = {}
    for row in FILE.read_text("utf-8").splitlines()[1:]:
        kind, name, names, _detail = row.split("\t")
        result.update({(name, assembler): kind for assembler in names.split()})
    return result


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)
