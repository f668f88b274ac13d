"""One reading of a file: where it is, and the lines that its directives leave.

In: a unit's layout.  Out: active lines, one after the other, each directive handed to the walk as it is met.  Rule: of
a conditional only the first arm that holds is read.
"""

from __future__ import annotations

import functools
import os

from gasmacro.source.cpp.layout import ARMS, CONDITIONS, Directive, Layout, Stretch
from gasmacro.source.cpp.unit import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source.cpp.layout import Line
    from gasmacro.source.cpp.walk import Walk


@functools.lru_cache(maxsize=1024)
def layout(path: str, text: str) -> Layout:
    """The layout of a file, made once for each content."""
    return Layout(Unit(path, text))


class Inclusion:
    """A file under way: its `path`, the `name` by which the output calls this reading of it, the inclusion it was named
    in (`outer`, at line and column), the `depth` of that, and the index of the folder it was found in (-1: beside the
    file that names it). What `#line` said: `shift` is added to lines, and `told` is the file's name ("": its path)."""

    __slots__ = ("_arms", "_index", "_line", "column", "depth", "folder", "found", "layout", "line", "name", "outer",
                 "path", "shift", "told", "unit")  # fmt: skip

    def __init__(
        self, path: str, name: str, text: str, outer: Inclusion | None, line: int, column: int, found: int = -1
    ) -> None:
        self.path = path
        self.name = name
        self.folder = os.path.dirname(path)
        self.layout = layout(path, text)
        self.unit = self.layout.unit
        self.outer = outer
        self.line = line
        self.column = column
        self.depth: int = 0 if outer is None else outer.depth + 1
        self.found = found
        self.shift = 0
        self.told = ""
        self._index = 0
        self._line = 0
        self._arms: list[int] = []  # the open conditionals, as indexes of the arm being read

    def next_line(self, walk: Walk) -> Line | None:
        """The next active line, None at the end of the file."""
        nodes = self.layout.nodes
        while self._index < len(nodes):
            node = nodes[self._index]
            if isinstance(node, Stretch):
                if self._line < len(node.lines):
                    self._line += 1
                    return node.lines[self._line - 1]
                self._line = 0
                self._index += 1
                continue
            self._index += 1
            if node.keyword in CONDITIONS:
                self._choose(walk, node)
            elif node.keyword in ARMS or node.keyword == "endif":
                self._close(walk, node)
            else:
                walk.obey(self, node)
        if self.layout.open:
            first = nodes[self.layout.open[0]]
            assert isinstance(first, Directive)
            walk.fail(f"#{first.keyword} has no #endif", self, first.start)
        return None

    def untouched(self, walk: Walk) -> Stretch | None:
        """The next lines as a whole, if they hold no name that means anything and none of them was read."""
        nodes = self.layout.nodes
        if self._index < len(nodes) and not self._line:
            node = nodes[self._index]
            if isinstance(node, Stretch) and walk.macros.keys().isdisjoint(node.names):
                self._index += 1
                return node
        return None

    def _choose(self, walk: Walk, node: Directive) -> None:
        """Go to the first arm of a conditional that holds, or behind its end."""
        nodes = self.layout.nodes
        arm = node
        while True:
            if arm.keyword in ("endif", "else") or walk.holds(self, arm):
                break
            if arm.next < 0:
                self._index = len(nodes)
                return
            self._index = arm.next + 1
            following = nodes[arm.next]
            assert isinstance(following, Directive)
            arm = following

    def _close(self, walk: Walk, node: Directive) -> None:
        """Behind the arm that was read: go behind the end."""
        if node.keyword == "endif":
            return
        nodes = self.layout.nodes
        arm = node
        while arm.keyword != "endif":
            if arm.next < 0:
                self._index = len(nodes)
                return
            self._index = arm.next + 1
            following = nodes[arm.next]
            assert isinstance(following, Directive)
            arm = following
