"""Going back to a section where there is none to go back to.

In: statements that change the section, in order.  Out: readings of those that an assembler rejects.  Rule: GNU as warns
of a `.popsection` or `.previous` that has nothing before it and stays where it is, LLVM's assembler rejects it.  What
stands in a macro that nobody calls changes nothing, and behind a change in an undetermined arm nothing is known.
"""

from __future__ import annotations

from gasmacro.compare.refusals import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Call, Event

MOVES = frozenset(("own section", "section", "push", "pop", "previous", "subsection"))  # of `layout_directives`
_BACK = {"pop": (".popsection", ".pushsection"), "previous": (".previous", ".section")}


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The statements that have no section to go back to."""
    if reader.profile.goes_back_to_nothing:
        return
    levels = [False]  # whether there is a section before the current one, for each that was pushed
    for place, text, event in steps:
        move = reader.noted[text].move
        if not move or _nobodys(event[3]):
            continue
        if event[4]:
            return
        if not _moved(move, levels):
            says, misses = _BACK[move]
            words = f"{says} without corresponding {misses}"
            yield place, ("rejected", reader(text)[1], Refusal(words, "section-stack"))


def _moved(move: str, levels: list[bool]) -> bool:
    """Whether a move can be made; makes it."""
    if move == "previous":
        return levels[-1]
    if move == "pop":
        if len(levels) > 1:
            levels.pop()
            return True
        return False
    if move == "push":
        levels.append(levels[-1])
    levels[-1] = True
    return True


def _nobodys(call: Call | None) -> bool:
    """Whether a call, or one around it, is made for a macro that nobody calls."""
    while call is not None:
        if call.nobody:
            return True
        call = call.parent
    return False
