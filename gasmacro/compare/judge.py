"""A source under a range of assemblers: what parts them, one `Difference` for each place an author would change.

In: a text, the profiles of the range in the order of the families' tables (oldest release first).  Out: differences
with what each assembler makes of it.  Rule: releases that answer alike to every behaviour the expansion asked for
share it; each such group is compared with the group of the reference, the newest release of the first family.
"""

from __future__ import annotations

import re

from gasmacro.compare.align import Alignment
from gasmacro.compare.causes import CALLEES, DEFINITIONS, ERRORS, STATEMENTS, WARNINGS, Cause, cause, settled
from gasmacro.compare.difference import Difference, Group, Share
from gasmacro.compare.places import Place, substituted, written
from gasmacro.compare.readings import BYTES, REJECTED, SYMBOL, TEXT, alike
from gasmacro.compare.rebinding import Binder
from gasmacro.compare.tree import shifted
from gasmacro.engine.events import CALL, DIAGNOSTIC, STATEMENT
from gasmacro.engine.machine import MOST_STATEMENTS, run
from gasmacro.syntax.scanner import Scans
from gasmacro.targets.company import Company

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gasmacro.compare.align import Effect
    from gasmacro.compare.readings import Reading
    from gasmacro.compare.tree import Item, Node
    from gasmacro.engine.events import Call
    from gasmacro.source.files import Files
    from gasmacro.syntax.origin import Origin
    from gasmacro.targets.schema import Profile


def expansions(
    text: str | Mapping[str, str],
    profiles: Sequence[Profile],
    filename: str,
    *,
    files: Files | None = None,
    defines: Sequence[str] = (),
    whole: bool = False,
    own: bool = False,
    units: Sequence[int] = (),
    most: int = MOST_STATEMENTS,
) -> list[Group]:
    """The groups of a range, the reference's first. Each costs one expansion. Where families read different texts, the
    text is one for each.

    `whole`: the text is all that the assembler sees, as a preprocessed file; a text with nothing but definitions is
    none.  `own`: of the macros that nobody calls only those of the source itself are looked at.  `units` as in `run`.
    `most` statements may be read in each.
    """
    families: dict[str, list[Profile]] = {}
    for profile in profiles:
        families.setdefault(profile.assembler.partition("@")[0], []).append(profile)
    groups: list[Group] = []
    suspects: frozenset[str] = frozenset()
    texts = dict.fromkeys(families, text) if isinstance(text, str) else text
    every = {each: Scans(each, filename) for each in texts.values()}
    shares: dict[str, list[Share]] = {family: [] for family in families}
    for family, members in families.items():
        source = texts[family]
        mine: list[Group] = []
        for profile in reversed(members):
            known = next((group for group in mine if group.covers(profile)), None)
            if known is not None:
                known.assemblers.append(profile.assembler)
                continue
            share = next((each for each in shares[family] if profile.agrees(each.asked)), None)
            if share is None:
                leader, company = profile.fresh(), _company(family, families, shares, texts)
                done = run(
                    source, Company(leader, list(company)), filename=filename, files=files, defines=defines,
                    instantiate=True, whole=whole, own=own, scans=every[source], units=units, most=most,
                )  # fmt: skip
                if whole and not done.events:
                    return expansions(text, profiles, filename, files=files, defines=defines, most=most, own=own)
                share = Share(done, leader)
                shares[family].append(share)
                for other in done.profile.others:
                    shares[company[other]].append(Share(done, other))
            mine.append(Group(share, profile.fresh(), suspects))
        groups += mine
        suspects = _WORDS.union(*(group.called() for group in mine))
    for group in groups:
        group.suspect(suspects)
    return groups


