"""The distance of two places of an expansion, where the assembler knows it while it reads.

In: the events of an expansion, two indices into them (a label sits before the event at its index), a profile, the
symbols.  Out: a number of bytes; None where only a full assembler knows; UNSETTLED where the assembler itself has no
answer yet (across an alignment, say), so that what needs a number is rejected; APART for places in different sections.
Rule: each event moves its section on by a known number of bytes, or leaves a mark there: unknown, or surely unsettled.
Two places of one section with the same marks before them are as far apart as the bytes between them.
"""

from __future__ import annotations

from gasmacro.engine.events import STATEMENT
from gasmacro.engine.layout_effects import Effects
from gasmacro.engine.symbols import APART, UNSETTLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from gasmacro.engine.events import Event
    from gasmacro.engine.symbols import Symbols
    from gasmacro.targets.schema import Profile

    # Section, bytes, marks of unknown and of unsettled size in it so far, the era, how often the section was left.
    Place: TypeAlias = "tuple[Section, int, int, int, int, int]"


class Section:
    """A section (or a part of one) as the walk has met it: `name` ("" when it could be any), `part` of a subsection."""

    __slots__ = ("aligns_code", "bytes", "fresh", "name", "part", "unknown", "unsettled")

    def __init__(self, name: str, part: str = "") -> None:
        self.name = name
        self.part = part
        self.bytes = 0
        self.unknown = 0
        self.unsettled = 0
        self.fresh: bool | None = None if not name else False  # nothing stands behind what is not just bytes
        self.aligns_code = False  # the next instruction may be aligned first


