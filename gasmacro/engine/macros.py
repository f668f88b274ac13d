"""A macro as the engine keeps it: its formals, its body, and what was compiled from them once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.bind import Binding
    from gasmacro.engine.block import Block, Substitution
    from gasmacro.engine.events import Call
    from gasmacro.syntax.origin import Origin


class Formal:
    """A formal: its `name`, `kind` ("", "req" or "vararg") and `default` (None: none given)."""

    __slots__ = ("default", "kind", "name")

    def __init__(self, name: str, kind: str = "", default: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.default = default


class Macro:
    """A macro: `name`, `formals`, `body`, the `origin` of its definition; `key` is the name as it is looked up;
    `bindings` remembers actuals by text, `substitutions` what was compiled with and without bare names; `left` says
    that a macro that nobody calls made it, when that was looked at (linting); `maker` is the call that it was defined
    in, None at the top."""

    __slots__ = (
        "bindings", "body", "called", "formals", "key", "left", "maker", "name", "names", "origin", "substitutions",
        "takes_rest",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        key: str,
        formals: tuple[Formal, ...],
        body: Block,
        origin: Origin,
        maker: Call | None = None,
    ) -> None:
        self.name = name
        self.key = key
        self.names = tuple(formal.name for formal in formals)
        self.substitutions: dict[bool, Substitution] = {}
        self.formals = formals
        self.body = body
        self.origin = origin
        self.bindings: dict[tuple[str, bool], Binding] = {}
        self.called = False
        self.takes_rest = bool(formals) and formals[-1].kind == "vararg"
        self.left = False
        self.maker = maker
