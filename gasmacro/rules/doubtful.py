"""Refusals that may be for what is not known of a source that is read as it is written.

In: a difference and the pass it was found in.  Out: whether it is no finding.  Rule: what every assembler in range
refuses, or some of a plain statement, is a finding only where nothing unknown can be the reason: a configuration that
nobody has, a C macro whose expansion nobody sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.causes import CALLEES, STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from gasmacro.compare.difference import Difference
    from gasmacro.source.written import Pass

# What only a choice of arms can reach, or, of a macro that nobody calls, one of actuals: an error of the source's own;
# and a second definition, of arms alone.
_CHOSEN = frozenset((".error", ".err", ".abort", ".macro"))
# What a definition elsewhere settles, which may stand in what is not seen: kinds of refusals.
_ELSEWHERE = frozenset(
    ("late-immediate", "reassigned", "rebound", "section-stack", "undefined-cancels", "unknown-instruction")
)
# What counts a distance, which hangs on how long each statement is that nobody can read.
_MEASURED = re.compile(r"\.(?:if|elseif|rept|rep)\Z")
_HERE = re.compile(r"(?<![\w.$\\])(?:\.|\d+[bf])(?![\w.$])")
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[\\.%$@\w][\w.$]*')
_DATA_CALL = re.compile(r"\.\w+[ \t][^\"]*?(?<![\w.$%\\])[A-Za-z_]\w*\([^%]")
_NAMED_AS_MACROS = re.compile(r"[A-Z_][A-Z0-9_]*[A-Z][A-Z0-9_]*")


def doubtful(difference: Difference, reading: Pass) -> bool:
    """Whether a difference may come from what a pass does not know."""
    if (spelled := _other_letters(difference)) is not None:
        return spelled in reading.names
    if not _ELSEWHERE.isdisjoint(_reasons(difference)):
        return True
    if _MEASURED.match(difference.directive()) and _HERE.search(difference.substituted(difference.cause.origin.text)):
        return True
    if not difference.refused():
        return False
    if difference.outcomes and (difference.cause.call is not None or difference.cause.kind != STATEMENTS):
        return False  # assemblers part over a call, whatever its actuals stand for
    chosen = not difference.outcomes and difference.directive() in _CHOSEN
    if chosen and (reading.chosen or (difference.directive() != ".macro" and _nobodys(difference))):
        return True
    texts = list(_texts(difference))
    if not difference.outcomes and _DATA_CALL.search(texts[0]):
        return True  # a C macro's call that nothing in sight defines
    return any(_unknown(text, reading.names) for text in texts)


def _nobodys(difference: Difference) -> bool:
    """Whether a difference lies in a macro that nobody calls, whose actuals are made up."""
    call = difference.place.around
    while call is not None:
        if call.nobody:
            return True
        call = call.parent
    return False


def _other_letters(difference: Difference) -> str | None:
    """The name of a call as it is spelled, where the macro that some call has the same in other letters; else None.

    No second macro can be meant that stands elsewhere: to those who call this one it would be the same."""
    call = difference.cause.call
    if difference.cause.kind != CALLEES or call is None or call.definition is None:
        return None
    name = rf"(?<![\w.$]){re.escape(call.name)}(?![\w.$])"
    here, there = (re.search(name, each.text, re.IGNORECASE) for each in (difference.cause.origin, call.definition))
    return here[0] if here and there and here[0] != there[0] else None


def _reasons(difference: Difference) -> Iterator[str]:
    """The kinds of what assemblers say and read of it."""
    for outcome in difference.all_outcomes():
        yield from (getattr(words, "reason", "") for words in outcome.errors)
        yield from (getattr(each[2], "reason", "") for each in outcome.readings)


def _texts(difference: Difference) -> Iterator[str]:
    """The statement and those that it came through."""
    yield difference.cause.origin.text
    call = difference.place.around
    while call is not None:
        if not call.nobody:
            yield call.origin.text
        call = call.parent


def _unknown(text: str, names: Container[str]) -> bool:
    """Whether a text has a word that is a C macro's name, or is spelled like one."""
    words = (found[0] for found in _WORD.finditer(text))
    return any(word in names or (len(word) > 1 and _NAMED_AS_MACROS.fullmatch(word) is not None) for word in words)
