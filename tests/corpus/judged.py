"""Judged mutants, and what they say of `check` as a whole.

In: `Judged` rows.  Out: recall, recall at the right line, precision, a table by kind of change, and every mutant that
was judged wrong.  Rule: a mutant is reported when a finding says that the pair parts; what one rejects below the macro
layer and what both reject counts for neither side.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from gasmacro.findings import Finding
from tests.corpus.mutants import Mutant
from tests.corpus.parting import AGREE, BELOW, NEITHER, OBJECT, UNDECIDED, VERDICT

LEAST = 0.99
"""The recall at the right line and the precision that a run must reach."""


@dataclasses.dataclass(frozen=True)
class Judged:
    """A mutant of a file: how the pair reads it, the lines of what `check` reports with their rules, and what went
    wrong in gasmacro itself."""

    source: str
    mutant: Mutant
    kind: str
    detail: str = ""
    reported: tuple[tuple[int, str], ...] = ()
    fault: str = ""

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Judged:
        """What `dataclasses.asdict` made a row of."""
        reported = tuple((line, rule) for line, rule in row["reported"])
        return cls(**{**row, "mutant": Mutant(**row["mutant"]), "reported": reported})

    @property
    def parts(self) -> bool:
        """Whether the pair tells the mutant apart."""
        return self.kind in (VERDICT, OBJECT)

    @property
    def right(self) -> bool:
        """Whether the line that was changed is reported."""
        return any(line == self.mutant.line for line, _ in self.reported)

    @property
    def false(self) -> bool:
        """Whether something is reported although the pair agrees."""
        return self.kind == AGREE and bool(self.reported)

    @property
    def wrong(self) -> bool:
        """Whether `check` missed it, told another line or told too much, or gasmacro failed."""
        return bool(self.fault) or self.false or (self.parts and not self.right)


def claims(finding: Finding) -> bool:
    """Whether a finding says that the pair parts, and not that both read what nobody can have meant."""
    return len(set(finding.verdicts.values())) > 1 or len(finding.groups) > 1


def report(results: Sequence[Judged]) -> tuple[list[str], bool]:
    """The lines of the report, and whether the run fails."""
    apart = [each for each in results if each.parts and not each.fault]
    hits = [each for each in apart if each.reported]
    right = [each for each in hits if each.right]
    false = [each for each in results if each.false and not each.fault]
    faults = [each for each in results if each.fault]
    recall, placed, precision = (
        part / max(1, whole)
        for part, whole in (
            (len(hits), len(apart)),
            (len(right), len(apart)),
            (len(hits), len(hits) + len(false)),
        )
    )
    below = [each for each in results if each.kind == BELOW]
    files, both = len({each.source for each in results}), sum(each.kind == NEITHER for each in results)
    rows = [
        f"{len(results)} mutants of {files} files, {both} of them rejected by both",
        f"{len(apart)} told apart, {sum(each.kind == VERDICT for each in apart)} of them by the verdict",
        f"{len(hits)} of those reported, {len(right)} at the right line; {len(false)} others reported",
        f"{len(below)} rejected by one below the macro layer, {sum(bool(each.reported) for each in below)} reported",
        f"{sum(each.kind == UNDECIDED for each in results)} whose expansion is told not to be exact",
        f"{len(faults)} on which gasmacro failed",
        f"recall {recall:.2%}, at the right line {placed:.2%}, precision {precision:.2%}",
        "",
        *_table(results),
    ]
    for each in (*faults, *(each for each in results if each.wrong and not each.fault)):
        rows += _told(each)
    return rows, min(placed, precision) < LEAST or bool(faults)


def _table(results: Sequence[Judged]) -> list[str]:
    rows = [
        "| change | mutants | told apart | reported | right line | reported, not told apart |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for kind in sorted({each.mutant.kind for each in results}):
        mine = [each for each in results if each.mutant.kind == kind]
        parts = [each for each in mine if each.parts and not each.fault]
        rows.append(
            f"| {kind} | {len(mine)} | {len(parts)} | {sum(bool(each.reported) for each in parts)} "
            f"| {sum(each.right for each in parts)} | {sum(each.false for each in mine)} |"
        )
    return rows


def _told(each: Judged) -> list[str]:
    lines = ", ".join(f"{line} {rule}" for line, rule in each.reported) or "nothing"
    return [
        "",
        f"{each.source}:{each.mutant.line}: {each.mutant.kind}: {each.fault or each.kind} {each.detail}",
        f"    reported: {lines}",
        f"    {each.mutant.before.strip()}",
        f"    {each.mutant.text.strip()}",
    ]
