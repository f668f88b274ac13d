"""The way from a preprocessed text back to its sources.

In: a place as a marker and a column of the preprocessed text say it.  Out: a `Spot`: file, line and column of the
source, and the frames that lead there, includes and C macros, outermost first.  Rule: a stretch of text stands in the
innermost file or C-macro body that has both its ends.
"""

from __future__ import annotations

import re

from gasmacro.model import Definition, Frame
from gasmacro.source.cpp.lexer import Token, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from gasmacro.source.cpp.inclusion import Inclusion
    from gasmacro.source.cpp.macros import Expanded
    from gasmacro.source.cpp.walk import Record

SEPARATOR = "\x1f"  # between a file's name and the number of its reading


class Spot:
    """A place in a source: `file`, `line`, `column` (from 1) up to `end_column`; `includes` and `macros` are the frames
    that lead there, outermost first, and `part` the C macro that its first token came out of where not all of it did;
    `unit` and `outer` are the file and line outside all C macros; `exact` whether the stretch stands there as it is."""

    __slots__ = ("column", "end_column", "exact", "file", "includes", "line", "macros", "outer", "part", "unit")

    def __init__(
        self,
        file: str,
        line: int,
        column: int,
        end_column: int,
        *,
        includes: tuple[Frame, ...] = (),
        macros: tuple[Frame, ...] = (),
        unit: str = "",
        outer: int = 0,
        exact: bool = True,
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.end_column = end_column
        self.includes = includes
        self.macros = macros
        self.part: tuple[Frame, ...] = ()
        self.unit = unit or file
        self.outer = outer or line
        self.exact = exact

    @property
    def frames(self) -> tuple[Frame, ...]:
        """All frames, outermost first."""
        return self.includes + self.macros


class Places:
    """The places of one preprocessed text."""

    __slots__ = ("_columns", "_inclusions", "_records")

    def __init__(self, inclusions: Mapping[str, Inclusion], records: Mapping[tuple[str, int], Record]) -> None:
        self._inclusions = inclusions
        self._records = records
        self._columns: dict[tuple[str, int], list[tuple[int, Token]]] = {}

    def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
        """Where a stretch of a line stands; `file` and `line` are a marker's, the columns those of the preprocessed
        text (from 1; the end is one past the last, without one it is the place itself)."""
        name = file.partition(SEPARATOR)[0]
        end_column = max(end_column, column + 1)
        pieces = self._pieces(file, line)
        includes = self._includes(file)
        if not pieces:
            return Spot(name, line, column, end_column, includes=includes)
        first, last = _covering(pieces, column - 1), _covering(pieces, end_column - 2)
        spot = _spot(first, last, column - 1, end_column - 1, includes)
        spot.unit, spot.outer = name, line
        return spot

    def has(self, file: str, line: int) -> bool:
        """Whether anything of the text stands on a marker's line."""
        return (file, line) in self._records

    def _pieces(self, file: str, line: int) -> list[tuple[int, Token]]:
        """The tokens of a line of the preprocessed text, each with the offset it stands at."""
        key = (file, line)
        if key not in self._columns:
            record = self._records.get(key)
            self._columns[key] = [] if record is None else _offsets(record)
        return self._columns[key]

    def _includes(self, file: str) -> tuple[Frame, ...]:
        frames: list[Frame] = []
        inclusion = self._inclusions.get(file)
        while inclusion is not None and inclusion.outer is not None:
            outer = inclusion.outer
            frames.append(Frame("include", inclusion.path, outer.path, inclusion.line, inclusion.column, None))
            inclusion = outer
        return tuple(reversed(frames))


def _offsets(record: Record) -> list[tuple[int, Token]]:
    unit, start, end, written = record
    if written is None:
        written = [(token, token.blank) for token in tokens(unit, start, end)]
    out = []
    at = 0
    hash_first = bool(written) and written[0][0].text[0] == "#" and not written[0][1]
    at += hash_first  # the blank that keeps it from being a marker
    for token, blank in written:
        at += blank
        out.append((at, token))
        at += len(token.text)
    return out


def _covering(pieces: list[tuple[int, Token]], offset: int) -> tuple[int, Token]:
    """The token at an offset, or the last one before it."""
    found = pieces[0]
    for piece in pieces:
        if piece[0] > offset:
            break
        found = piece
    return found


def _ways(token: Token) -> list[Expanded]:
    """The expansions that a token stands in, outermost first."""
    ways = []
    way = token.way
    while way is not None:
        ways.append(way)
        way = way.called.way
    ways.reverse()
    return ways


def _spot(first: tuple[int, Token], last: tuple[int, Token], start: int, end: int, includes: tuple[Frame, ...]) -> Spot:
    ways, others = _ways(first[1]), _ways(last[1])
    shared = 0
    while shared < min(len(ways), len(others)) and ways[shared] is others[shared]:
        shared += 1
    left, inside = _raised(first[1], ways, shared)
    right, whole = _raised(last[1], others, shared)
    file, at, column = _place(left, max(start - first[0], 0) if inside else 0)
    until = max(end - last[0], 1) if whole else len(right.text)
    end_file, end_line, end_column = _place(right, until)
    exact = inside and whole and file == end_file and at == end_line and _side_by_side(left, right, first, last)
    if (end_file, end_line) != (file, at) or end_column <= column:
        end_column = column + max(1, len(left.text) - (max(start - first[0], 0) if inside else 0))
    frames = tuple([_frame(way) for way in ways[: shared + 1]])
    made = Spot(file, at, column, end_column, includes=includes, macros=frames[:shared], exact=exact)
    made.part = frames[shared:]
    return made


def _raised(token: Token, ways: list[Expanded], shared: int) -> tuple[Token, bool]:
    """The token, or the call outside the expansions that are not shared; whether it is the token itself."""
    if shared < len(ways):
        return ways[shared].called, False
    return token, token.unit is not None


def _place(token: Token, offset: int) -> tuple[str, int, int]:
    origin = token if token.unit is not None else token.origin
    if origin is None or origin.unit is None:
        return "", 1, 1
    line, column = origin.unit.place(origin.at + (offset if origin is token else 0))
    return origin.unit.name, line, column


def _side_by_side(left: Token, right: Token, first: tuple[int, Token], last: tuple[int, Token]) -> bool:
    """Whether two tokens are as far from each other in the source as in the preprocessed text."""
    return left.unit is right.unit and right.at - left.at == last[0] - first[0]


def _frame(way: Expanded) -> Frame:
    file, line, column = _place(way.called, 0)
    macro = way.macro
    return Frame("cmacro", macro.name, file, line, column, Definition(macro.unit.name, macro.unit.line(macro.at)))


class Markers:
    """The places of a text that another preprocessor wrote: its markers say file and line, and what includes what."""

    __slots__ = ("_entered",)

    def __init__(self, entered: Mapping[str, tuple[str, str, int]]) -> None:
        self._entered = entered

    def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
        """Where a stretch of a line stands."""
        name = file.partition(SEPARATOR)[0]
        return Spot(name, line, column, max(end_column, column + 1), includes=self._way(file))

    def _way(self, file: str) -> tuple[Frame, ...]:
        frames = []
        while file in self._entered:
            name, outer, line = self._entered[file]
            frames.append(Frame("include", name, outer.partition(SEPARATOR)[0], max(line, 1), 1, None))
            file = outer
        return tuple(reversed(frames))


def marked(text: str) -> tuple[str, Markers | None]:
    """A text with markers of its own: each reading of a file with a name of its own, and the way back from them. None
    where no marker enters a file."""
    if '" 1' not in text or _ENTERS.search(text) is None:
        return text, None
    entered: dict[str, tuple[str, str, int]] = {}  # own name: the file, the own name of what includes it, the line
    readings: dict[str, int] = {}
    stack: list[tuple[str, str]] = []  # the files under way: as the markers name them, and their own names
    due, behind = 1, 0  # the line that stands behind the last marker, and where
    pieces: list[str] = []
    done = 0
    for match in _MARKER.finditer(text):
        number, name, flags = int(match[1]), match[2], match[3].split()
        if "1" in flags and stack:
            readings[name] = readings.get(name, 0) + 1
            own = name if readings[name] == 1 else f"{name}{SEPARATOR}{readings[name]}"
            entered[own] = (name, stack[-1][1], due + text.count("\n", behind, match.start()))
            stack.append((name, own))
        elif "2" in flags and any(name == each for each, _ in stack):
            while stack[-1][0] != name:
                left = stack.pop()[1]
                if stack[-1][0] == name and left in entered:
                    entered[left] = (*entered[left][:2], number - 1)  # what follows the line of the include
        elif not stack or stack[-1][0] != name:
            stack = [*stack[:-1], (name, name)]
            readings.setdefault(name, 1)
        own = stack[-1][1]
        if own != name:
            pieces += [text[done : match.start(2)], own]
            done = match.end(2)
        due, behind = number, match.end() + 1
    return "".join([*pieces, text[done:]]), Markers(entered)


def plain(text: str) -> str:
    """A text whose markers tell readings of a file apart, with the file's name alone in them."""
    return _READING.sub(r'\1"', text) if SEPARATOR in text else text


_READING = re.compile(rf'^(# \d+ "[^"\n]*){SEPARATOR}\d+"', re.MULTILINE)
_MARKER = re.compile(r'^#[ \t]+(\d+)[ \t]+"((?:[^"\\\n]|\\.)*)"((?:[ \t]+\d)*)[ \t]*$', re.MULTILINE)
_ENTERS = re.compile(r'^#[ \t]+\d+[ \t]+"[^"\n]*"(?:[ \t]+\d)*[ \t]+1\b', re.MULTILINE)
