r"""Blocks of inline assembler: where each has a parser of its own, what ends with it, and what clashes.

In: a text of blocks, the lines at which the text of another parser begins.  Out: the parts to be read one by one.
Rule: macros, symbols and the numbers of a macro's own calls (`\+`) outlive a parser; open conditionals, altmacro mode
and the number of calls (`\@`) don't, so a label made of `\@` may be made a second time (fixtures `block-*`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from gasmacro.engine.events import DIAGNOSTIC, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.engine.machine import Machine

_LABEL = re.compile(r"[ \t]*([A-Za-z_.$][\w.$]*)[ \t]*:")


def parts(text: str, units: Sequence[int]) -> list[tuple[int, str]]:
    """The texts of the parsers, each with the line (from 1) it begins at."""
    if len(units) < 2:
        return [(1, text)]
    lines = text.split("\n")
    bounds = [*units, len(lines) + 1]
    return [(first, "\n".join(lines[first - 1 : last - 1]) + "\n") for first, last in pairwise(bounds)]


def begin_again(machine: Machine) -> None:
    """A parser ends, another begins: what does not outlive it."""
    state = machine.state
    state.frames.clear()
    state.conds.clear()
    state.skip_depth = state.counter = 0
    state.skipping = state.stopped = state.ended = state.joined = state.altmacro = False
    state.macros_on = True


def clashes(machine: Machine, starts: Sequence[int]) -> list[int]:
    """Labels made of the number of calls that another parser's text made before: refused.

    `starts` are the indexes in the events at which each parser began; what is returned, with the refusals among them.
    """
    events = machine.state.events
    owner: dict[str, int] = {}
    unit = 0
    found = []
    for index, event in enumerate(events):
        while unit < len(starts) and starts[unit] <= index:
            unit += 1
        kind, text, item, call, conditional = event
        if kind != STATEMENT or call is None or "\\@" not in item.text or conditional:
            continue
        label = _LABEL.match(text)
        if label and owner.setdefault(label[1], unit) != unit:
            found.append((index + 1, label[1]))
    for index, name in reversed(found):
        _, _, item, call, conditional = events[index - 1]
        message = machine.profile.words["label again"].format(name=name)
        events.insert(index, (DIAGNOSTIC, ("error", message), item, call, conditional))
        machine.rejected = True
    return [start + sum(index <= start for index, _ in found) for start in starts]
