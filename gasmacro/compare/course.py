"""The statements of an expansion in their course: what only those before (or behind) decide.

In: the events of a run, and the reader that read its statements one by one.  Out: readings by the place of the event in
the list, where they are others than the reader's.  Rule: a statement is looked at again only if it switches a mode,
names or leaves a section, reserves a distance, defines, binds or reassigns a symbol, or has an operand form that hangs
on a mode; in an undetermined arm none is.
"""

from __future__ import annotations

from gasmacro.compare import assignments, forms, labels, late_distance, section_stack, sections, undefined
from gasmacro.engine.events import STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event

    Steps: TypeAlias = "list[tuple[int, str, Event]]"  # place in the list of events, the text, the event


_CHECKS = (
    sections.check,
    section_stack.check,
    assignments.check,
    labels.check,
    forms.check,
    late_distance.check,
    undefined.check,
)


def course(events: Sequence[Event], reader: Reader) -> Mapping[int, Reading]:
    """The readings that hang on other statements, by the `id` of the event."""
    noted = reader.noted
    if not noted:
        return {}
    steps: Steps = [
        (place, event[1], event) for place, event in enumerate(events) if event[0] == STATEMENT and event[1] in noted
    ]
    found: dict[int, Reading] = {}
    for check in _CHECKS:
        for place, reading in check(steps, events, reader):
            if not events[place][4]:
                found.setdefault(id(events[place]), reading)
    return found
