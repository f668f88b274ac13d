"""An expansion's events as a tree: each call holds what came through it, in order.

In: a `Run`.  Out: the root `Node`.  Warnings and notes are left out: they part no objects.
"""

from __future__ import annotations

import re

from gasmacro.engine.events import CALL, DIAGNOSTIC, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from gasmacro.engine.events import Call, Event
    from gasmacro.engine.machine import Run

    Key: TypeAlias = "tuple[int, str, int, int]"


class Item:
    """An event in its place: `key` (kind, file, line, column), the `event`, and the `node` of a call."""

    __slots__ = ("event", "key", "node")

    def __init__(self, event: Event, node: Node | None) -> None:
        origin = event[2]
        self.event = event
        self.key: Key = (event[0], origin.file, origin.line, origin.column)
        self.node = node

    def matters(self) -> bool:
        """Whether anything comes out of it: a statement or an error."""
        if self.node is not None:
            return any(item.matters() for item in self.node.items)
        return self.event[0] in (STATEMENT, DIAGNOSTIC)

    def errors(self) -> Iterator[str]:
        """The messages of the errors in here."""
        if self.event[0] == DIAGNOSTIC:
            yield self.event[1][1]
        elif self.node is not None:
            for item in self.node.items:
                yield from item.errors()


class Node:
    """A call (None for the source itself), the node it was made in, and what came through it; `counter` is the number
    of macro calls before it, what `\\@` is in a macro."""

    __slots__ = ("call", "counter", "items", "parent")

    def __init__(self, call: Call | None, parent: Node | None, counter: int = 0) -> None:
        self.call = call
        self.counter = counter
        self.parent = parent
        self.items: list[Item] = []


def tree(run: Run) -> Node:
    """The tree of a run's events."""
    root = Node(None, None)
    nodes: dict[int, Node] = {}
    macros = 0
    starts = frozenset(run.starts)
    for index, event in enumerate(run.events):
        if index in starts:
            macros = 0
        kind, data, _, call, _ = event
        parent = nodes.get(id(call), root) if call is not None else root
        if kind == CALL:
            node = nodes[id(data)] = Node(data, parent, macros)
            macros += data.kind == "macro"
            parent.items.append(Item(event, node))
        elif kind != DIAGNOSTIC or data[0] == "error":
            parent.items.append(Item(event, None))
    return root


def shifted(first: str, second: str, nodes: tuple[Node, Node]) -> bool:
    """Whether two texts differ in nothing but the numbers of the calls they came through."""
    mine: dict[str, str] = {}
    other: dict[str, str] = {}
    node: Node | None = nodes[0]
    peer: Node | None = nodes[1]
    while node is not None and peer is not None and node.call is not None:
        if node.counter != peer.counter:
            mine.setdefault(str(node.counter), f"@{len(mine)}")
            other.setdefault(str(peer.counter), f"@{len(other)}")
        node, peer = node.parent, peer.parent
    if not mine or len(mine) != len(other):
        return False
    pieces, others = _NUMBERS.split(first), _NUMBERS.split(second)
    return len(pieces) == len(others) and all(
        piece == peer or (piece in mine and mine[piece] == other.get(peer))
        for piece, peer in zip(pieces, others, strict=True)
    )


_NUMBERS = re.compile(r"(\d+)")
