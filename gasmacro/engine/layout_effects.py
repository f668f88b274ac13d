"""What a statement does to the place behind it.

In: a statement's text.  Out: an effect, a pair of a word and what goes with it: "bytes" a number, "code" the size of an
instruction (None: not known), "unknown", "aligning" (data that takes the labels before it along), "unsettled",
"aligned", "section" and "push" a section, "subsection" its part, "pop", "previous", or "strange" for what could be
anything.
Rule: the tables `layout_directives`, `data_directives` and `instruction_sizes`; what they do not know is strange (a
directive) or of unknown size (an instruction).
"""

from __future__ import annotations

import re

from gasmacro.engine.data import read_data
from gasmacro.engine.events import STATEMENT
from gasmacro.engine.statement import operands, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from gasmacro.engine.events import Event
    from gasmacro.engine.statement import Parsed
    from gasmacro.engine.symbols import Symbols
    from gasmacro.targets.schema import Profile

    Effect: TypeAlias = tuple[str, Any]

_NOTHING: Effect = ("bytes", 0)
_UNKNOWN: Effect = ("unknown", None)
_UNSETTLED: Effect = ("unsettled", None)
_ALIGNED: Effect = ("aligned", None)
_STRANGE: Effect = ("strange", None)

# Readers of data whose size does not hang on a symbol's value.
_FIRM = frozenset(("integers", "floats", "strings", "ended_strings", "base64"))
_CONSTANT = re.compile(r"'(?:\\.|[^\\])'?|0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+[uUlL]*")
_NAME = re.compile(r'[A-Za-z_.$"%@]')
_SECTION = re.compile(r'[ \t]*("(?:[^"\\]|\\.)*"|[^,\s"]+)[ \t]*(?:,[ \t]*(.*))?', re.DOTALL)
_ASSIGNED = re.compile(r"[ \t]*\"?([\w.$]+)\"?[ \t]*,")


