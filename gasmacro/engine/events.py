"""What an expansion is made of: events in the order in which the assembler would meet them.

An event is a tuple `(kind, data, origin, call, conditional)`, a tuple because a file can make a hundred thousand:

| kind | data |
| --- | --- |
| STATEMENT | the text that stays |
| CALL | the `Call` that begins (its own `call` field of the event is the caller) |
| DECISION | `(directive, outcome)`: a conditional's arm taken or not (None: undetermined), or a repeat count |
| DIAGNOSTIC | `(severity, message)` |

`origin` is the `Origin` the text stands at, `call` the innermost `Call` it came through (None at the top),
`conditional` whether it stands in an undetermined arm.
"""

from __future__ import annotations

from gasmacro.syntax.origin import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self, TypeAlias

    Event: TypeAlias = tuple[int, Any, "Origin", "Call | None", bool]

__all__ = ["CALL", "DECISION", "DIAGNOSTIC", "STATEMENT", "Call", "Hinted", "Origin", "Warned"]

STATEMENT, CALL, DECISION, DIAGNOSTIC = range(4)


class Hinted(str):
    """A message that knows the statement which its author would look at: `near`, None where there is none."""

    __slots__ = ("near",)

    near: Origin | None

    def __new__(cls, message: str, near: Origin | None) -> Self:
        """A message with its hint."""
        made = super().__new__(cls, message)
        made.near = near
        return made


class Warned(str):
    """A warning that one family alone gives; `reason` names its kind, and `behaviour` what those have that give it,
    where an expansion stands for others as well ("" for all that share it)."""

    __slots__ = ("behaviour", "reason")

    behaviour: str
    reason: str

    def __new__(cls, message: str, reason: str, behaviour: str = "") -> Self:
        """A warning with its kind."""
        made = super().__new__(cls, message)
        made.reason = reason
        made.behaviour = behaviour
        return made


class Call:
    """One invocation, repetition or inclusion: its `kind` and `name` as in `model.Frame`, the `origin` of the calling
    statement, the `parent` call, where it was defined, and `values`, the formals' names with the actuals bound to them
    (for a repetition: the variable and its value; the text as the assembler stores it); `maker` is the call in which
    what is called was defined, None where that was at the top."""

    __slots__ = ("bound", "definition", "kind", "maker", "name", "nobody", "origin", "parent")

    def __init__(
        self,
        kind: str,
        name: str,
        origin: Origin,
        parent: Call | None,
        definition: Origin | None,
        bound: dict[str, str],
        nobody: bool = False,
        maker: Call | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.origin = origin
        self.parent = parent
        self.definition = definition
        self.bound = bound
        self.nobody = nobody  # instantiated because nobody calls it: there is no place of call
        self.maker = maker

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The formals with their values."""
        return tuple(self.bound.items())
