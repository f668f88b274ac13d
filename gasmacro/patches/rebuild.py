"""A file's text before in, its text after out, with where each line was.

Rule: a hunk stands where its head says, or at the nearest place whose lines are its old ones, blanks aside; where there
is none, up to two lines of context at its ends may be others.  Context is taken from the file, so that what the way
here did to blanks does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gasmacro.patches.unified import Hunk, Line


_FUZZ = 2  # lines of context at each end that may be others, as patch(1) has it


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A file's lines after a change; `origins` where each was before (from 1; 0 for an added one), and `sources` the
    index in the message of each added line's own line (-1 for any other)."""

    lines: list[str]
    origins: list[int]
    sources: list[int]


def applied(before: list[str], hunks: list[Hunk]) -> Rebuilt | None:
    """The lines after all hunks; None where one of them does not fit."""
    made = Rebuilt([], [], [])
    position = drift = 0
    for hunk in hunks:
        start = _place(before, hunk, hunk.before - 1 + drift, position)
        if start is None:
            return None
        drift = start - (hunk.before - 1)
        _copy(made, before, position, start)
        position = start
        for line in hunk.lines:
            if line.kind == "+":
                made.lines.append(line.text)
                made.origins.append(0)
                made.sources.append(line.at)
                continue
            if line.kind == " ":
                _copy(made, before, position, position + 1)
            position += 1
    _copy(made, before, position, len(before))
    return made


def _copy(made: Rebuilt, before: list[str], start: int, end: int) -> None:
    made.lines.extend(before[start:end])
    made.origins.extend(range(start + 1, end + 1))
    made.sources.extend([-1] * (end - start))


def _squeezed(line: str) -> str:
    return " ".join(line.split())


def _place(before: list[str], hunk: Hunk, wanted: int, least: int) -> int | None:
    """The index nearest to the wanted one at which the hunk stands."""
    old = [_squeezed(line) for line in hunk.old()]
    if not old:
        return min(max(wanted, least), len(before))
    lead, tail = _context(hunk.lines), _context(hunk.lines[::-1])
    near = sorted(range(least, len(before) - len(old) + 1), key=lambda at: abs(at - wanted))
    for fuzz in range(_FUZZ + 1):
        head, end = min(fuzz, lead), len(old) - min(fuzz, tail)
        if fuzz and (end <= head or (fuzz > lead and fuzz > tail)):
            break
        for start in near:
            if all(_squeezed(before[start + index]) == old[index] for index in range(head, end)):
                return start
    return None


def _context(lines: list[Line]) -> int:
    """How many lines of context begin a hunk."""
    return next((index for index, line in enumerate(lines) if line.kind != " "), len(lines))
