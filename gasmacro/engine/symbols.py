"""Values and the symbol table that an expansion keeps.

In: labels as they are met, assignments, the place of the statement.  Out: what a name stands for now.
Rule: a value that is known at its assignment is kept as a value; one that is not keeps its tree and is asked again at
each use; so does every assignment by a lazy directive.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from gasmacro.syntax.trees import Tree

    Value: TypeAlias = "int | Relative | Register | _Unknown"


class _Unknown:
    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Unknown()  # the value hangs on what only a full assembler knows
APART = object()  # what a distance is when the two places are known to lie in different sections
UNSETTLED = object()  # what a distance is when the assembler itself does not know it yet


class Relative:
    """A value relative to a place: `symbol` names it ("." and a label's name for a defined place, whose `position` is the
    engine's; an undefined symbol has `position` None), `addend` is a signed 64-bit number. `minus` is the second place
    of a difference that has no value yet."""

    __slots__ = ("addend", "minus", "position", "symbol")

    def __init__(self, symbol: str, addend: int = 0, position: Any = None, minus: Relative | None = None) -> None:
        self.symbol = symbol
        self.addend = addend
        self.position = position
        self.minus = minus

    def __eq__(self, other: object) -> bool:
        return type(other) is Relative and (self.symbol, self.addend, self.position, self.minus) == (
            other.symbol,
            other.addend,
            other.position,
            other.minus,
        )

    def __hash__(self) -> int:
        return hash((self.symbol, self.addend))

    def __repr__(self) -> str:
        return f"Relative({self.symbol!r}, {self.addend})"


class Register:
    """A register standing where a value belongs."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return type(other) is Register and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Register({self.name!r})"


def _nothing_known(first: Any, second: Any) -> int | None:
    return 0 if first == second else None


class Symbols:
    """The names defined so far.

    `here` is the position of the statement being read; `distance(first, second)` gives second minus first in bytes, None
    when only a full assembler knows, UNSETTLED when it does not know either (yet), APART for different sections.
    `unknown_names`: an undefined symbol's value is UNKNOWN (headers as written, whose users define more).
    """

    __slots__ = ("_table", "distance", "here", "unknown_names")

    def __init__(self, *, distance: Callable[[Any, Any], Any] | None = None, unknown_names: bool = False) -> None:
        # name -> ("label", position) | ("value", Value) | ("tree", Tree) | ("common",)
        self._table: dict[str, tuple[Any, ...]] = {}
        self.distance = distance or _nothing_known
        self.here: Any = None
        self.unknown_names = unknown_names

    def copy(self) -> Symbols:
        """The same table, to go its own way."""
        other = Symbols(distance=self.distance, unknown_names=self.unknown_names)
        other._table = self._table.copy()
        other.here = self.here
        return other

    def define_label(self, name: str, position: Any) -> None:
        """`name:` stands at `position` (numeric labels by their digits)."""
        self._table[name] = ("label", position)

    def define_common(self, name: str) -> None:
        """`.comm name`: defined for one family, a reference for the other."""
        self._table.setdefault(name, ("common",))

    def assign(self, name: str, value: Value | Tree, directive: str) -> None:
        """What `name` stands for from now on: a value, or a tree that is evaluated at each use."""
        kind = "tree" if isinstance(value, tuple) else "value"
        self._table[name] = (kind, value, directive)

    def entry(self, name: str) -> tuple[Any, ...] | None:
        """The table's entry: what kind of thing `name` is and what it stands for. None: not defined."""
        return self._table.get(name)

    def value(self, name: str) -> Value | None:
        """The value of a name that has one by itself: None for undefined names and those that keep a tree."""
        entry = self._table.get(name)
        if entry is None or entry[0] in ("tree", "common"):
            return None
        return Relative(name, 0, entry[1]) if entry[0] == "label" else entry[1]

    def is_defined(self, name: str, profile: Any) -> bool:
        """Whether `.ifdef name` holds."""
        entry = self._table.get(name)
        if entry is None:
            return name in profile.builtin_symbols
        if entry[0] == "common":
            return bool(profile.commons_are_defined)
        if entry[0] == "tree" and not profile.pending_symbols_are_defined:
            return False
        return True
