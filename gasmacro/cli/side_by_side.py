"""Two expansions side by side: which rows they have, which of them differ, and how a row is printed.

In: two expansions, what of them is wanted, a width.  Out: rows of (left, mark, right), and their lines.  Rule: rows are
the same where both assemblers read the same of them, as `check` has it; deeper calls than wanted are one row, which
differs when anything in it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gasmacro.compare.difference import defined_names
from gasmacro.compare.readings import BYTES, REJECTED, Reader, alike
from gasmacro.reporters._printable import printable
from gasmacro.targets.ranges import profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.readings import Reading
    from gasmacro.model import Diagnostic, Expansion, Frame, Statement

_CALLS = ("macro", "repeat")
_ESCAPE = chr(27)
_COLOURS = {"|": ("31", "32"), "<": ("31", ""), ">": ("", "32")}


class Row:
    """One line of a side: its `text`, a `key` that equal rows share, and the `readings` of what is in it."""

    __slots__ = ("key", "readings", "text")

    def __init__(self, text: str, readings: tuple[Reading, ...]) -> None:
        self.text = text
        self.readings = readings
        self.key = tuple(_key(reading) for reading in readings)

    def same(self, other: Row) -> bool:
        """Whether both sides read the same."""
        return len(self.readings) == len(other.readings) and all(map(alike, self.readings, other.readings))


def _key(reading: Reading) -> tuple[Any, ...]:
    kind, spelling, more = reading
    return (kind,) if kind == REJECTED else (kind, more) if kind == BYTES else (kind, spelling, more)


def side(expansion: Expansion, *, only: str = "", line: int = 0, depth: int = -1) -> list[Row]:
    """The rows of an expansion: statements, then errors.

    `only` keeps what comes through a macro of that name, `line` what comes from that line of the source (0 for all),
    and `depth` is how many calls deep is shown (-1 for all).
    """
    family, _, release = expansion.assembler.partition("@")
    wanted = [each for each in expansion.statements if _wanted(each, _outermost(each), only, line)]
    reader = Reader(profile(family, release, expansion.arch), defined_names(each.text for each in expansion.statements))
    rows: list[Row] = []
    folded: tuple[Frame, ...] = ()
    inside: list[Reading] = []
    for each in wanted:
        calls = tuple(frame for frame in each.stack if frame.kind in _CALLS)
        deep = calls[: depth + 1] if 0 <= depth < len(calls) else ()
        if inside and deep != folded:
            rows.append(_fold(folded, inside))
            inside = []
        folded = deep
        if deep:
            inside.append(reader(each.text))
        else:
            rows.append(Row(" ".join(each.text.split()), (reader(each.text),)))
    if inside:
        rows.append(_fold(folded, inside))
    errors = [told for told in expansion.diagnostics if told.severity == "error"]
    return rows + [_error(told) for told in errors if _wanted(told, _outermost(told), only, line)]


def _error(told: Diagnostic) -> Row:
    """An error as a row; two are the same if they say the same of one line."""
    text = f"{told.line}: error: {told.message}"
    return Row(text, (("error", text, None),))


def _fold(frames: Sequence[Frame], readings: Sequence[Reading]) -> Row:
    """A call as one row."""
    call = frames[-1]
    place = f" at {call.line}" if call.line is not None else ""
    count = f"{len(readings)} statement{'s' if len(readings) != 1 else ''}"
    return Row(f"[{call.name}{place}: {count}]", tuple(readings))


def _wanted(each: Statement | Diagnostic, outermost: int, only: str, line: int) -> bool:
    if line and outermost != line:
        return False
    return not only or any(frame.kind == "macro" and frame.name.lower() == only.lower() for frame in each.stack)


def _outermost(each: Statement | Diagnostic) -> int:
    """The line of the source itself, of an include's for what an included file has."""
    return next((frame.line for frame in each.stack if frame.line is not None), each.line)


def rows(first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """Both sides' rows beside each other, marked ` ` where they are the same, `|`, `<` or `>` where not."""
    import difflib

    matcher = difflib.SequenceMatcher(None, [row.key for row in first], [row.key for row in second], autojunk=False)
    for kind, i, end_i, j, end_j in matcher.get_opcodes():
        left, right = first[i:end_i], second[j:end_j]
        for at in range(max(len(left), len(right))):
            mine = left[at] if at < len(left) else None
            other = right[at] if at < len(right) else None
            if mine is None or other is None:
                yield mine.text if mine else "", "<" if mine else ">", other.text if other else ""
            else:
                yield mine.text, " " if kind == "equal" or mine.same(other) else "|", other.text


def lines(pairs: Sequence[tuple[str, str, str]], width: int, coloured: bool) -> Iterator[str]:
    """The rows as lines of at most `width` columns (0: as wide as they are)."""
    safe = [(printable(left), mark, printable(right)) for left, mark, right in pairs]
    half = max(20, (width - 3) // 2) if width else max((len(left) for left, _, _ in safe), default=0)
    for number, (left, mark, right) in enumerate(safe):
        before = f"{_cut(left, half):<{half}}"
        behind = _cut(right, half) if width else right
        if coloured:
            styles = ("1", "1") if number == 0 else _COLOURS.get(mark, ("", ""))
            before, behind = _painted(before, styles[0]), _painted(behind, styles[1])
        yield f"{before} {mark} {behind}".rstrip() + "\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _painted(text: str, style: str) -> str:
    return f"{_ESCAPE}[{style}m{text}{_ESCAPE}[0m" if style and text.strip() else text
