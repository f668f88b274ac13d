"""A source under a range of assemblers: which parts them, one `Difference` for each cause.

In: a text, the profiles of the range in the order of the families' tables (oldest release first).  Out: differences with
what each assembler makes of it.  Rule: releases that answer alike to every behaviour the expansion asked for share it;
each such group is compared with the group of the reference, the newest release of the first family.
"""

from __future__ import annotations

import re

from gasmacro.compare.align import Alignment
from gasmacro.compare.causes import ERRORS, Cause, cause
from gasmacro.compare.readings import REJECTED, Reader
from gasmacro.compare.tree import tree
from gasmacro.engine.events import DIAGNOSTIC, STATEMENT
from gasmacro.engine.machine import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gasmacro.compare.align import Effect
    from gasmacro.compare.readings import Reading
    from gasmacro.compare.tree import Item, Node
    from gasmacro.engine.machine import Run
    from gasmacro.source.files import Files
    from gasmacro.targets.schema import Profile


class Group:
    """Releases that share an expansion: their `assemblers`, the `profile` it was made under, the `run`, its `root`, what the
    profile was `asked`, and its `reader` of statements."""

    __slots__ = ("asked", "assemblers", "profile", "reader", "root", "run")

    def __init__(self, done: Run) -> None:
        self.profile: Profile = done.profile
        self.assemblers = [done.profile.assembler]
        self.run = done
        self.root = tree(done)
        texts = [event[1] for event in done.events if event[0] == STATEMENT]
        self.reader = Reader(done.profile, defined_names(texts))
        for text in texts:  # all are read now, so that what the reading asks of the profile counts
            self.reader(text)
        self.asked = done.profile.asked()


def defined_names(texts: Iterable[str]) -> frozenset[str]:
    """The names with a `$` that statements define, as labels or by assignment."""
    return frozenset(found[1] or found[2] for text in texts if "$" in text and (found := _DEFINES.match(text)))


_DEFINES = re.compile(r"\s*(?:([\w.$]*\$[\w.$]*)\s*[:=]|\.(?:set|equ|equiv)\s+([\w.$]*\$[\w.$]*)\s*,)", re.IGNORECASE)


class Outcome:
    """What a group makes of a cause: `errors` its messages, `readings` what comes out, `text` the same to be shown."""

    __slots__ = ("errors", "readings")

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.readings: list[Reading] = []

    def add(self, items: Sequence[Item], reader: Reader) -> None:
        """Takes in a stretch of items."""
        for item in items:
            kind, data = item.event[0], item.event[1]
            if item.node is not None:
                self.add(item.node.items, reader)
            elif kind == DIAGNOSTIC:
                self.errors.append(data[1])
            elif kind == STATEMENT:
                reading = reader(data)
                if reading[0] == REJECTED:
                    self.errors.append(reading[2])
                self.readings.append(reading)


class Difference:
    """A cause and what each group makes of it: `outcomes` pairs each group with its `Outcome`, the reference's first;
    `shared` are the groups that read it as the reference does."""

    __slots__ = ("cause", "groups", "outcomes", "reference")

    def __init__(self, found: Cause, groups: Sequence[Group]) -> None:
        self.cause = found
        self.groups = groups
        self.reference = Outcome()
        self.outcomes: dict[int, Outcome] = {}

    def outcome(self, index: int) -> Outcome:
        """What group `index` makes of it."""
        return self.outcomes.get(index, self.reference)

    def rejecting(self) -> list[int]:
        """The groups that reject it."""
        return [index for index in range(len(self.groups)) if self.outcome(index).errors]


def expansions(
    text: str,
    profiles: Sequence[Profile],
    filename: str,
    *,
    files: Files | None = None,
    defines: Sequence[str] = (),
) -> list[Group]:
    """The groups of a range, the reference's first. Each costs one expansion."""
    families: dict[str, list[Profile]] = {}
    for profile in profiles:
        families.setdefault(profile.assembler.partition("@")[0], []).append(profile)
    groups: list[Group] = []
    for members in families.values():
        mine: list[Group] = []
        for profile in reversed(members):
            known = next((group for group in mine if profile.agrees(group.asked)), None)
            if known is not None:
                known.assemblers.append(profile.assembler)
                continue
            done = run(text, profile.fresh(), filename=filename, files=files, defines=defines, instantiate=True)
            mine.append(Group(done))
        groups += mine
    return groups


def differences(groups: Sequence[Group]) -> list[Difference]:
    """What parts the groups, and what all of them reject, in the order in which it was met."""
    base = groups[0]
    found: dict[tuple[str, int, int], Difference] = {}
    shared: dict[tuple[str, int, int], tuple[Cause, list[str], set[int]]] = {}
    for index, group in enumerate(groups[1:], 1):
        walk = _alignment(base, group)
        for effect in _real(walk, base, group):
            _record(found, effect, groups, index)
        for mine, _other, nodes in walk.shared_errors:
            _share(shared, mine, nodes, index)
    if len(groups) == 1:
        for item, node in _errors(base.root):
            _share(shared, item, (node, node), 0)
    for key, (why, messages, by) in shared.items():
        if len(by) == max(1, len(groups) - 1) and key not in found:
            told = found[key] = Difference(why, groups)
            told.reference.errors += messages
    return list(found.values())


def _alignment(base: Group, group: Group) -> Alignment:
    def same(mine: Item, other: Item) -> bool:
        return base.reader(mine.event[1]) == group.reader(other.event[1])

    return Alignment(base.root, group.root, same)


def _real(walk: Alignment, base: Group, group: Group) -> Iterator[Effect]:
    """The effects that a full assembler would show, without what follows from an error of both."""
    stops = (_stop(base.run), _stop(group.run))
    for effect in walk.effects:
        if effect.hinge is not None and effect.hinge[0].event[0] == DIAGNOSTIC:
            continue
        if not any(item.matters() for side in (effect.first, effect.second) for item in side):
            continue
        if (stops[0] and not effect.first) or (stops[1] and not effect.second):
            continue
        yield effect


def _stop(run: Run) -> bool:
    """Whether an expansion ends with an error: what the other has beyond it is no difference of its own."""
    return bool(run.events) and run.events[-1][0] == DIAGNOSTIC and run.events[-1][1][0] == "error"


def _record(
    found: dict[tuple[str, int, int], Difference], effect: Effect, groups: Sequence[Group], index: int
) -> None:
    base, group = groups[0], groups[index]
    why = cause(effect, (base.profile, group.profile))
    told = found.get(why.key())
    if told is None:
        told = found[why.key()] = Difference(why, groups)
    if index not in told.outcomes:
        told.outcomes[index] = Outcome()
    told.outcomes[index].add(effect.second, group.reader)
    told.reference.add(effect.first, base.reader)


def _share(
    shared: dict[tuple[str, int, int], tuple[Cause, list[str], set[int]]],
    item: Item,
    nodes: tuple[Node, Node],
    index: int,
) -> None:
    why = Cause(ERRORS, item.event[2], nodes)
    _, messages, by = shared.setdefault(why.key(), (why, [], set()))
    message = item.event[1][1]
    if message not in messages:
        messages.append(message)
    by.add(index)


def _errors(node: Node) -> Iterator[tuple[Item, Node]]:
    for item in node.items:
        if item.node is not None:
            yield from _errors(item.node)
        elif item.event[0] == DIAGNOSTIC:
            yield item, node