class Layout:
    """The walk over one list of events, which may grow: each event is looked at once, when first asked for.

    `whole`: the list begins where the source does; else the section it begins in could be any.
    """

    __slots__ = (
        "_effects",
        "_era",
        "_places",
        "_previous",
        "_section",
        "_sections",
        "_stack",
        "_switches",
        "_walking",
        "events",
        "profile",
    )

    def __init__(self, events: list[Event], profile: Profile, *, whole: bool = True) -> None:
        self.events = events
        self.profile = profile
        self._effects = Effects(profile)
        self._sections: dict[tuple[str, str], Section] = {}
        self._section = self._named(".text") if whole else Section("")
        if whole:
            self._section.fresh = True
        self._previous: Section | None = None
        self._stack: list[tuple[Section, Section | None]] = []
        self._era = 0  # moves on where sections may have changed unseen: no place is compared across
        self._switches = 0
        self._places: list[Place] = []
        self._walking = False

    def distance(self, first: int, second: int, symbols: Symbols) -> Any:
        """The bytes from the place before event `first` to the one before event `second`.

        A number, None (undetermined), UNSETTLED or APART.  `symbols` are those of now.
        """
        if self._walking:
            return None  # asked by an operand of a statement under way, whose size does not hang on the answer
        self._walking = True
        try:
            self._walk(symbols)
        finally:
            self._walking = False
        one, other = self._place(first), self._place(second)
        if one[4] != other[4]:
            return None
        if one[0] is not other[0]:
            apart = one[0].name and other[0].name and one[0].name != other[0].name
            return APART if apart else None
        if one[3] != other[3]:
            return UNSETTLED
        if one[2] != other[2]:
            return None
        if one[1] == other[1] and self.profile.labels_wait_for_fragment:
            return self._waiting(one)
        return other[1] - one[1]

    def _waiting(self, place: Place) -> Any:
        """The distance of two labels at one place, where a label needs a fragment.

        It gets one with the next bytes, or when its section is left.
        """
        now, fresh = self._now(), place[0].fresh
        if now[:5] != place[:5] or fresh is False:
            return 0
        return UNSETTLED if fresh and now[5] == place[5] else None

    def _place(self, index: int) -> Place:
        return self._places[index] if index < len(self._places) else self._now()

    def _now(self) -> Place:
        section = self._section
        return section, section.bytes, section.unknown, section.unsettled, self._era, self._switches

    def _walk(self, symbols: Symbols) -> None:
        """Look at the events that came since."""
        events, places = self.events, self._places
        for index in range(len(places), len(events)):
            places.append(self._now())
            kind, text, _, _, conditional = events[index]
            if kind == STATEMENT:
                what, detail = self._effects.of(text, index, events, symbols)
                if conditional:
                    self._perhaps(what, detail)
                else:
                    _DOES[what](self, detail)

    # --- what a statement does ---

    def _perhaps(self, what: str, detail: Any) -> None:
        """A statement of an arm that may not be taken."""
        if what in _MOVING:
            self._strange(None)
        elif what != "bytes" or detail:
            self._section.unknown += 1

    def _bytes(self, size: int) -> None:
        if size:
            section = self._section
            section.bytes += size
            section.fresh = False
            section.aligns_code = bool(self.profile.code_after_data_is_aligned)

    def _code(self, size: int | None) -> None:
        section = self._section
        if section.aligns_code:
            section.unknown += 1
            section.aligns_code = False
        if size is None:
            section.unknown += 1
        else:
            section.bytes += size
        section.fresh = None if size is None else False

    def _unknown(self, detail: Any) -> None:
        section = self._section
        section.unknown += 1
        section.fresh = None
        section.aligns_code = bool(self.profile.code_after_data_is_aligned)

    def _aligning(self, detail: Any) -> None:
        """Data that aligns itself and takes labels right before it along: no distance is told from there."""
        now, places = self._now(), self._places
        index = len(places) - 1
        while index >= 0 and places[index] == now:
            places[index] = (Section(""), *now[1:])
            index -= 1
        self._unknown(detail)

    def _unsettled(self, detail: Any) -> None:
        self._section.unsettled += 1
        self._section.fresh = True

    def _aligned(self, detail: Any) -> None:
        self._unsettled(detail)
        self._section.aligns_code = False  # code may follow as it is: layout-089 to layout-093

    def _strange(self, detail: Any) -> None:
        """What came could have gone to any section, or could be of any size."""
        self._era += 1
        self._section = Section("")
        self._previous = None
        self._stack = []
        self._sections = {}

    # --- sections ---

    def _named(self, name: str, part: str = "") -> Section:
        known = self._sections.get((name, part))
        if known is None:
            known = self._sections[name, part] = Section(name, part)
        return known

    def _to(self, where: tuple[str, str] | None) -> None:
        """Go to a section, None for one that could be any."""
        before = self._section
        self._switches += 1
        self._section = self._named(*where) if where and where[0] else Section("")
        self._previous = before

    def _push(self, where: tuple[str, str] | None) -> None:
        self._stack.append((self._section, self._previous))
        self._to(where)

    def _pop(self, detail: Any) -> None:
        self._switches += 1
        if self._stack:
            self._section, self._previous = self._stack.pop()
        else:
            self._strange(None)

    def _swap(self, detail: Any) -> None:
        self._switches += 1
        if self._previous is None:
            self._strange(None)
        else:
            self._section, self._previous = self._previous, self._section

    def _subsection(self, part: str) -> None:
        self._to((self._section.name, part))


_DOES: dict[str, Callable[[Layout, Any], None]] = {
    "bytes": Layout._bytes,
    "code": Layout._code,
    "unknown": Layout._unknown,
    "aligning": Layout._aligning,
    "unsettled": Layout._unsettled,
    "aligned": Layout._aligned,
    "strange": Layout._strange,
    "section": Layout._to,
    "push": Layout._push,
    "pop": Layout._pop,
    "previous": Layout._swap,
    "subsection": Layout._subsection,
}
_MOVING = frozenset(("strange", "section", "push", "pop", "previous", "subsection"))
_latest: list[Layout] = []


def distance(
    events: list[Event], first: int, second: int, profile: Profile, symbols: Symbols, *, whole: bool = True
) -> Any:
    """The bytes between two places of a list of events; see `Layout.distance`. The latest list's walk is kept."""
    layout = _latest[0] if _latest else None
    if layout is None or layout.events is not events or layout.profile is not profile:
        layout = Layout(events, profile, whole=whole)
        _latest[:] = [layout]
    return layout.distance(first, second, symbols)
