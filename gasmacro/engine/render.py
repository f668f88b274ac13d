"""A run's events in, the `Expansion` of the library's border out."""

from __future__ import annotations

from gasmacro.engine.events import DIAGNOSTIC, STATEMENT
from gasmacro.model import At, Definition, Diagnostic, Expansion, Frame, LazySequence, Statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.events import Call, Event, Origin
    from gasmacro.engine.machine import Run


def text(run: Run) -> str:
    """The expanded source: each statement that stays, on a line of its own."""
    lines = [event[1] for event in run.events if event[0] == STATEMENT]
    return "".join([line if line.endswith("\n") else line + "\n" for line in lines])


def frames(call: Call | None) -> tuple[Frame, ...]:
    """The frames of a call chain, outermost first."""
    out = []
    while call is not None:
        definition = call.definition
        where = Definition(definition.file, definition.line) if definition is not None else None
        line, column = (None, None) if call.nobody else (call.origin.line, call.origin.column)
        out.append(Frame(call.kind, call.name, call.origin.file, line, column, where))
        call = call.parent
    return tuple(reversed(out))


def outermost(origin: Origin, call: Call | None) -> Origin:
    """The place in the source itself that a statement came from."""
    while call is not None:
        if not (call.nobody or call.kind == "include"):
            origin = call.origin
        call = call.parent
    return origin


def statement(event: Event) -> Statement:
    """The border's statement of an event."""
    _, line, origin, call, conditional = event
    source = outermost(origin, call)
    at = At(origin.file, origin.line, origin.column)
    return Statement(line, source.file, source.line, at, frames(call), bool(conditional))


def diagnostic(event: Event) -> Diagnostic:
    """The border's diagnostic of an event."""
    _, (severity, message), origin, call, _ = event
    return Diagnostic(severity, message, origin.file, origin.line, origin.column, frames(call))


def expansion(run: Run) -> Expansion:
    """The expansion that a run stands for; statements and diagnostics are made when first looked at."""
    events = run.events
    return Expansion(
        assembler=run.profile.assembler,
        arch=run.profile.arch,
        accepted=run.accepted,
        exact=run.exact,
        text=text(run),
        statements=LazySequence(lambda: [statement(event) for event in events if event[0] == STATEMENT]),
        diagnostics=LazySequence(lambda: [diagnostic(event) for event in events if event[0] == DIAGNOSTIC]),
    )
