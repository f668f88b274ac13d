"""The values that cross the library's border: places, frames, statements, diagnostics, expansions.

In: nothing.  Out: immutable values with the names that `docs/schema/expand.json` gives them.  Lines and columns count
from 1, columns in Unicode characters.  Plain slotted classes: the start of a small `expand` pays for each import.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Self


class _Value:
    """Equality, hash and repr by the fields in `__slots__`; no assignment after construction."""

    __slots__ = ()

    def _names(self) -> tuple[str, ...]:
        return tuple(self.__slots__)

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names())

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names())
        return f"{type(self).__name__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r} can't be assigned")

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), self._fields()

    def __iter__(self) -> Iterator[Any]:
        """The fields in their order, so that a place can be taken apart at once."""
        return iter(self._fields())

    def as_dict(self) -> dict[str, Any]:
        """The fields as JSON-ready objects, in their order."""
        return {name: _plain(getattr(self, name)) for name in self._names()}


def _plain(value: Any) -> Any:
    if isinstance(value, (_Value, _Place)):
        return value.as_dict()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


class _Place(tuple["Any", ...]):
    """A place: a tuple whose items have the names in `__match_args__` as well."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self, strict=True))
        return f"{type(self).__name__}({shown})"

    def as_dict(self) -> dict[str, Any]:
        """The items by their names, in their order."""
        return dict(zip(self.__match_args__, self, strict=True))


class Definition(_Place):
    """Where a macro was defined: the tuple of `file` and `line` (from 1)."""

    __slots__ = ()
    __match_args__ = ("file", "line")

    def __new__(cls, file: str, line: int) -> Self:
        """The place in its parts."""
        return tuple.__new__(cls, (file, line))

    @property
    def file(self) -> str:
        """The file's name."""
        return str(self[0])

    @property
    def line(self) -> int:
        """The line, from 1."""
        return int(self[1])


class At(_Place):
    """Where a text itself stands: the tuple of `file`, `line` and `column` (both from 1)."""

    __slots__ = ()
    __match_args__ = ("file", "line", "column")

    def __new__(cls, file: str, line: int, column: int) -> Self:
        """The place in its parts."""
        return tuple.__new__(cls, (file, line, column))

    @property
    def file(self) -> str:
        """The file's name."""
        return str(self[0])

    @property
    def line(self) -> int:
        """The line, from 1."""
        return int(self[1])

    @property
    def column(self) -> int:
        """The column, from 1, in Unicode characters."""
        return int(self[2])


class Frame(_Value):
    """One step of the way to a statement.

    `kind` is "macro", "repeat", "include", "cmacro" or "asm"; `name` the macro's, directive's or file's name; `file`,
    `line`, `column` the place of the call (line and column None for a macro instantiated because nobody calls it);
    `definition` the place of the definition, or None for what has none.
    """

    __slots__ = ("kind", "name", "file", "line", "column", "definition")  # noqa: RUF023 - the contract's order
    kind: str
    name: str
    file: str
    line: int | None
    column: int | None
    definition: Definition | None

    def __init__(
        self, kind: str, name: str, file: str, line: int | None, column: int | None, definition: Definition | None
    ) -> None:
        put = object.__setattr__
        put(self, "kind", kind)
        put(self, "name", name)
        put(self, "file", file)
        put(self, "line", line)
        put(self, "column", column)
        put(self, "definition", definition)


class Statement(_Value):
    """One statement of the expansion: its `text`, the outermost source `file` and `line` it comes from, `at` where the
    text itself stands, `stack` the frames (outermost first), `conditional` True inside an undetermined arm."""

    __slots__ = ("text", "file", "line", "at", "stack", "conditional")  # noqa: RUF023 - the contract's order
    text: str
    file: str
    line: int
    at: At
    stack: tuple[Frame, ...]
    conditional: bool

    def __init__(
        self, text: str, file: str, line: int, at: At, stack: tuple[Frame, ...] = (), conditional: bool = False
    ) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "file", file)
        put(self, "line", line)
        put(self, "at", at)
        put(self, "stack", stack)
        put(self, "conditional", conditional)


class Diagnostic(_Value):
    """What an assembler's macro layer says, or why an expansion is not exact.

    `severity` is "error", "warning" or "note"; `file`, `line`, `column` the place of the text; `stack` the frames,
    outermost first.
    """

    __slots__ = ("severity", "message", "file", "line", "column", "stack")  # noqa: RUF023 - the contract's order
    severity: str
    message: str
    file: str
    line: int
    column: int
    stack: tuple[Frame, ...]

    def __init__(
        self, severity: str, message: str, file: str, line: int, column: int, stack: tuple[Frame, ...] = ()
    ) -> None:
        put = object.__setattr__
        put(self, "severity", severity)
        put(self, "message", message)
        put(self, "file", file)
        put(self, "line", line)
        put(self, "column", column)
        put(self, "stack", stack)


class LazySequence:
    """A read-only sequence computed when first read: expansions have many statements that nobody looks at."""

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[], list[Any]]) -> None:
        self._make: Callable[[], list[Any]] | None = make
        self._items: list[Any] = []

    def _all(self) -> list[Any]:
        if self._make is not None:
            self._items, self._make = self._make(), None
        return self._items

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __getitem__(self, index: Any) -> Any:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (list, tuple, LazySequence)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type, tuple[list[Any]]]:
        return list, (self._all(),)


class Expansion:
    """What one assembler's macro layer makes of a source.

    `accepted`: True, False when the macro layer rejects the source, None when that hangs on what only a full assembler
    knows.  `text`: the expanded source.  `exact`: whether the same assembler makes the same object of `text` as of the
    source; where not, a note among `diagnostics` stands at each cause.  `statements` and `diagnostics` are sequences of
    `Statement` and `Diagnostic`.  `assembler` and `arch` say whose expansion it is.
    """

    __slots__ = ("accepted", "arch", "assembler", "diagnostics", "exact", "statements", "text")

    def __init__(
        self,
        *,
        assembler: str,
        arch: str,
        accepted: bool | None,
        exact: bool,
        text: str,
        statements: Sequence[Statement] | LazySequence,
        diagnostics: Sequence[Diagnostic] | LazySequence,
    ) -> None:
        self.assembler = assembler
        self.arch = arch
        self.accepted = accepted
        self.exact = exact
        self.text = text
        self.statements = statements
        self.diagnostics = diagnostics

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expansion) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ("assembler", "arch", "accepted", "exact", "text")
        return f"Expansion({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)}, ...)"

    def as_dict(self) -> dict[str, Any]:
        """The object that `gasmacro expand --format json` prints."""
        return {
            "schema": 1,
            "assembler": self.assembler,
            "arch": self.arch,
            "accepted": self.accepted,
            "exact": self.exact,
            "text": self.text,
            "statements": [statement.as_dict() for statement in self.statements],
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
        }
