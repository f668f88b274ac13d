"""Effects led back to their causes: the statement that the author would change.

In: an effect of an alignment.  Out: a `Cause`.  Rule: from the statement that parted, up through the calls while the
differing text came in through an actual that the two bound differently; the call that bound it is the cause.  A
conditional decided in two ways is the cause of what follows from it; so is a definition that only one accepted.
"""

from __future__ import annotations

import re

from gasmacro.compare.lexical import lexed
from gasmacro.compare.places import home
from gasmacro.compare.tree import shifted
from gasmacro.engine.events import CALL, DECISION, DIAGNOSTIC, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.compare.align import Effect
    from gasmacro.compare.tree import Item, Node
    from gasmacro.engine.events import Call, Origin
    from gasmacro.targets.schema import Profile

ACTUALS, STATEMENTS, DECISIONS, DEFINITIONS, ERRORS, CALLEES, WARNINGS = (
    "actuals",
    "statement",
    "decision",
    "definition",
    "error",
    "callee",
    "warning",
)


class Cause:
    """Why two expansions part: `kind` (one of the names above), the `origin` of the statement, the pair of `nodes` it
    stands in, and `call`, what the statement called or repeated in either expansion (None for a statement that does
    neither)."""

    __slots__ = ("call", "kind", "nodes", "origin")

    def __init__(self, kind: str, origin: Origin, nodes: tuple[Node, Node], call: Call | None = None) -> None:
        self.kind = kind
        self.origin = origin
        self.nodes = nodes
        self.call = call

    @property
    def around(self) -> Call | None:
        """The call that the statement stands in."""
        return self.nodes[0].call

    def key(self) -> tuple[str, int, int]:
        """The place that tells causes apart."""
        return self.origin.key()


def cause(effect: Effect, profiles: tuple[Profile, Profile]) -> Cause:
    """The cause of an effect."""
    if effect.hinge is not None:
        origin = effect.hinge[0].event[2]
        kind = DECISIONS
    else:
        origin = _begins(effect).event[2]
        kind = _kind(effect)
    return climb(Cause(kind, origin, effect.nodes, _call(effect, origin)), profiles)


def _begins(effect: Effect) -> Item:
    """The item that an effect begins with: an error before what the other side begins with is its reason."""
    heads = [side[0] for side in (effect.first, effect.second) if side]
    first = heads[0]
    for item in heads[1:]:
        if item.event[0] == DIAGNOSTIC and item.key[1] == first.key[1] and item.key[2:] < first.key[2:]:
            return item
    return first


def _call(effect: Effect, origin: Origin) -> Call | None:
    """The call of a statement among what it gave."""
    for item in (*effect.first, *effect.second):
        if item.event[0] == CALL and item.key[1:] == origin.key():
            call: Call = item.event[1]
            return call
    return None


def _kind(effect: Effect) -> str:
    kinds = [{item.event[0] for item in side} for side in (effect.first, effect.second)]
    if any(DIAGNOSTIC in side for side in kinds):
        return ERRORS
    if CALL in kinds[0] ^ kinds[1] and STATEMENT in kinds[0] ^ kinds[1]:
        return CALLEES
    return DECISIONS if any(DECISION in side for side in kinds) else STATEMENTS


def climb(found: Cause, profiles: tuple[Profile, Profile]) -> Cause:
    """The cause moved up to the call that bound the differing text in two ways."""
    while True:
        first, second = (node.call for node in found.nodes)
        if first is None or second is None:
            return found
        names = differing(found.nodes, profiles)
        if names is None:
            origin = first.definition or first.origin
            return Cause(DEFINITIONS, origin, _parents(found.nodes), first)
        nodes = found.nodes if mentions(found.origin, names) else _above(found, profiles)
        call = nodes[0].call if nodes is not None else None
        if nodes is None or call is None:
            moved = settled(found)
            if moved is found:
                return found
            found = moved
            continue
        if call.nobody:
            return Cause(DEFINITIONS, call.definition or call.origin, _parents(nodes), call)
        found = Cause(ACTUALS, call.origin, _parents(nodes), call)


def _above(found: Cause, profiles: tuple[Profile, Profile]) -> tuple[Node, Node] | None:
    """The nodes of the macro that a statement has text of, whose actuals differ: the body of a repetition, and of a
    macro defined in another's body, has the actuals of the macro around."""
    nodes = _written_in(found.nodes)
    while nodes is not None:
        names = differing(nodes, profiles)
        if names and mentions(found.origin, names):
            return nodes
        nodes = _written_in(nodes)
    return None


def _written_in(nodes: tuple[Node, Node]) -> tuple[Node, Node] | None:
    """The nodes of what the text of two calls is written in, None where that is the source."""
    calls = [node.call for node in nodes]
    if calls[0] is None or calls[1] is None:
        return None
    if calls[0].kind != "macro":
        outer = _parents(nodes)
    elif calls[0].maker is not None and calls[1].maker is not None:
        outer = _node(calls[0].maker, nodes[0]), _node(calls[1].maker, nodes[1])
    else:
        return None
    return None if outer[0].call is None or outer[1].call is None else outer


def _node(call: Call, near: Node) -> Node:
    """The node of a call in the tree that another node is of."""
    root = near
    while root.parent is not None:
        root = root.parent
    way: list[Call] = []
    step: Call | None = call
    while step is not None:
        way.append(step)
        step = step.parent
    for step in reversed(way):
        inside = (item.node for item in root.items if item.node is not None and item.node.call is step)
        root = next(inside, root)
    return root


def settled(found: Cause) -> Cause:
    """The cause at the place where its statement is written: in an actual of a call, if it came in through one."""
    while True:
        origin, around = home(found.origin, found.around)
        if origin is found.origin:
            return found
        nodes = found.nodes
        while nodes[0].call is not around and nodes[0].parent is not None:
            nodes = _parents(nodes)
        found = Cause(found.kind, origin, nodes, found.call)


def _parents(nodes: tuple[Node, Node]) -> tuple[Node, Node]:
    first, second = nodes
    return first.parent or first, second.parent or second


def differing(nodes: tuple[Node, Node], profiles: tuple[Profile, Profile]) -> list[str] | None:
    """The formals that two calls bind to different text; None where their formals are not even the same.

    Numbers of calls that only count differently are the same text.
    """
    mine, other = ({} if node.call is None else node.call.bound for node in nodes)
    if mine.keys() != other.keys():
        return None
    return [
        name
        for name, text in mine.items()
        if text != other[name]
        and (
            _commented(text, other[name]) or not _same(lexed(text, profiles[0]), lexed(other[name], profiles[1]), nodes)
        )
    ]


def _commented(text: str, other: str) -> bool:
    """Whether a comment came into one of two texts alone: it is nothing by itself, and a blank beside other text."""
    return ("/*" in text) != ("/*" in other)


def _same(first: str, second: str, nodes: tuple[Node, Node]) -> bool:
    return first == second or shifted(first, second, nodes)


def _holds(origin: Origin, names: list[str], first: Call, second: Call) -> bool:
    """Whether a statement that is known with its actuals in place only has the text of one of the formals."""
    values = [dict(call.values)[name] for call in (first, second) for name in names]
    return any(len(value) > 1 and value in origin.text for value in values)


def mentions(origin: Origin, names: list[str]) -> bool:
    """Whether a statement as written uses one of the formals, with a backslash or, as `.altmacro` allows, without."""
    return any(re.search(rf"(?<![\w.$]){re.escape(name)}(?![\w.$])", origin.text) for name in names)
