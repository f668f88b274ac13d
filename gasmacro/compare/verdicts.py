"""What each assembler makes of a difference, in the contract's words.

Rule: a group with an error rejects; one that reads an operand as a symbol nobody can have meant misreads; of the
others, those that read as the reference (the newest release of the first family that accepts) accept, and the rest
differ.
"""

from __future__ import annotations

import re

from gasmacro.compare.readings import SYMBOL
from gasmacro.findings import ACCEPTS, DIFFERS, MISREADS, REJECTS
from gasmacro.source.operands import OPAQUE, as_written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference, Outcome

_MOST = 3  # statements that are shown
_LONGEST = 100  # characters of them


def verdicts(difference: Difference) -> dict[str, str]:
    """Assembler to verdict, in the order of the groups."""
    words = [_word(difference, index) for index in range(len(difference.groups))]
    accepting = [index for index, word in enumerate(words) if word == ACCEPTS]
    if accepting:
        reference = _reading(difference, accepting[0])
        for index in accepting:
            if _reading(difference, index) != reference:
                words[index] = DIFFERS
    told = zip(difference.groups, words, strict=True)
    return {assembler: word for group, word in told for assembler in group.assemblers}


def _word(difference: Difference, index: int) -> str:
    outcome = difference.outcome(index)
    if outcome.errors:
        return REJECTS
    return MISREADS if any(reading[0] == SYMBOL for reading in outcome.readings) else ACCEPTS


def _reading(difference: Difference, index: int) -> object:
    outcome = difference.outcomes.get(index)
    return tuple([reading[2] or reading[1] for reading in outcome.readings]) if outcome is not None else None


def agreeing(difference: Difference) -> tuple[tuple[str, ...], ...]:
    """The assemblers that read it the same way, group by group; those that reject it stand in none."""
    parts: dict[object, list[str]] = {}
    for index, group in enumerate(difference.groups):
        if not difference.outcome(index).errors:
            parts.setdefault(_reading(difference, index), []).extend(group.assemblers)
    return tuple(tuple(part) for part in parts.values())


def makes(difference: Difference) -> dict[str, str]:
    """Assembler to what it makes of a difference: its first statements as it reads them, or why it rejects it."""
    told = {}
    for index, group in enumerate(difference.groups):
        outcome = difference.outcome(index)
        text = f"rejected: {outcome.errors[0]}" if outcome.errors else _statements(outcome)
        told.update(dict.fromkeys(group.assemblers, readable(text, difference)))
    return told


def body(difference: Difference) -> str:
    """The statement of a macro's body that a difference shows in, and the macro's name, in words; "" where it shows at
    the place that the difference is told at."""
    origin, around = difference.cause.origin, difference.cause.around
    if around is None or around.kind != "macro" or origin.key() == difference.place.origin.key():
        return ""
    if origin.line == difference.place.origin.line and origin.file == difference.place.origin.file:
        return ""
    return f"`{' '.join(origin.text.split())}` in macro {around.name}"


def readable(text: str, difference: Difference) -> str:
    r"""A text in which names that stand for what is not known are as their author wrote them: `\reg` for an actual of a
    macro that nobody calls."""
    if OPAQUE not in text:
        return text
    formals: dict[str, str] = {}
    call = difference.cause.around
    while call is not None:
        if call.nobody:
            formals.update((value, f"\\{name}") for name, value in call.bound.items())
        call = call.parent
    return _OPAQUE_NAME.sub(lambda found: formals.get(found[0]) or as_written(found[1]), text)


_OPAQUE_NAME = re.compile(rf"\b{OPAQUE}([\w.$]+)")


def _statements(outcome: Outcome) -> str:
    shown = list(dict.fromkeys(" ".join(reading[1].split()) for reading in outcome.readings))
    text = "; ".join(shown[:_MOST]) + ("; ..." if len(shown) > _MOST else "")
    return (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}...") or "nothing"
