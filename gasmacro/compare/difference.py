"""What a comparison is made of: groups of releases, what each makes of a cause, and the difference between them.

In: runs.  Out: values that rules read.  Rule: releases that share an expansion are one group; the first group is the
reference's.
"""

from __future__ import annotations

import re

from gasmacro.compare.course import course
from gasmacro.compare.lexical import operation
from gasmacro.compare.places import substituted
from gasmacro.compare.readings import REJECTED, SYMBOL, Reader, undoubted
from gasmacro.compare.rebinding import Binder
from gasmacro.compare.tree import tree
from gasmacro.engine.events import CALL, DIAGNOSTIC, STATEMENT, Warned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from gasmacro.compare.causes import Cause
    from gasmacro.compare.places import Place
    from gasmacro.compare.readings import Reading
    from gasmacro.compare.tree import Item, Node
    from gasmacro.engine.events import Event, Origin
    from gasmacro.engine.machine import Run
    from gasmacro.targets.schema import Profile


class Share:
    """An expansion as it stands for one profile: the `run`, and what the profile was `asked` for it."""

    __slots__ = ("asked", "run")

    def __init__(self, done: Run, profile: Profile) -> None:
        self.run = done
        self.asked = profile.asked()


class Group:
    """Releases that share an expansion and read its statements alike: their `assemblers`, the `profile` of one of
    them, the `run`, what the profile was `asked`, the statements' `texts` in order, their `reader`, those that are
    `doubtful` (all others are their tokens and matter to no other), the `course` (readings that hang on other
    statements, by the `id` of the event), and the `facts` that those who look at it found out once."""

    __slots__ = (
        "_expanding", "_root", "asked", "assemblers", "course", "doubtful", "facts", "profile", "reader", "run",
        "texts",
    )  # fmt: skip

    def __init__(self, share: Share, profile: Profile, suspects: frozenset[str] = frozenset()) -> None:
        self.profile = profile
        self.assemblers = [profile.assembler]
        self.run = share.run
        self._expanding = share.asked
        self._root: Node | None = None
        self.facts: dict[str, Any] = {}
        self.texts = [event[1] for event in self.run.events if event[0] == STATEMENT]
        self._read(suspects)

    def _read(self, suspects: frozenset[str]) -> None:
        distinct = dict.fromkeys(self.texts)
        certain = undoubted(self.profile, suspects)
        operations = {text: certain(text) for text in distinct}
        self.doubtful = {text: None for text, operation in operations.items() if not operation}
        self.reader = Reader(self.profile, defined_names(self.doubtful), suspects, register_names(self.doubtful))
        self._read_doubtful()
        if len(self.doubtful) < len(distinct) and any(noted.mode for noted in self.reader.noted.values()):
            self.doubtful = distinct  # any instruction may hang on a mode that is switched
            self._read_doubtful()
        self.reader.operations.update(filter(None, operations.values()))
        self.course = course(self.run.events, self.reader)
        self.asked = {**self._expanding, **self.profile.asked()}

    def suspect(self, names: frozenset[str]) -> None:
        """Takes in operations that may be no instruction, being macros to others; what has them is read again."""
        if names & (self.reader.operations - self.called()) - self.reader.suspects:
            self._read(names | self.reader.suspects)

    def _read_doubtful(self) -> None:
        for text in self.doubtful:
            self.reader(text)

    @property
    def readings(self) -> list[Reading]:
        """The readings of all statements in order."""
        return [self.reading(event) for event in self.run.events if event[0] == STATEMENT]

    def reads_as(self, other: Group) -> bool:
        """Whether all that comes out of the expansion is read as what comes out of another group's. Where the courses
        put one statement in place of another the answer may be no."""
        if len(self.texts) != len(other.texts) or not self._course_is(other):
            return False
        mine, others = self.reader, other.reader
        doubtful = self.doubtful | other.doubtful
        if self.texts == other.texts:
            return all(mine(text) == others(text) for text in doubtful)
        pairs = dict.fromkeys(zip(self.texts, other.texts, strict=True))
        return all(mine(first) == others(second) for first, second in pairs if first != second or first in doubtful)

    def _course_is(self, other: Group) -> bool:
        """Whether what hangs on other statements is read alike at each place."""
        if not (self.course or other.course):
            return True
        courses = self.course, other.course
        pairs = zip(
            *([each for each in group.run.events if each[0] == STATEMENT] for group in (self, other)), strict=True
        )
        return all(
            self.reading(first) == other.reading(second)
            for first, second in pairs
            if id(first) in courses[0] or id(second) in courses[1]
        )

    def reading(self, event: Event) -> Reading:
        """The reading of a statement where it stands."""
        return self.course.get(id(event)) or self.reader(event[1])

    @property
    def root(self) -> Node:
        """The tree of the run's events, made when first needed."""
        if self._root is None:
            self._root = tree(self.run)
        return self._root

    def called(self) -> set[str]:
        """The names of the macros that were called, in lower case."""
        return {event[1].name.lower() for event in self.run.events if event[0] == CALL and event[1].kind == "macro"}

    def covers(self, profile: Profile) -> bool:
        """Whether a profile of the same family answers alike to everything this group's was asked."""
        return profile.agrees(self.asked) and self.reader.unlisted(profile) == self.reader.unlisted(self.profile)

    def warned(self) -> dict[tuple[str, int, int], tuple[Origin, Warned]]:
        """What this group warns of and another family does not, by place."""
        said = [(event[2], event[1][1]) for event in self.run.events if event[0] == DIAGNOSTIC]
        said += [(event[2], words) for event, words in self.reader.warned]
        mine = [(origin, words) for origin, words in said if isinstance(words, Warned)]
        return {
            origin.key(): (origin, words)
            for origin, words in mine
            if not words.behaviour or getattr(self.profile, words.behaviour)
        }

    def strange(self) -> bool:
        """Whether any statement is rejected, or read as nobody can have meant it."""
        return self.reader.strange() or any(reading[0] == REJECTED for reading in self.course.values())

    def strange_places(self) -> set[tuple[str, int, int]]:
        """The places of the statements that are rejected, or read as nobody can have meant them."""
        doubtful = self.doubtful
        told = (event for event in self.run.events if event[0] == STATEMENT and event[1] in doubtful)
        return {event[2].key() for event in told if self.reading(event)[0] in (REJECTED, SYMBOL)}

    def errors(self) -> list[tuple[str, int, int]]:
        """The places of the errors of the expansion."""
        return [event[2].key() for event in self.run.events if event[0] == DIAGNOSTIC and event[1][0] == "error"]


