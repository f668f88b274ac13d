"""One spelling for all statements of which the reference makes one object, though they are spelled in several ways.

In: the statements of an expansion in their order, as they are lexed.  Out: for each the spelling that stands for it; ""
where nothing comes of it.  Rule: two spellings are one where a row of the tables says so, which is proved by objects.
Some hang on what stands before: the mode, the register that a symbol is, the flags that a section was begun with.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gasmacro.compare.difference import Group
    from gasmacro.engine.events import Event

_BLANKS = re.compile(r"\s+")
_LABELS = re.compile(r"(?:[\w.$]+ ?:)*")
_PARTS = re.compile(r"([\w.$]+)(?=[^\w.$]|\Z) ?(.*)", re.DOTALL)
_WORD = re.compile(r"(?<![\w.$\\@%\"])[A-Za-z_][\w.$]*(?![\w.$:])")
_ASSIGNED = re.compile(r"\.(?:set|equ) ([A-Za-z_.][\w.$]*),%?(.*)|([A-Za-z_.][\w.$]*) ?=%?([^=].*)")
_SECTION = re.compile(r'(\.(?:push)?section ?"?([^",]+)"?),"([^"GMSo?]*)"(.*)')


class Alike:
    """Goes through the statements of an expansion."""

    def __init__(self, group: Group) -> None:
        self._profile = group.profile
        self._noted = group.reader.noted
        self._modes = {group.profile.first_mode} - {""}
        self._registers: dict[str, str] = {}
        self._flags: dict[str, str] = {}

    def __call__(self, event: Event, spelling: str) -> tuple[str, bool]:
        """The spelling that stands for the next statement, and whether it is another statement's."""
        found = _LABELS.match(spelling)
        labels = found[0].replace(" ", "") if found else ""
        text = plain = spelling[found.end() :] if found else spelling
        if parts := _PARTS.fullmatch(plain):
            plain = f"{parts[1]} {parts[2]}" if parts[2] else parts[1]
            text = self._spelled(plain)
        says = self._noted.get(event[1])
        if says is not None and says.mode:
            self._switch(says.mode, certain=not event[4])
        return labels + text, text != plain

    def _switch(self, modes: tuple[tuple[str, bool], ...], *, certain: bool) -> None:
        """Takes in what a statement switches; where that hangs on what nobody knows, no mode holds."""
        switched = dict(modes)
        self._modes = {mode for mode in self._modes if switched.get(mode, True)} if certain else set()
        if certain:
            self._modes |= {mode for mode, on in modes if on}

    def _spelled(self, text: str) -> str:
        """An operation, a blank and operands in the spelling that stands for them."""
        profile = self._profile
        if folded := _compiled(profile.operations_in_any_case).match(text):
            text = folded[0].lower() + text[folded.end() :]
        if text[0] == ".":
            text = self._section(text)
        elif profile.needless_prefix in self._modes and '"' not in text:
            text = _BLANKS.sub(" ", text.replace("%", ""))
            text = _WORD.sub(lambda word: self._registers.get(word[0], word[0]), text)
        if profile.needless_prefix in self._modes and (assigned := _ASSIGNED.fullmatch(text)):
            self._assign(assigned[1] or assigned[3], assigned[2] or assigned[4])
        for mode, pattern, other in profile.same_statements:
            if (not mode or mode in self._modes) and (same := _compiled(pattern).fullmatch(text)):
                text = same.expand(other)
        return text

    def _assign(self, name: str, value: str) -> None:
        value = self._registers.get(value, value)
        if _compiled(self._profile.names_of_registers).fullmatch(value):
            self._registers[name] = value
        else:
            self._registers.pop(name, None)

    def _section(self, text: str) -> str:
        """A section by the flags that it was begun with, where others are ignored."""
        found = _SECTION.fullmatch(text)
        if found is None or not self._profile.first_flags_count:
            return text
        return f'{found[1]},"{self._flags.setdefault(found[2], found[3])}"{found[4]}'


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
