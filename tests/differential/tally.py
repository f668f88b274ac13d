"""What a run of the fuzzer counts and how it is printed.

In: comparisons, case by case.  Out: a table per assembler and the shares of the class.  Rule: accepted and rejected
cases are counted apart, for a class of which most cases are rejected would agree with anybody who rejects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.differential.compare import OTHERWISE, Comparison

LEAST_ACCEPTED = {"tame": 0.4, "noise": 0.4, "programs": 0.4, "altmacro": 0.4, "crossed": 0.2}
LEAST_PARTED = 0.30
LEAST_AGREED = {"tame": 1.0, "noise": 0.995, "programs": 1.0, "altmacro": 0.995, "crossed": 0.99}
"""Per class, the share of its cases on which we must agree with each assembler."""
LEAST_AGREED_ELSEWHERE = {**LEAST_AGREED, "tame": 0.999}
"""The same on other architectures than x86_64."""


@dataclass(slots=True)
class Count:
    """One assembler's cases: `agreed` and `disagreed` by whether it accepts; `below`: rejections that our text shares,
    `otherwise`: with other words;
    `inexact`: expansions that we say aren't exact; `refused`: what gasmacro couldn't do."""

    agreed: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    disagreed: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    below: int = 0
    otherwise: int = 0
    inexact: int = 0
    refused: int = 0

    def add(self, comparison: Comparison) -> None:
        """Counts one case."""
        wrong = comparison.kind not in {"", OTHERWISE}
        (self.disagreed if wrong else self.agreed)[comparison.accepted] += 1
        self.otherwise += comparison.kind == OTHERWISE
        self.below += comparison.below and not wrong
        self.inexact += comparison.inexact
        self.refused += comparison.kind == "refused"

    @property
    def cases(self) -> int:
        """All cases."""
        return sum(self.agreed.values()) + sum(self.disagreed.values())

    @property
    def accepted(self) -> float:
        """The share that the assembler accepts."""
        return (self.agreed[True] + self.disagreed[True]) / max(1, self.cases)

    @property
    def agreement(self) -> float:
        """The share on which we agree."""
        return sum(self.agreed.values()) / max(1, self.cases)


@dataclass(slots=True)
class Tally:
    """Counts per assembler, and in how many cases the newest of each family part."""

    counts: dict[str, Count] = field(default_factory=dict)
    parted: int = 0
    compared: int = 0

    def add(self, comparisons: dict[str, Comparison]) -> None:
        """Counts one case under all its assemblers (oldest first)."""
        for name, comparison in comparisons.items():
            self.counts.setdefault(name, Count()).add(comparison)
        newest = {name.partition("@")[0]: comparison for name, comparison in comparisons.items()}
        if len(newest) > 1:
            first, *others = newest.values()
            self.compared += 1
            self.parted += any(first.accepted != other.accepted or first.seen != other.seen for other in others)

    @property
    def disagreements(self) -> int:
        """Disagreements over all assemblers."""
        return sum(sum(count.disagreed.values()) for count in self.counts.values())

    @property
    def part(self) -> float:
        """The share of cases in which the families part."""
        return self.parted / max(1, self.compared)

    def lines(self, kind: str, arch: str) -> list[str]:
        """The table and the shares of a class."""
        columns = (
            "cases",
            "accepted",
            "wrong",
            "rejected",
            "wrong",
            "agree",
            "below",
            "otherwise",
            "inexact",
            "refused",
        )
        rows = ["assembler   " + "".join(f"{column:>10}" for column in columns)]
        for name, count in self.counts.items():
            accepted, rejected = (count.agreed[side] + count.disagreed[side] for side in (True, False))
            wrong, missed = count.disagreed[True], count.disagreed[False]
            agreed = f"{count.agreement:.3%}"
            others = (count.below, count.otherwise, count.inexact, count.refused)
            cells = (count.cases, accepted, wrong, rejected, missed, agreed, *others)
            rows.append(f"{name:<12}" + "".join(f"{cell:>10}" for cell in cells))
        rows.append("accepted: " + ", ".join(f"{name} {count.accepted:.1%}" for name, count in self.counts.items()))
        rows.append(f"the newest of each family part: {self.part:.1%}" if self.compared else "one family only")
        return rows + [f"MISSED: {text}" for text in self.missed(kind, arch)]

    def missed(self, kind: str, arch: str) -> list[str]:
        """What a class promises and this run doesn't hold."""
        missed = []
        least = (LEAST_AGREED if arch == "x86_64" else LEAST_AGREED_ELSEWHERE)[kind]
        short = [f"{name} {count.agreement:.3%}" for name, count in self.counts.items() if count.agreement < least]
        if short:
            missed.append(f"agreement is less than {least:.1%} with {', '.join(short)}")
        newest = {name.partition("@")[0]: count for name, count in self.counts.items()}
        for family, count in newest.items():
            if count.accepted < LEAST_ACCEPTED[kind]:
                missed.append(f"{family} accepts {count.accepted:.1%}, less than {LEAST_ACCEPTED[kind]:.0%}")
        if kind == "tame" and self.compared and self.part < LEAST_PARTED:
            missed.append(f"the families part in {self.part:.1%}, less than {LEAST_PARTED:.0%}")
        return missed
