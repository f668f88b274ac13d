"""Labels defined twice at one place, and symbols bound in two ways.

In: statements with labels, and binding directives, in order.  Out: readings of those that an assembler rejects, or
binds otherwise.  Rule: a label that stands where it stood before is no second definition to GNU as; LLVM since 12
refuses to make a weak symbol global or local, before it did so, GNU as keeps it weak.
"""

from __future__ import annotations

from gasmacro.compare.refusals import Refusal, Sense
from gasmacro.engine.events import CALL, DECISION, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event

BINDINGS = {".globl": "global", ".global": "global", ".weak": "weak", ".local": "local"}
# What changes neither the place nor the section.
_STILL = frozenset((".globl", ".global", ".weak", ".local", ".type", ".size", ".hidden", ".protected", ".internal"))


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The labels and binding directives that the assembler rejects, or reads in its own way."""
    yield from _twice(steps, events, reader)
    yield from _bound(steps, reader)


def _twice(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    if reader.profile.same_place_may_be_labelled_twice:
        return
    defined: dict[str, int] = {}
    for place, text, event in steps:
        for label in reader.noted[text].labels:
            before = defined.get(label)
            if before is not None and not event[4] and _still(events, before, place, reader):
                yield (
                    place,
                    ("rejected", reader(text)[1], Refusal(f"symbol '{label}' is already defined", "relabelled")),
                )
            defined[label] = place


def _still(events: Sequence[Event], before: int, place: int, reader: Reader) -> bool:
    """Whether nothing between two events moves the place: labels and properties of symbols alone."""
    if place == before:
        return True
    first = reader.noted.get(events[before][1])
    if first is None or first.op:
        return False
    for event in events[before + 1 : place]:
        if event[0] in (CALL, DECISION):
            continue
        if event[0] != STATEMENT or event[4]:
            return False
        noted = reader.noted.get(event[1])
        if noted is None or (noted.op and noted.op not in _STILL):
            return False
    return True


def _bound(steps: Steps, reader: Reader) -> Iterator[tuple[int, Reading]]:
    bound: dict[str, str] = {}
    for place, text, event in steps:
        noted = reader.noted[text]
        binding = BINDINGS.get(noted.op)
        if binding is None or event[4]:
            continue
        for name in noted.names:
            before = bound.get(name, binding)
            bound[name] = binding
            if binding in (before, "weak"):
                continue
            if reader.profile.rebinding == "rejected":
                words = f"{name} changed binding from {before} to {binding}"
                yield place, ("rejected", reader(text)[1], Refusal(words, "rebound"))
            elif before == "weak" and reader.profile.rebinding == "last":
                yield place, ("text", reader(text)[1], Sense(f"{name} is {binding}", "rebound"))
