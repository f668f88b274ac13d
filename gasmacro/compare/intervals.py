"""Verdicts in words: releases that follow each other and agree are told as one interval.

In: a finding's verdicts, assembler by assembler.  Out: `clang before 19 rejects, GNU as and clang from 19 on accept`.
Rule: the worst verdict comes first; an interval is open where the range that was checked ends with the newest release;
`before` is said of the releases checked, whichever the oldest of them is.
"""

from __future__ import annotations

from gasmacro.findings import ACCEPTS, DIFFERS, MISREADS, REJECTS, UNKNOWN
from gasmacro.targets.ranges import family, released

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gasmacro.findings import Finding

# Verdict to what one assembler does and what several do, the worst first.
_VERBS = {
    REJECTS: ("rejects", "reject"),
    MISREADS: ("misreads", "misread"),
    DIFFERS: ("reads it otherwise", "read it otherwise"),
    ACCEPTS: ("accepts", "accept"),
    UNKNOWN: ("is not known", "are not known"),
}


def intervals(verdicts: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """(verdict, intervals in words) pairs, the worst verdict first: `("rejects", ("clang before 19",))`.

    `verdicts` has every assembler of the range, family by family, oldest release first.
    """
    told = dict(spoken(verdicts))
    return [(verdict, told[verdict]) for verdict in _VERBS if verdict in told]


def spoken(values: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """(value, intervals in words) pairs in the order in which the values come first. `values` as `verdicts` above."""
    families: dict[str, list[str]] = {}
    for assembler in values:
        name, _, release = assembler.partition("@")
        families.setdefault(name, []).append(release)
    told: dict[str, list[str]] = {}
    for name, releases in families.items():
        start = 0
        for end, release in enumerate(releases):
            value = values[f"{name}@{release}"]
            if end + 1 == len(releases) or values[f"{name}@{releases[end + 1]}"] != value:
                told.setdefault(value, []).append(_interval(name, releases, start, end))
                start = end + 1
    return [(value, tuple(parts)) for value, parts in told.items()]


def makes(finding: Finding) -> list[str]:
    """What assemblers make of a finding's place, a line for each that is another: `GNU as: .byte 1,-2`. None where all
    make the same of it, as its author meant it or as an error that the message tells."""
    made = finding.makes
    order = list(dict.fromkeys(made.values()))
    told = spoken({name: made[name] for name in (*finding.verdicts, *made) if name in made})
    told.sort(key=lambda row: order.index(row[0]))
    if len(told) < 2 and MISREADS not in finding.verdicts.values():
        return []
    lines = [f"{_listed(parts)}: {text}" for text, parts in told]
    if finding.body and len(told) == 1:
        return [f"{finding.body} becomes `{told[0][0]}`"]
    return [f"{finding.body} becomes", *lines] if finding.body else lines


def _interval(name: str, releases: Sequence[str], start: int, end: int) -> str:
    """The releases from `start` to `end` of those checked, in words."""
    word = family(name).spoken
    first, last = releases[start], releases[end]
    if end - start + 1 == len(releases) > 1:
        return word
    if start == 0 and end + 1 < len(releases) and _adjacent(name, last, releases[end + 1]):
        return f"{word} before {releases[end + 1]}"
    if start == end and last != released(name)[-1]:
        return f"{word} {first}"
    if end + 1 == len(releases) and last == released(name)[-1] and len(releases) > 1:
        return f"{word} from {first} on"
    return f"{word} {first}" if start == end else f"{word} {first} to {last}"


def _adjacent(name: str, older: str, newer: str) -> bool:
    """Whether no release stands between two."""
    every = released(name)
    return newer in every and older in every and every.index(newer) - every.index(older) == 1


def sentence(verdicts: Mapping[str, str]) -> str:
    """All verdicts in one sentence, "" where there are none."""
    clauses = [f"{_listed(parts)} {_VERBS[verdict][len(parts) > 1]}" for verdict, parts in intervals(verdicts)]
    return ("; " if any("," in clause for clause in clauses) else ", ").join(clauses)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def told(finding: Finding) -> str:
    """A finding's message and, on a line of its own, what each assembler makes of it."""
    words = sentence(finding.verdicts)
    return f"{finding.message}\n{words}" if words else finding.message