def defined_names(texts: Iterable[str]) -> frozenset[str]:
    """The names with a `$` that statements define, as labels or by assignment."""
    return frozenset(found[1] or found[2] for text in texts if "$" in text and (found := _DEFINES.match(text)))


_DEFINES = re.compile(r"\s*(?:([\w.$]*\$[\w.$]*)\s*[:=]|\.(?:set|equ|equiv)\s+([\w.$]*\$[\w.$]*)\s*,)", re.IGNORECASE)


def register_names(texts: Iterable[str]) -> frozenset[str]:
    """The names that assignments give to registers, by themselves or through another such name."""
    assigned = [(found[1] or found[2], found[3]) for text in texts if (found := _ASSIGNS_NAME.match(text))]
    registers = {name for name, value in assigned if value[0] == "%"}
    while registers and (more := {name for name, value in assigned if value in registers} - registers):
        registers |= more
    return frozenset(registers)


_ASSIGNS_NAME = re.compile(
    r"[ \t]*(?:([\w.$]+)[ \t]*=|\.(?:set|equ)[ \t]+([\w.$]+)[ \t]*,)"
    r"[ \t]*(%[a-zA-Z]\w*|[a-zA-Z_.$][\w.$]*)[ \t]*(?:[#/;]|\Z)",
    re.IGNORECASE,
)


class Outcome:
    """What a group makes of a cause: `errors` its messages, `readings` what comes out."""

    __slots__ = ("errors", "readings")

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.readings: list[Reading] = []

    def add(self, items: Sequence[Item], group: Group) -> None:
        """Takes in a stretch of items."""
        for item in items:
            kind, data = item.event[0], item.event[1]
            if item.node is not None:
                self.add(item.node.items, group)
            elif kind == DIAGNOSTIC:
                self.errors.append(data[1])
            elif kind == STATEMENT:
                reading = group.reading(item.event)
                if reading[0] == REJECTED:
                    self.errors.append(reading[2])
                self.readings.append(reading)


class Difference:
    """A cause, the `place` where its author would change it, and what each group makes of it: `reference` the first
    group and all that read it the same way, `outcomes` the others by index."""

    __slots__ = ("_binder", "cause", "groups", "outcomes", "place", "reference", "warnings")

    def __init__(self, found: Cause, place: Place, groups: Sequence[Group]) -> None:
        self.cause = found
        self.place = place
        self.groups = groups
        self.reference = Outcome()
        self.outcomes: dict[int, Outcome] = {}
        self.warnings: list[Warned] = []  # what some warn of, where all read it the same way
        self._binder: Binder | None = None

    def binder(self) -> Binder:
        """The cause's call, open to other operands. For causes that have one."""
        if self._binder is None:
            call = self.cause.call
            if call is None:
                raise ValueError("a statement that calls nothing binds nothing")
            profiles = [group.profile for group in self.groups]
            self._binder = Binder(profiles, call, self.cause.origin, self.cause.around)
        return self._binder

    def substituted(self, text: str) -> str:
        """Text of the cause's statement with the actuals of the call around it in place of its formals."""
        around = self.cause.around
        return substituted(text, dict(around.values)) if around is not None else text

    def outcome(self, index: int) -> Outcome:
        """What group `index` makes of it."""
        return self.outcomes.get(index, self.reference)

    def outcome_of(self, index: int) -> Outcome:
        """What group `index` makes of it apart from the reference, begun if it has nothing yet."""
        return self.outcomes.setdefault(index, Outcome())

    def all_outcomes(self) -> list[Outcome]:
        """What the groups make of it, the reference's first."""
        return [self.reference, *self.outcomes.values()]

    def refused(self) -> list[str]:
        """The messages of those that reject it, the reference's first."""
        return [error for outcome in self.all_outcomes() for error in outcome.errors]

    def parted(self) -> bool:
        """Whether the groups do not all reject it, and do not all read it the same way."""
        if not self.outcomes:
            return False
        return not all(self.outcome(index).errors for index in range(len(self.groups)))

    def directive(self) -> str:
        """The operation of the cause's statement in lower case, labels passed over."""
        return operation(self.cause.origin.text)[0]
