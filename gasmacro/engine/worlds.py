"""Both arms of a condition that only a full assembler can decide.

Rule: the condition stays in the text; each arm is expanded from a copy of the state.  Where the states agree at the
`.endif`, one state goes on behind it.  Where they differ (counters, assignments, definitions, a macro left early), the
rest of the source is expanded within each arm, up to eight such worlds; beyond that the expansion is not exact, and
says where.
"""

from __future__ import annotations

from gasmacro.engine.events import STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.engine.machine import Machine
    from gasmacro.engine.state import Cond, State
    from gasmacro.syntax.scanner import Item

MOST = 8


def follow(machine: Machine, cond: Cond, item: Item, text: str) -> None:
    """Expand both arms of the conditional that `text` opens; `cond` is how it looks to the arm not taken."""
    before = machine.state
    outer = before.conditional
    machine.emit(text, item)
    call = before.frames[-1].call if before.frames else None
    ends = []
    for yes in (True, False):
        state = before.fork()
        mine = cond.copy()
        mine.taken = yes
        state.conds.append(mine)
        state.conditional = True
        state.skipping = not yes
        state.base = before.base + len(before.events)
        ends.append(_run(machine, state))
    taken, other = ends
    joined = taken.joined and other.joined
    if joined and not taken.merge(other):
        if machine.worlds >= MOST:
            machine.state = taken
            machine.inexact(
                f"the arms of this condition leave different states and {MOST} such worlds are followed already;"
                " what follows is expanded as after the first arm",
                item,
            )
            machine.unsure = True
        else:
            joined = False
    if not joined:
        machine.worlds += 1
        taken, other = _to_the_end(machine, taken), _to_the_end(machine, other)
    before.events += [
        *taken.events,
        (STATEMENT, ".else", item, call, outer),
        *other.events,
        (STATEMENT, ".endif", item, call, outer),
    ]
    _go_on(machine, taken, before, outer)


def _run(machine: Machine, state: State) -> State:
    """Follow a world; it may end as another state, behind a condition of its own."""
    machine.state = state
    machine.run()
    return machine.state


def _to_the_end(machine: Machine, state: State) -> State:
    state.joined = False
    end = _run(machine, state)
    machine.finish()
    return end


def _go_on(machine: Machine, state: State, before: State, outer: bool) -> None:
    """The state after the arms takes up the events and the surroundings of the one before."""
    state.events = before.events
    state.base = before.base
    state.conditional = outer
    state.joined = False
    machine.state = state
