"""A macro as the engine keeps it: its formals, its body, and what was compiled from them once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.bind import Binding
    from gasmacro.engine.block import Block
    from gasmacro.syntax.origin import Origin


class Formal:
    """A formal: its `name`, `kind` ("", "req" or "vararg") and `default` (None: none given)."""

    __slots__ = ("default", "kind", "name")

    def __init__(self, name: str, kind: str = "", default: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.default = default


class Macro:
    """A macro: `name`, `formals`, `body`, the `origin` of its definition; `bindings` remembers actuals by text."""

    __slots__ = ("bindings", "body", "called", "formals", "name", "origin")

    def __init__(self, name: str, formals: tuple[Formal, ...], body: Block, origin: Origin) -> None:
        self.name = name
        self.formals = formals
        self.body = body
        self.origin = origin
        self.bindings: dict[tuple[str, bool], Binding] = {}
        self.called = False
