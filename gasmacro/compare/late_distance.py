"""Reservations whose size is a distance of labels further on, over something that has no size yet.

In: `.skip`, `.space` and `.fill` statements in order, and all that follows them.  Out: readings of those that an
assembler rejects.  Rule: LLVM's assembler before 19 settles a reservation before what is behind it, so that a jump, an
alignment or another reservation between the two labels leaves their distance open; what stands in another section is
settled before.  Behind a change of the section, and in an undetermined arm, nothing is told.
"""

from __future__ import annotations

import re

from gasmacro.compare.refusals import Refusal
from gasmacro.compare.section_stack import MOVES
from gasmacro.engine.events import STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event
    from gasmacro.targets.schema import Profile

RESERVING = frozenset((".skip", ".space", ".fill"))
MOST = 2000  # statements that are looked at behind a reservation
_DISTANCE = re.compile(r"(?<![\w.$])([A-Za-z_.$][\w.$]*|\d+f)\s*-\s*([A-Za-z_.$][\w.$]*|\d+f)(?![\w.$])")
_LABELS = re.compile(r"\s*((?:[\w.$]+\s*:\s*)*)(.*)", re.DOTALL)
_BLANKS = re.compile(r"\s+")


def distances(operands: str) -> tuple[tuple[str, str], ...]:
    """The pairs of labels whose distance counts in the operands of a reservation."""
    pairs = ((_label(found[1]), _label(found[2])) for found in _DISTANCE.finditer(operands))
    return tuple(pair for pair in pairs if "." not in pair)


def _label(name: str) -> str:
    return name[:-1] if name[0].isdigit() else name


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The reservations that hang on a distance which is still open."""
    if all(reader.profile.ever("late_distances_settle")):
        return
    for place, text, _event in steps:
        pairs = reader.noted[text].distances
        if not pairs or not any(_open(pair, events, place, reader.profile) for pair in pairs):
            continue
        if not reader.profile.late_distances_settle:  # asked only where it matters
            words = "expected assembly-time absolute expression"
            yield place, ("rejected", reader(text)[1], Refusal(words, "late-distance"))


def _open(pair: tuple[str, str], events: Sequence[Event], place: int, profile: Profile) -> bool:
    """Whether both labels follow, with something between them whose size is not settled."""
    missing = set(pair)
    between = loose = False
    for event in events[place + 1 : place + 1 + MOST]:
        if event[0] != STATEMENT:
            continue
        if event[4]:
            return False
        found = _LABELS.match(event[1])
        assert found is not None
        for label in _BLANKS.sub("", found[1]).split(":"):
            if label in missing:
                missing.remove(label)
                between = True
        if not missing:
            return loose
        statement = _BLANKS.sub(" ", found[2].strip().lower())
        move = profile.layout_directives.get(statement.partition(" ")[0], "")
        if move in MOVES:
            return False
        loose = loose or (between and _loose(statement, move, profile))
    return False


def _loose(statement: str, move: str, profile: Profile) -> bool:
    """Whether the size of a statement is settled only with its section."""
    if statement[:1] == ".":
        return move == "align" or statement.partition(" ")[0] in RESERVING | {".org", ".zero"}
    sizes = (size for pattern, size in profile.instruction_sizes if re.fullmatch(pattern, statement))
    return next(sizes, 0) == "unsettled"
