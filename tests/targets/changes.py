"""The table of changes in `docs/targets.md`, made of the rows.

    python -m tests.targets.changes

In: the rows of every family and architecture that have a `since`.  Out: `docs/targets.md` with its table renewed.
Rule: one line for the changes of a release that share what told the release and their architectures.
"""

from __future__ import annotations

from pathlib import Path

from gasmacro.targets.arch import architecture, names
from gasmacro.targets.ranges import FAMILIES, family
from gasmacro.targets.schema import Row, release_key

PAGE = Path(__file__).resolve().parents[2] / "docs" / "targets.md"
BEGIN, END = "<!-- changes -->\n", "<!-- end of changes -->\n"


def changes() -> str:
    """The table, oldest release first, a family after the other."""
    lines = ["| since | behaviours | architectures | fixtures | found out |", "| --- | --- | --- | --- | --- |"]
    for name in FAMILIES:
        grouped: dict[tuple[tuple[int, ...], tuple[str, ...], str], list[Row]] = {}
        for row, arches in _dated(name):
            grouped.setdefault((release_key(row.since), arches, row.source), []).append(row)
        for _, arches, source in sorted(grouped):
            rows = grouped[_, arches, source]
            behaviours = ", ".join(f"`{each}`" for each in dict.fromkeys(row.behaviour for row in rows))
            fixtures = ", ".join(dict.fromkeys(fixture for row in rows for fixture in row.fixtures))
            lines.append(f"| {name}@{rows[0].since} | {behaviours} | {', '.join(arches)} | {fixtures} | {source} |")
    return "\n".join(lines) + "\n"


def _dated(name: str) -> list[tuple[Row, tuple[str, ...]]]:
    """The rows with a release, and the architectures that they hold on (none for all)."""
    own = [(row, (arch,)) for arch in names() for row in architecture(arch).rows(name)]
    every = [*((row, row.arches) for row in family(name).rows), *own]
    return [(row, arches) for row, arches in every if row.since]


def renewed(page: str) -> str:
    """A page with its table renewed."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + changes() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
