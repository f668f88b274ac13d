"""Values and the symbol table that an expansion keeps.

In: labels as they are met, assignments, the place of the statement.  Out: what a name stands for now.
Rule: an assignment whose value is known keeps the value; any other keeps its tree and is asked again at each use.  When
a name in such a tree is given a second value, the tree either keeps the first (`late_values` "first") or follows.
"""

from __future__ import annotations

from gasmacro.syntax.trees import names, renamed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from gasmacro.syntax.trees import Tree
    from gasmacro.targets.schema import Profile

    Value: TypeAlias = "int | Relative | Register | _Named"
    Entry: TypeAlias = tuple[Any, ...]


class _Named:
    """A value that only is what it is."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNKNOWN = _Named("UNKNOWN")  # the value hangs on what only a full assembler knows
PENDING = _Named("PENDING")  # the assembler itself has no value for it at this place
ABSENT = _Named("ABSENT")  # no expression where one belongs
BIG = _Named("BIG")  # an integer of more than 64 bits that stands alone
FLOAT = _Named("FLOAT")  # a floating-point number that stands alone
APART = _Named("APART")  # what a distance is when the two places are known to lie in different sections
UNSETTLED = _Named("UNSETTLED")  # what a distance is when the assembler itself does not know it yet


class Relative:
    """A value relative to a place.

    `symbol` names the place; `position` is the engine's own idea of it, None when the symbol is not defined. The place
    is `shift` bytes after that position (a symbol set to `label+1`), the value `addend` bytes after the place. `minus` is
    the place that is subtracted in a difference without a value yet.
    """

    __slots__ = ("addend", "minus", "position", "shift", "symbol")

    def __init__(
        self, symbol: str, addend: int = 0, position: Any = None, shift: int = 0, minus: Relative | None = None
    ) -> None:
        self.symbol = symbol
        self.addend = addend
        self.position = position
        self.shift = shift
        self.minus = minus

    def _fields(self) -> tuple[Any, ...]:
        return self.symbol, self.addend, self.position, self.shift, self.minus

    def __eq__(self, other: object) -> bool:
        return type(other) is Relative and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((self.symbol, self.addend, self.shift))

    def __repr__(self) -> str:
        return f"Relative({self.symbol!r}, {self.addend})"

    def plus(self, number: int) -> Relative:
        """The value `number` bytes on (wrapping as 64-bit numbers do)."""
        addend = (self.addend + number + (1 << 63)) % (1 << 64) - (1 << 63)
        return Relative(self.symbol, addend, self.position, self.shift, self.minus)


class Register:
    """A register standing where a value belongs, `addend` added to it."""

    __slots__ = ("addend", "name")

    def __init__(self, name: str, addend: int = 0) -> None:
        self.name = name
        self.addend = addend

    def __eq__(self, other: object) -> bool:
        return type(other) is Register and (self.name, self.addend) == (other.name, other.addend)

    def __hash__(self) -> int:
        return hash((self.name, self.addend))

    def __repr__(self) -> str:
        return f"Register({self.name!r})"

    def plus(self, number: int) -> Register:
        """The register with `number` added."""
        return Register(self.name, self.addend + number)


def _same_place_only(first: Any, second: Any) -> Any:
    return 0 if first == second else None


class Symbols:
    """The names defined so far.

    `here` is the position of the statement being read; `distance(first, second)` gives the bytes from first to second,
    None when only a full assembler knows them, UNSETTLED when it does not know them yet either, APART for different
    sections.  `unknown_names`: an undefined symbol's value is UNKNOWN (headers as written, whose users define more).
    """

    __slots__ = ("_counts", "_table", "_users", "distance", "here", "unknown_names")

    def __init__(self, *, distance: Callable[[Any, Any], Any] | None = None, unknown_names: bool = False) -> None:
        # name -> ("label", position) | ("value", Value, directive) | ("tree", Tree, directive) | ("lazy", Tree, directive)
        #         | ("common",) | ("maybe",): defined or not, or at another place, by the way that was taken
        self._table: dict[str, Entry] = {}
        self._counts: dict[int, int] = {}  # numeric labels: how many of each so far
        self._users: dict[str, frozenset[str]] = {}  # name -> the symbols whose trees mention it
        self.distance = distance or _same_place_only
        self.here: Any = None
        self.unknown_names = unknown_names

    def copy(self) -> Symbols:
        """The same table, to go its own way."""
        other = Symbols(distance=self.distance, unknown_names=self.unknown_names)
        other._table = self._table.copy()
        other._counts = self._counts.copy()
        other._users = self._users.copy()
        other.here = self.here
        return other
