"""Symbols assigned anew after they were used.

In: assignments in order, and all other statements.  Out: readings of those that an assembler rejects, or gives another
value.  Rule: LLVM before 21 refuses to change a symbol that was used while its value was no plain number, and reads a
use that stands before the first assignment with the last value; GNU as, and LLVM since, give each use what held there.
"""

from __future__ import annotations

import re

from gasmacro.compare.refusals import Refusal, Sense
from gasmacro.engine.events import DECISION, STATEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event

_NAME = re.compile(r"(?<![\w.$@\"])[A-Za-z_.$][\w.$@]*|\d+[bf]\b")
_WORDS = re.compile(r"[\w.$@]+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The assignments that come too late for the assembler, and uses that came too early."""
    if all(reader.profile.ever("used_symbols_change")):
        return
    found = list(_changed(steps, events, reader))
    if found and not reader.profile.used_symbols_change:  # asked only where it matters
        yield from found


def _changed(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    again = _assigned_again(steps, reader)
    if not again:
        return
    numbers = _numbers_once(steps, reader, again)  # whether the value is a plain number
    used: set[str] = set()
    early: dict[str, tuple[int, str]] = {}
    mentions: dict[str, tuple[str, str, set[str]]] = {}  # of each text: what it assigns, the value, the names in that
    for place, event in enumerate(events):
        if event[0] not in (STATEMENT, DECISION):
            continue
        text = event[1] if event[0] == STATEMENT else event[2].text
        said = mentions.get(text)
        if said is None:
            said = mentions[text] = _mentioned(text, again, reader)
        target, value, mentioned = said if event[0] == STATEMENT or not said[0] else _mentioned(text, again, None)
        if not (target or mentioned):
            continue
        if event[0] == STATEMENT:
            early.update((name, (place, text)) for name in mentioned if name not in numbers and name not in early)
        used |= mentioned & numbers.keys()
        if target not in again:
            if target:
                numbers[target] = _settled(value, numbers, reader)
            continue
        if numbers.get(target) is False and target in used:
            words = f"invalid reassignment of non-absolute variable '{target}'"
            yield place, ("rejected", reader(text)[1], Refusal(words, "reassigned"))
            continue
        if target in numbers and target in early:
            first, words = early.pop(target)
            yield first, ("text", reader(words)[1], Sense(f"{target} has its last value", "reassigned"))
        numbers[target] = _settled(value, numbers, reader)


def _numbers_once(steps: Steps, reader: Reader, again: set[str]) -> dict[str, bool]:
    """Whether the value is a plain number, of the names that are assigned once, in their order."""
    numbers: dict[str, bool] = {}
    for _, text, _event in steps:
        noted = reader.noted[text]
        if noted.target and noted.target not in again:
            numbers[noted.target] = _settled(noted.value, numbers, reader)
    return numbers


def _mentioned(text: str, again: set[str], reader: Reader | None) -> tuple[str, str, set[str]]:
    """What a text assigns ("" for nothing, as without a reader), the value, and the names of `again` in that."""
    if again.isdisjoint(_WORDS.findall(text)):
        return "", text, set()
    noted = reader.noted.get(text) if reader is not None else None
    target, value = (noted.target, noted.value) if noted is not None and noted.target else ("", text)
    words = re.match(reader.profile.operand_words, value) if reader is not None and not target else None
    return target, value, again.intersection(_WORDS.findall(_STRING.sub("", value[words.end() :] if words else value)))


def _settled(value: str, numbers: dict[str, bool], reader: Reader) -> bool:
    """Whether a value is a plain number, or a register."""
    if value.lstrip()[:1] == "%" or re.fullmatch(reader.profile.intel_registers, value.strip()):
        return True
    return all(numbers.get(name, False) for name in _NAME.findall(_STRING.sub("", value)))


def _assigned_again(steps: Steps, reader: Reader) -> set[str]:
    """The names that are assigned more than once."""
    seen: set[str] = set()
    again: set[str] = set()
    for _, text, _event in steps:
        name = reader.noted[text].target
        if name:
            (again if name in seen else seen).add(name)
    return again - {"."}
