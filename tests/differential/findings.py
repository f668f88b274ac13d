"""Disagreements made small, put together and written down.

In: cases that disagree.  Out: `Finding`s, a report, candidates for fixtures.  Rule: a case is shrunk under one
assembler that disagrees and the small form is asked of all; small forms with equal text are one finding.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gasmacro.verify import shrink
from gasmacro.verify.programs import Assembler
from tests.differential import compare
from tests.differential.batch import END
from tests.differential.compare import Comparison
from tests.differential.shapes import SHAPES
from tests.differential.tame import Invocation

Case = Invocation | str
"""An invocation or a program."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A small `source` on which we and the assemblers in `wrong` disagree, with what each did and what we did; `right`
    are those with which we agree; `origin` tells the case it came from."""

    source: str
    wrong: dict[str, Comparison]
    right: tuple[str, ...]
    origin: str

    @property
    def likeness(self) -> tuple[str, str]:
        """Equal for findings that differ in names, numbers and the macro called alone."""
        tail = self.source.removesuffix(END)
        text = tail if tail == self.source else tail.rstrip("\n").rpartition("\n")[2]
        return "|".join(self.wrong), re.sub(r"[A-Za-z_][\w.$]*|\d\w*", "a", re.sub(r"^put\w+", "", text))

    @property
    def cause(self) -> tuple[str, str]:
        """Findings with one cause stand together in a report: the sort of disagreement and who disagrees."""
        first = next(iter(self.wrong.values()))
        return first.kind, ", ".join(_ranges(tuple(self.wrong), self.right))


def _ranges(names: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """Names, or the family alone where it holds for all of it."""
    rows = []
    for family in dict.fromkeys(name.partition("@")[0] for name in names):
        mine = [name for name in names if name.startswith(family)]
        rest = [name for name in others if name.startswith(family)]
        rows.append(family if not rest else f"{mine[0]}..{mine[-1].partition('@')[2]}" if len(mine) > 1 else mine[0])
    return rows


def one(assembler: Assembler, arch: str, case: Case) -> Comparison:
    """Compares one case in runs of its own."""
    if isinstance(case, str):
        return compare.program(assembler, arch, case)
    return compare.invocation_alone(assembler, arch, case)


def small(assembler: Assembler, arch: str, case: Case, kind: str) -> Case:
    """The case made small while it stays a disagreement of its kind."""
    if isinstance(case, str):
        return shrink.shrink_lines(case, lambda text: one(assembler, arch, text).kind == kind)
    shape = case.shape
    for name in ("put1", "put2", "put4", "putvar"):  # a shape without needs tells more
        simpler = Invocation(SHAPES[name], case.text)
        if shape.name != name and one(assembler, arch, simpler).kind == kind:
            shape = simpler.shape
            break
    question: Callable[[str], bool] = lambda text: one(assembler, arch, Invocation(shape, text)).kind == kind  # noqa: E731
    return Invocation(shape, shrink.shrink_characters(case.text, question) if question(case.text) else case.text)


def finding(assemblers: list[Assembler], arch: str, case: Case, wrong: dict[str, str]) -> Finding | None:
    """The finding that a case leads to; `wrong` maps assemblers' names to kinds.  None if it doesn't happen again."""
    by_name = {assembler.name: assembler for assembler in assemblers}
    name, kind = list(wrong.items())[-1]
    if one(by_name[name], arch, case).kind != kind:
        return None
    least = small(by_name[name], arch, case, kind)
    outcomes = {assembler.name: one(assembler, arch, least) for assembler in assemblers}
    bad = {each: outcome for each, outcome in outcomes.items() if outcome.kind}
    source = least if isinstance(least, str) else compare.source_of(least)
    origin = case if isinstance(case, str) else case.statement
    return Finding(source, bad, tuple(each for each in outcomes if each not in bad), origin) if bad else None


def report(findings: list[Finding], heading: list[str]) -> str:
    """Markdown: the tables, then findings by cause, the most frequent first."""
    causes: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        causes.setdefault(each.cause, []).append(each)
    parts = ["```", *heading, "```", ""]
    for (kind, who), group in sorted(causes.items(), key=lambda item: -len(item[1])):
        parts.append(f"## {kind}: {who} ({len(group)})\n")
        for each in group:
            name, first = next(iter(each.wrong.items()))
            parts += [
                "```",
                each.source.rstrip("\n"),
                "```",
                f"- {name} did: `{first.did}`",
                f"- gasmacro: `{first.ours.rstrip()}`",
            ]
            others = {
                other: outcome
                for other, outcome in each.wrong.items()
                if (outcome.did, outcome.ours) != (first.did, first.ours)
            }
            parts += [
                f"- {other} did: `{outcome.did}`; gasmacro: `{outcome.ours.rstrip()}`"
                for other, outcome in list(others.items())[:3]
            ]
            parts += [f"- from: `{each.origin}`" if "\n" not in each.origin else "", ""]
    return "\n".join(parts) + "\n"


def save(findings: list[Finding], folder: Path, arch: str) -> None:
    """Writes each finding as a candidate for a fixture, for `python -m tests.evidence.record --expect` to complete."""
    folder.mkdir(parents=True, exist_ok=True)
    lead = "" if arch == "x86_64" else f"/* arch: {arch} */\n"
    for each in findings:
        name = f"found-{hashlib.sha256(each.source.encode('utf-8', 'surrogateescape')).hexdigest()[:10]}.s"
        (folder / name).write_bytes((lead + each.source).encode("utf-8", "surrogateescape"))