def _company(
    family: str,
    families: Mapping[str, Sequence[Profile]],
    shares: Mapping[str, Sequence[Share]],
    texts: Mapping[str, str],
) -> dict[Profile, str]:
    """Who may share the next expansion of a family, with the family of each: of every family that is still to come and
    reads the same text, the newest that has none yet."""
    found = {}
    later = False
    for each, members in families.items():
        if later and texts[each] == texts[family]:
            for profile in reversed(members):
                if not any(profile.agrees(share.asked) for share in shares[each]):
                    found[profile.fresh()] = each
                    break
        later = later or each == family
    return found


_WORDS = frozenset(("local",))  # a word of one family's macros that could be an instruction to another


def differences(groups: Sequence[Group]) -> list[Difference]:
    """What parts the groups, what all of them reject, and what all of them misread, in the order in which it was
    met."""
    return _Judge(groups).found()


class _Judge:
    """Collects differences over all pairs of the reference with another group."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.told: dict[tuple[str, int, int], Difference] = {}
        self.refusals: dict[
            int, set[int]
        ] = {}  # errors of the reference, by id of their item: the groups that have it too

    def found(self) -> list[Difference]:
        base = self.groups[0]
        errors = base.errors()
        for index, group in enumerate(self.groups[1:], 1):
            if group.reads_as(base) and not errors and not group.errors():
                continue
            walk = Alignment(base.root, group.root, _Same(base, group))
            for effect in _real(walk, base, group):
                self._part(effect, index)
            for mine, _, _ in walk.shared_errors:
                self.refusals.setdefault(id(mine), set()).add(index)
        if errors or base.strange():
            self._alike(base)
        self._warnings()
        return list(self.told.values())

    def _warnings(self) -> None:
        """Takes in what some groups warn of and others do not, where nothing else is told."""
        told = [group.warned() for group in self.groups]
        for key in dict.fromkeys(key for each in told for key in each):
            if key in self.told or all(key in each for each in told):
                continue
            origin, words = next(each[key] for each in told if key in each)
            why = Cause(WARNINGS, origin, (self.groups[0].root, self.groups[0].root))
            self.told[key] = Difference(why, Place(origin, None), self.groups)
            self.told[key].warnings.append(words)

    def _part(self, effect: Effect, index: int) -> None:
        """Takes in what parts the reference and another group."""
        base, group = self.groups[0], self.groups[index]
        told = self._of_definition(effect)
        if told is None:
            told = self._difference(cause(effect, (base.profile, group.profile)), [group])
        told.reference.add(effect.first, base)
        told.outcome_of(index).add(effect.second, group)

    def _of_definition(self, effect: Effect) -> Difference | None:
        """The difference over the definition of what an effect begins to call: without that definition one of the two
        calls another macro, or none."""
        heads = [side[0].event for side in (effect.first, effect.second) if side and side[0].event[0] == CALL]
        calls = [event[1] for event in heads if event[1].kind == "macro"]
        if effect.hinge is not None or (len(calls) > 1 and calls[0].definition.key() == calls[1].definition.key()):
            return None
        known = (self.told.get(call.definition.key()) for call in calls if call.definition is not None)
        return next((each for each in known if each is not None), None)

    def _alike(self, base: Group) -> None:
        """Takes in what all reject, and what they read as nobody can have meant it, as the reference has it."""
        shared = set.intersection(*(group.strange_places() for group in self.groups))
        for item, node in _leaves(base.root):
            kind = item.event[0]
            if kind == DIAGNOSTIC:
                everywhere = len(self.refusals.get(id(item), ())) == len(self.groups) - 1
                if everywhere and not item.event[4]:
                    why = settled(Cause(ERRORS, item.event[2], (node, node)))
                    self._difference(why, ()).reference.add([item], base)
            elif kind == STATEMENT and item.key[1:] in shared and base.reading(item.event)[0] in (REJECTED, SYMBOL):
                why = settled(Cause(STATEMENTS, item.event[2], (node, node)))
                told = self._difference(why, ())
                if not told.reference.readings:
                    told.reference.add([item], base)

    def _difference(self, why: Cause, others: Sequence[Group]) -> Difference:
        """The difference at the place of a cause."""
        place = _place(why, [self.groups[0], *others])
        told = self.told.get(place.key())
        if told is None:
            told = self.told[place.key()] = Difference(why, place, self.groups)
        return told


class _Same:
    """Whether two groups read a statement the same way. Numbers of calls that only count differently are the same."""

    def __init__(self, first: Group, second: Group) -> None:
        self.groups = first, second

    def __call__(self, mine: Item, other: Item, nodes: tuple[Node, Node]) -> bool:
        first, second = self.groups[0].reading(mine.event), self.groups[1].reading(other.event)
        if alike(first, second):
            return True
        return first[0] == TEXT and second[0] == TEXT and shifted(first[1], second[1], nodes)


def _real(walk: Alignment, base: Group, group: Group) -> Iterator[Effect]:
    """The effects that a full assembler would show, without what follows from an error of both or from an early end."""
    ends = (_early_end(base), _early_end(group))
    homes = {id(call): effect for effect in walk.effects for call in _calls((*effect.first, *effect.second))}
    for effect in walk.effects:
        if effect.hinge is not None and effect.hinge[0].event[0] == DIAGNOSTIC:
            continue
        if not any(item.matters() for side in (effect.first, effect.second) for item in side):
            continue
        if (not effect.first and _called(effect.second, base)) or (not effect.second and _called(effect.first, group)):
            continue
        if _follows(effect, homes):
            continue
        if effect.last and any(
            not side and id(node) in end
            for side, node, end in zip((effect.first, effect.second), effect.nodes, ends, strict=True)
        ):
            continue
        if _spelt_out(effect, base, group):
            continue
        yield effect


_NOTHING = frozenset((".insn",))  # says that the data behind it are instructions; nothing of its own, without operands


def _spelt_out(effect: Effect, base: Group, group: Group) -> bool:
    """Whether one expansion calls a macro that is the bytes of the very instruction that the other has."""
    if len(effect.first) != 1 or len(effect.second) != 1:
        return False
    sides = ((effect.first[0], base), (effect.second[0], group))
    if (sides[0][0].node is None) == (sides[1][0].node is None):
        return False
    (call, caller), (plain, other) = sides if sides[0][0].node is not None else sides[::-1]
    if call.node is None or plain.event[0] != STATEMENT or plain.event[4]:
        return False
    spelt = b""
    for item, _ in _leaves(call.node):
        if item.event[0] == STATEMENT and item.event[1].strip() in _NOTHING:
            continue
        reading = caller.reading(item.event) if item.event[0] == STATEMENT else None
        if reading is None or reading[0] != BYTES or reading[2][0] or not reading[2][1]:
            return False
        spelt += reading[2][1]
    from gasmacro.targets.encodings import encoded

    return bool(spelt) and spelt == encoded(plain.event[1], other.profile.arch)


def _calls(items: Iterable[Item]) -> Iterator[Call]:
    """The calls among items, and those inside them."""
    waiting = [item.node for item in items if item.node is not None]
    while waiting:
        node = waiting.pop()
        if node.call is not None:
            yield node.call
        waiting += [item.node for item in node.items if item.node is not None]


def _follows(effect: Effect, homes: Mapping[int, Effect]) -> bool:
    """Whether a macro is called by one alone because a call that defines it parted them before: that is told."""
    items = (*effect.first, *effect.second)
    if len({item.key[1:] for item in items}) > 1:
        return False
    makers = [item.event[1].maker for item in items if item.event[0] == CALL]
    return any(maker is not None and homes.get(id(maker), effect) is not effect for maker in makers)


def _called(items: Sequence[Item], group: Group) -> bool:
    """Whether nobody calls the macros of these items in one expansion, while another calls all of them: the call is
    what parts them, and is told."""
    calls = [item.event[1] for item in items if item.event[0] == CALL and item.event[1].nobody]
    if len(calls) < len(items):
        return False
    there = {event[1].definition.key() for event in group.run.events if event[0] == CALL and event[1].definition}
    return all(call.definition is not None and call.definition.key() in there for call in calls)


def _early_end(group: Group) -> set[int]:
    """The nodes (by id) that an expansion was in when it ended with an error: what is missing there has that reason."""
    events = group.run.events
    if not events or events[-1][0] != DIAGNOSTIC or events[-1][1][0] != "error":
        return set()
    node = group.root
    path = {id(node)}
    while node.items and (last := node.items[-1].node) is not None:
        node = last
        path.add(id(node))
    return path


def _leaves(root: Node) -> Iterator[tuple[Item, Node]]:
    """All items that are no calls, with the node they stand in, in order."""
    waiting = [(root, 0)]
    while waiting:
        node, at = waiting.pop()
        for index in range(at, len(node.items)):
            item = node.items[index]
            if item.node is not None:
                waiting += [(node, index + 1), (item.node, 0)]
                break
            yield item, node


def _place(why: Cause, groups: Sequence[Group]) -> Place:
    """Where the author would change what a cause stands for."""
    around = why.around
    if why.kind in (DEFINITIONS, CALLEES) or around is None:
        return Place(why.origin, around)
    if why.call is not None:
        binder = Binder([group.profile for group in groups], why.call, why.origin, around)
        written_here = not binder.part(binder.operands)  # what parts them shows later, behind a comment say
        if written_here or any(not binder.part(text) for text in _blanks_between(binder.operands)):
            return Place(why.origin, around)
        return written(why.origin, around, lambda values: binder.part(binder.operands, values))
    if _COMPARES.match(why.origin.text) is not None:
        return written(why.origin, around, lambda values: _names(why.origin, values), _is_name)
    if why.kind != STATEMENTS:
        return Place(why.origin, around)
    values = dict(around.values)
    if any(not _parted(substituted(text, values), groups) for text in _blanks_beside(why.origin.text)):
        return Place(why.origin, around)
    return written(why.origin, around, lambda values: _parted(substituted(why.origin.text, values), groups))


# What is written between two formals, or beside one, is the statement's own and no actual's.
_BETWEEN = re.compile(r"(?<=[\w)])[ \t]+(?=\\\w)")
_BESIDE = re.compile(r"(?<=[)\]])[ \t]+(?=[.(\[{*@-])|(?<=\\\(\))[ \t]+(?=\w)|[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*")


def _blanks_between(operands: str) -> Iterator[str]:
    """A call's operands with commas in place of the blanks between two formals, where there are any."""
    if (text := _BETWEEN.sub(", ", operands.lstrip())) != operands.lstrip():
        yield f" {text}"


def _blanks_beside(text: str) -> Iterator[str]:
    """A statement without its own comments and the blanks behind its own brackets, where there are any."""
    if (other := _BESIDE.sub("", text)) != text:
        yield other


_COMPARES = re.compile(r"[ \t]*\.(?:else)?if(?:eq|ne|[gl][et])?[ \t(]", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.$\\@%])[A-Za-z_.][\w.$]*")
_ONE_NAME = re.compile(r"[A-Za-z_]\w*")


def _is_name(value: str) -> bool:
    return _ONE_NAME.fullmatch(value) is not None


def _names(origin: Origin, values: Mapping[str, str]) -> bool:
    """Whether a comparison still names something: a name that came through an actual is wrong in the call."""
    return _NAME.search(substituted(origin.text, values).lstrip()[1:].partition(" ")[2]) is not None


def _parted(text: str, groups: Sequence[Group]) -> bool:
    """Whether groups read a statement differently, or in a way that asks to be told."""
    found: list[Reading] = [group.reader(text) for group in groups]
    return any(reading[0] in (REJECTED, SYMBOL) or not alike(reading, found[0]) for reading in found)
