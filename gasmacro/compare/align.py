"""Two expansions walked in step: where what comes out of them parts.

In: the trees of two runs.  Out: `Effect`s, each a stretch of events that the two do not share, with the conditional or
statement that it hangs on.  Rule: events pair by kind and place, inside calls that pair; behind a stretch that does not
pair, the walk goes on at the nearest events that do.
"""

from __future__ import annotations

from bisect import bisect_left

from gasmacro.engine.events import CALL, DECISION, DIAGNOSTIC, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from gasmacro.compare.tree import Item, Key, Node

    Same: TypeAlias = Callable[[Item, Item, "tuple[Node, Node]"], bool]


class Effect:
    """What two expansions do not share at one place.

    `first` and `second` are the stretches of items (either may be empty); `nodes` the pair of calls they stand in;
    `hinge` the pair of items that the stretch hangs on: a conditional decided in two ways, or an error of both; `last`
    whether nothing follows in either call.
    """

    __slots__ = ("first", "hinge", "last", "nodes", "second")

    def __init__(
        self,
        first: Sequence[Item],
        second: Sequence[Item],
        nodes: tuple[Node, Node],
        hinge: tuple[Item, Item] | None = None,
        last: bool = False,
    ) -> None:
        self.first = first
        self.second = second
        self.nodes = nodes
        self.hinge = hinge
        self.last = last


class Alignment:
    """The walk over two trees. `effects` are what parts them, `shared_errors` the errors that both have."""

    def __init__(self, first: Node, second: Node, same_statement: Same) -> None:
        self.effects: list[Effect] = []
        self.shared_errors: list[tuple[Item, Item, tuple[Node, Node]]] = []
        self._same_statement = same_statement
        waiting = [(first, second)]
        while waiting:  # not recursive: sources nest calls deeper than Python likes
            waiting.extend(reversed(self._walk(*waiting.pop())))

    def _walk(self, first: Node, second: Node) -> list[tuple[Node, Node]]:
        """The pairs of calls met in two nodes, in order."""
        inner: list[tuple[Node, Node]] = []
        hinge: tuple[Item, Item] | None = None
        mine, other = first.items, second.items
        places = _Places(other)
        i = j = 0
        while i < len(mine) or j < len(other):
            if i < len(mine) and j < len(other) and pairs(mine[i], other[j]):
                hinge = self._pair(mine[i], other[j], (first, second), inner, hinge)
                i, j = i + 1, j + 1
                continue
            ahead, behind = _one_statement(mine, other, i, j) or places.resume(mine, i, j)
            last = ahead == len(mine) and behind == len(other)
            self.effects.append(Effect(mine[i:ahead], other[j:behind], (first, second), hinge, last))
            i, j = ahead, behind
        return inner

    def _pair(
        self,
        mine: Item,
        other: Item,
        nodes: tuple[Node, Node],
        inner: list[tuple[Node, Node]],
        hinge: tuple[Item, Item] | None,
    ) -> tuple[Item, Item] | None:
        kind = mine.event[0]
        if kind == CALL and mine.node is not None and other.node is not None:
            inner.append((mine.node, other.node))
        elif kind == STATEMENT and not self._same_statement(mine, other, nodes):
            self.effects.append(Effect([mine], [other], nodes))
        elif kind == DIAGNOSTIC:
            self.shared_errors.append((mine, other, nodes))
            return mine, other
        elif kind == DECISION and mine.event[1][1] != other.event[1][1]:
            return mine, other
        if kind == DECISION and hinge is not None and hinge[0].key[1:] == mine.key[1:]:
            return hinge  # an error of the condition and its decision are one
        return None


def pairs(mine: Item, other: Item) -> bool:
    """Whether two items are the same event of two expansions: of one kind, at one place, a call of one macro."""
    if mine.key != other.key:
        return False
    return mine.node is None or other.node is None or _callee(mine) == _callee(other)


def _one_statement(mine: Sequence[Item], other: Sequence[Item], i: int, j: int) -> tuple[int, int] | None:
    """The indexes behind a statement that is a call in one expansion alone; None where `i` and `j` are at none."""
    if i >= len(mine) or j >= len(other) or mine[i].key[1:] != other[j].key[1:]:
        return None
    if sorted((mine[i].event[0], other[j].event[0])) not in ([STATEMENT, CALL], [CALL, DIAGNOSTIC]):
        return None
    return _behind(mine, i), _behind(other, j)


def _behind(items: Sequence[Item], at: int) -> int:
    """The index behind the items of the place of the one at `at`."""
    place = items[at].key[1:]
    return next((index for index in range(at, len(items)) if items[index].key[1:] != place), len(items))


def _callee(item: Item) -> tuple[str, object]:
    call = item.event[1]
    return call.name.lower(), call.definition.key() if call.definition is not None else None


class _Places:
    """Where each kind and place occurs in a list of items; made when first needed."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._known: dict[Key, list[int]] = {}

    def resume(self, mine: Sequence[Item], i: int, j: int) -> tuple[int, int]:
        """The nearest pair of indexes, from `i` and `j` on, at which items pair; both ends if there is none."""
        if not self._known:
            for at, item in enumerate(self._items):
                self._known.setdefault(item.key, []).append(at)
        best = (len(mine), len(self._items))
        cost = len(mine) - i + len(self._items) - j + 1
        for at in range(i, len(mine)):
            if at - i >= cost:
                break
            places = self._known.get(mine[at].key, ())
            near = bisect_left(places, j)
            if (
                near < len(places)
                and (at - i) + (places[near] - j) < cost
                and pairs(mine[at], self._items[places[near]])
            ):
                best = (at, places[near])
                cost = (at - i) + (places[near] - j)
        return best
