"""What-if: how the assemblers of a difference would bind other operands in the same call.

In: a difference whose cause is a call or repetition, and operand text.  Out: whether they would still part.  Rule: a
small source with the same header, and around the call a macro with the same formals as the one it stands in, is
expanded under each group's profile; the calls' values and errors are compared.
"""

from __future__ import annotations

import functools
import re

from gasmacro.compare.lexical import lexed
from gasmacro.engine.events import CALL, DIAGNOSTIC
from gasmacro.engine.machine import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from gasmacro.engine.events import Call, Origin
    from gasmacro.targets.schema import Profile

    Bound: TypeAlias = "tuple[object, ...]"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = "around_the_call"
REFUSED = ("refused",)


class Binder:
    """The call of a difference, open to other operands."""

    def __init__(self, profiles: Sequence[Profile], call: Call, origin: Origin, around: Call | None) -> None:
        self.profiles = profiles
        self.call = call
        self.around = around
        self.head, self.operands = split_statement(origin.text, call.name)
        self._known: dict[str, list[Bound]] = {}

    def bindings(self, operands: str, values: Mapping[str, str] | None = None) -> list[Bound]:
        """What each group binds; `values` are those of the surrounding macro's formals, its own where none are
        given."""
        text = self._source(operands, values)
        if text not in self._known:
            self._known[text] = [_bound(text, profile) for profile in self.profiles]
        return self._known[text]

    def part(self, operands: str, values: Mapping[str, str] | None = None) -> bool:
        """Whether the groups bind operands differently, or some refuse them."""
        found = self.bindings(operands, values)
        return any(bound != found[0] for bound in found)

    def agree_as_reference(self, operands: str) -> bool:
        """Whether all groups bind other operands as the first group that accepts binds the ones that are there."""
        before = next((bound for bound in self.bindings(self.operands) if bound != REFUSED), None)
        return before is not None and all(bound == before for bound in self.bindings(operands))

    def _source(self, operands: str, values: Mapping[str, str] | None) -> str:
        lines = []
        if self.call.kind == "macro" and self.call.definition is not None:
            lines += [self.call.definition.text, ".endm"]
            body = [f"{self.call.name}{operands}"]
        else:
            body = [f".{self.call.name.lstrip('.')}{operands}", ".endr"]
        if self.around is None or self.around.kind != "macro":
            return "\n".join([*lines, *body, ""])
        known = dict(self.around.values) if values is None else values
        formals = ", ".join(known)
        actuals = ", ".join(_quoted(value) for value in known.values())
        return "\n".join([*lines, f".macro {_AROUND} {formals}", *body, ".endm", f"{_AROUND} {actuals}", ""])


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else text


@functools.lru_cache(1024)  # a call that is there three hundred times is asked about once
def _bound(text: str, profile: Profile) -> Bound:
    events = run(text, profile.fresh(), filename="").events
    if any(event[0] == DIAGNOSTIC and event[1][0] == "error" for event in events):
        return REFUSED
    calls = [event[1] for event in events if event[0] == CALL and event[1].name != _AROUND]
    return tuple(_values(call.values, profile) for call in calls)


def _values(values: tuple[tuple[str, str], ...], profile: Profile) -> tuple[tuple[str, str, bool], ...]:
    return tuple(sorted((name, lexed(value, profile), "/*" in value) for name, value in values))


def split_statement(text: str, name: str) -> tuple[str, str]:
    """A calling statement in two: up to the end of the callee's name, and its operands."""
    bare = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    at = bare.lower().find(name.lower().lstrip("."))
    end = at + len(name.lstrip(".")) if at >= 0 else 0
    return text[:end], text[end:]
