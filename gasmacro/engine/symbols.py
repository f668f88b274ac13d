"""Values and the symbol table that an expansion keeps.

In: labels as they are met, assignments, the place of the statement.  Out: what a name stands for now.
Rule: an assignment whose value is known keeps the value; any other keeps its tree and is asked again at each use.  When
a name in such a tree is given a second value, the tree either keeps the first (`late_values` "first") or follows.
"""

from __future__ import annotations

from gasmacro.errors import LimitError
from gasmacro.syntax.trees import names, renamed, spine

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
    is `shift` bytes after that position (a symbol set to `label+1`), the value `addend` bytes after the place. `minus`
    is the place that is subtracted in a difference without a value yet.
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
        # name -> ("label", position) | ("value", Value, directive) | ("tree", Tree, directive)
        #         | ("lazy", Tree, directive) | ("common",)
        #         | ("maybe",): defined or not, or at another place, by the way that was taken
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

    def merge(self, other: Symbols) -> bool:
        """Whether one table can stand for both ways to this place; then this one does.

        Assignments must agree; a label that stands elsewhere or on one way only is from now on undetermined.
        """
        if self._table == other._table:
            return True
        merged = self._table.copy()
        for name in self._table.keys() | other._table.keys():
            mine, yours = self._table.get(name), other._table.get(name)
            if mine == yours:
                continue
            if any(entry is not None and entry[0] not in ("label", "common", "maybe") for entry in (mine, yours)):
                return False
            merged[name] = ("maybe",)
        self._table = merged
        for number, count in other._counts.items():
            mine_count = self._counts.get(number, 0)
            if count != mine_count:  # which one `1b` means hangs on the way: neither counts any more
                self._counts[number] = max(count, mine_count)
                self._table[f"{number}\0{self._counts[number]}"] = ("maybe",)
        for number in self._counts.keys() - other._counts.keys():
            self._table[f"{number}\0{self._counts[number]}"] = ("maybe",)
        for name, users in other._users.items():
            self._users[name] = self._users.get(name, frozenset()) | users
        return True

    def define_label(self, name: str, position: Any) -> None:
        """`name:` stands at `position`; a numeric label by its digits."""
        if name[:1].isdecimal():
            number = int(name)
            count = self._counts[number] = self._counts.get(number, 0) + 1
            name = f"{number}\0{count}"
        self._table[name] = ("label", position)

    def define_common(self, name: str) -> None:
        """`.comm name`: defined for one family, a reference for the other."""
        self._table.setdefault(name, ("common",))

    def numeric(self, number: int, direction: str) -> str | None:
        """The name under which the table keeps the label that `1b` or `1f` means; None when there is none behind.

        Labels like `1$` are never in the table: their values are for a full assembler.
        """
        if direction == "$":
            return f"{number}$\0"
        count = self._counts.get(number, 0)
        if direction == "f":
            return f"{number}\0{count + 1}"
        return f"{number}\0{count}" if count else None

    def table(self) -> dict[str, tuple[Any, ...]]:
        """The entries by name, to be read only."""
        return self._table

    def assign(self, name: str, value: Value | Tree, directive: str) -> None:
        """What `name` stands for from now on: a value, or a tree that is evaluated at each use."""
        if type(value) is tuple:
            self._table[name] = ("lazy" if directive in ("eqv", "==") else "tree", value, directive)
        else:
            self._table[name] = ("value", value, directive)

    def assign_tree(self, name: str, tree: Tree, directive: str, profile: Profile) -> None:
        """Keep a tree for `name`; the names in it are remembered, so that they can keep their first values in it."""
        if directive not in ("eqv", "==") and profile.late_values == "first":
            if name in names(tree):
                tree = self._frozen(tree, name)
            for mentioned in names(tree):
                self._users[mentioned] = self._users.get(mentioned, frozenset()) | {name}
        self.assign(name, tree, directive)

    def settle(self, name: str) -> None:
        """Before `name` gets another value: the trees that mention it keep the one it has."""
        users = self._users.get(name)
        if users is None or name not in self._table:
            return
        del self._users[name]
        for user in users:
            entry = self._table.get(user)
            if entry is not None and entry[0] == "tree":
                self._table[user] = ("tree", self._frozen(entry[1], name), entry[2])

    def _frozen(self, tree: Tree, name: str) -> Tree:
        """The tree with `name` renamed to what keeps its present value."""
        if name not in self._table:
            return tree
        count = 1
        while f"{name}\0{count}" in self._table:
            count += 1
        kept = f"{name}\0{count}"
        self._table[kept] = self._table[name]
        return renamed(tree, name, kept)

    def entry(self, name: str) -> Entry | None:
        """The table's entry: what kind of thing `name` is and what it stands for. None: not defined."""
        return self._table.get(name)

    def value(self, name: str) -> Value | None:
        """The value of a name that has one by itself: None for undefined names and those that keep a tree."""
        entry = self._table.get(name)
        if entry is None or entry[0] in ("tree", "lazy", "common"):
            return None
        if entry[0] == "maybe":
            return UNKNOWN
        value: Value = Relative(name, 0, entry[1]) if entry[0] == "label" else entry[1]
        return value

    def is_defined(self, name: str, profile: Profile) -> bool | None:
        """Whether `.ifdef name` holds; None when that hangs on an undetermined condition."""
        entry = self._table.get(name)
        if entry is None:
            return name in profile.builtin_names
        if entry[0] == "common":
            return bool(profile.commons_are_defined)
        if entry[0] == "maybe":
            return None
        if entry[0] not in ("tree", "lazy") or profile.pending_symbols_are_defined:
            return True
        if any(self._table.get(mentioned, entry)[0] == "maybe" for mentioned in names(entry[1])):
            return None
        try:
            return self._stands(entry[1], {name: None}) is not None
        except RecursionError:
            raise LimitError(
                f"the symbol {name} is set to a symbol that is set to a symbol and so on, further than gasmacro"
                " follows, a limit of its own: set it to a number"
            ) from None

    def _stands(self, tree: Tree, looked_up: dict[str, str | None]) -> str | None:
        """What a tree hangs on, for a family that asks: a "number", a "place", None for something undefined.

        `looked_up` is what is known of the symbols that keep trees (None of those being looked into).
        """
        kind = tree[0]
        if kind in ("name", "quoted"):
            entry = self._table.get(tree[1])
            if entry is None or entry[0] in ("common", "maybe"):
                return None
            if entry[0] in ("tree", "lazy"):
                if tree[1] not in looked_up:
                    looked_up[tree[1]] = None
                    looked_up[tree[1]] = self._stands(entry[1], looked_up)
                return looked_up[tree[1]]
            return "number" if type(entry[1]) is int else "place"
        if kind == "unary":
            return self._stands(tree[2], looked_up)
        if kind == "binary":
            first, steps = spine(tree)
            found = self._stands(first, looked_up)
            for operator, part in steps:
                found = _joined(found, operator, self._stands(part, looked_up))
            return found
        return "number" if kind == "int" else "place"


def _joined(left: str | None, operator: str, right: str | None) -> str | None:
    """What an operation hangs on, by what its sides hang on."""
    if left == "number":
        return right
    if right == "number":
        return left
    return "number" if operator == "-" else left or right