class Effects:
    """The effects of one list's statements, each distinct text read once unless it hangs on a symbol."""

    __slots__ = ("_assigned", "_known", "_plain", "profile")

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._known: dict[str, Effect] = {}
        self._assigned: dict[str, list[int]] = {}
        self._plain = [(re.compile(pattern), size) for pattern, size in profile.instruction_sizes]

    def of(self, text: str, index: int, events: list[Event], symbols: Symbols) -> Effect:
        """The effect of the statement `text`, event `index` of `events`; `symbols` are those of now."""
        effect = self._known.get(text)
        if effect is None:
            parsed = parse(text, self.profile, {})
            name = self._assignment(parsed)
            if name is not None:
                self._assigned.setdefault(name, []).append(index)
                return _NOTHING if name != "." else _UNKNOWN
            effect, lasting = self._effect(parsed, index, events, symbols)
            if lasting:
                self._known[text] = effect
        return effect

    def _assignment(self, parsed: Parsed) -> str | None:
        """The name that a statement gives a value to, None for any other statement."""
        if parsed.handler:
            return parsed.op
        if self.profile.layout_directives.get(parsed.key) == "assign":
            found = _ASSIGNED.match(parsed.rest)
            return found[1] if found else None
        return None

    def _effect(self, parsed: Parsed, index: int, events: list[Event], symbols: Symbols) -> tuple[Effect, bool]:
        """What a statement does, and whether it does the same everywhere."""
        profile = self.profile
        key = parsed.key
        if not parsed.op:
            return (_STRANGE if parsed.rest.strip() else _NOTHING), True
        if key[0] != ".":
            return self._instruction(parsed), True
        rest = operands(parsed, profile).rstrip(" \t")
        data = profile.data_directives.get(key)
        if data is not None:
            firm = data[0] in _FIRM or _NAME.search(_CONSTANT.sub("0", rest)) is None
            if firm or self._settled_names(rest, index, events, symbols):
                return self._data(key, rest, data[0], symbols), firm
            return _UNKNOWN, False
        return self._other(key, rest), True

    def _instruction(self, parsed: Parsed) -> Effect:
        text = f"{parsed.key} {operands(parsed, self.profile)}".rstrip()
        for pattern, size in self._plain:
            if pattern.fullmatch(text):
                return _UNSETTLED if size == "unsettled" else ("code", size) if size else _NOTHING
        return "code", None

    def _other(self, key: str, rest: str) -> Effect:
        """A directive that is none of data."""
        profile = self.profile
        kind = profile.layout_directives.get(key)
        if kind in ("nothing", "assign"):
            return _NOTHING
        if kind == "align":
            return self._alignment(key, rest)
        if kind in ("section", "push"):
            return kind, _section_of(rest)
        if kind == "own section":
            return "section", (key, rest.strip("0")) if re.fullmatch("[1-9]?[0-9]*", rest) else None
        if kind == "subsection":
            return "subsection", rest if re.fullmatch("[1-9][0-9]*", rest) else "?"
        if kind == "words":
            return self._words(rest)
        if kind == "mode":
            # Instructions are others from here on, in every section.
            self._plain.clear()
            self._known.clear()
            return _UNKNOWN
        return (kind, None) if kind else _STRANGE

    def _words(self, rest: str) -> Effect:
        """Instructions given as numbers: four bytes each, unless the mode has changed."""
        items = rest.split(",")
        plain = self._plain and not re.search("[\"']", rest) and all(item.strip() for item in items)
        return "code", 4 * len(items) if plain else None

    def _data(self, key: str, rest: str, reader: str, symbols: Symbols) -> Effect:
        profile = self.profile
        reading = read_data(key, rest, profile, symbols)
        if reading.size is None or reading.rejected is not None:
            return _UNKNOWN
        if reader in ("reserved", "set_aside") and not profile.reservations_settle:
            return _UNSETTLED
        if reading.size and key in profile.self_aligning_data:
            return "aligning", None
        if not reading.size and profile.code_after_data_is_aligned:
            return _UNKNOWN
        return "bytes", reading.size

    def _settled_names(self, rest: str, index: int, events: list[Event], symbols: Symbols) -> bool:
        """Whether all names in operands stand for one number from before this statement on, now as then."""
        plain = _CONSTANT.sub(" ", rest)
        if re.search(r'["%@]', plain):
            return False
        for name in re.findall(r"[A-Za-z_.$][\w.$]*", plain):
            entry = symbols.entry(name)
            if (
                len(self._assigned.get(name, ())) != 1
                or entry is None
                or entry[0] != "value"
                or type(entry[1]) is not int
            ):
                return False
            again = re.compile(rf"(?<![\w.$]){re.escape(name)}[\s\"]*[=,]")
            if any(event[0] == STATEMENT and again.search(event[1]) for event in events[index + 1 :]):
                return False
        return True

    def _alignment(self, key: str, rest: str) -> Effect:
        """An alignment: where there is nothing to align to, some assemblers add nothing and know so."""
        first = rest.split(",", maxsplit=1)[0].strip()
        if self.profile.empty_alignment == "unsettled":
            return _UNSETTLED
        if self.profile.empty_alignment == "unknown" or not re.fullmatch("0|[1-9][0-9]*", first):
            return _UNKNOWN
        counts_bytes = key.startswith(".balign") or (key == ".align" and self.profile.align_counts_bytes)
        return _NOTHING if int(first) <= int(counts_bytes) else _ALIGNED


def _section_of(rest: str) -> tuple[str, str] | None:
    """The section that the operands of `.section` name, None where it could be one of several."""
    found = _SECTION.fullmatch(rest)
    if found is None:
        return None
    name, more = found[1].strip('"'), found[2] or ""
    flags = re.match(r'"([^"]*)"', more)
    if "\\" in name or (more and not flags) or (flags and set(flags[1]) & set("Go?R")) or more.count(",") > 2:
        return None
    return name, ""
