"""The statements of an expansion in their course: what only those before (or behind) decide.

In: the events of a run, and the reader that read its statements one by one.  Out: readings by the place of the event in
the list, where they are others than the reader's.  Rule: a statement is looked at again only if it switches a mode,
names or leaves a section, reserves a distance, defines, binds or reassigns a symbol, or has an operand form that hangs
on a mode; in an undetermined arm none is.  Macros that nobody calls are looked at one by one: what one names, labels
or assigns says nothing of another.
"""

from __future__ import annotations

from gasmacro.compare import assignments, forms, labels, late_distance, section_stack, sections, undefined
from gasmacro.engine.events import CALL, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event

    Steps: TypeAlias = "list[tuple[int, str, Event]]"  # place in the list of events, the text, the event
    Check: TypeAlias = Callable[[Steps, Sequence[Event], Reader], Iterator[tuple[int, Reading]]]


_OF_ALL = (section_stack.check, forms.check, late_distance.check, undefined.check)
_OF_EACH = (sections.check, assignments.check, labels.check)  # whose statements may not stand in one source


def course(events: Sequence[Event], reader: Reader) -> Mapping[int, Reading]:
    """The readings that hang on other statements, by the `id` of the event."""
    if not reader.noted:
        return {}
    found: dict[int, Reading] = {}
    parts = _parts(events)
    if len(parts) == 1:
        _look(events, reader, (*_OF_EACH, *_OF_ALL), found)
        return found
    for part in parts:
        _look(part, reader, _OF_EACH, found)
    _look(events, reader, _OF_ALL, found)
    return found


def _look(events: Sequence[Event], reader: Reader, checks: Sequence[Check], found: dict[int, Reading]) -> None:
    """Adds what checks tell of some events."""
    noted = reader.noted
    steps: Steps = [
        (place, event[1], event) for place, event in enumerate(events) if event[0] == STATEMENT and event[1] in noted
    ]
    for check in checks if steps else ():
        for place, reading in check(steps, events, reader):
            if not events[place][4]:
                found.setdefault(id(events[place]), reading)


def _parts(events: Sequence[Event]) -> list[Sequence[Event]]:
    """The events of the source itself, and of each macro that nobody calls."""
    begins = [place for place, event in enumerate(events) if event[0] == CALL and event[1].nobody and event[3] is None]
    if not begins:
        return [events]
    ends = [*begins, len(events)]
    return [events[first:last] for first, last in zip([0, *begins], ends, strict=True)]
