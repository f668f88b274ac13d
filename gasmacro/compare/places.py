"""Where in the sources a text stands: the place its author would change.

In: a statement and the call it stands in.  Out: a `Place`.  Rule: a text that came in through an actual stands in the
outermost call that has it written out; a formal's default stands in the header.
"""

from __future__ import annotations

import re

from gasmacro.syntax.origin import Origin
from gasmacro.syntax.scanner import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gasmacro.engine.events import Call

_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|\((?:[^()]|\([^()]*\))*\)|[^\s,"(])+')
_FORMAL = re.compile(r"\\([\w.$]+)(?:\\\(\))?")


class Place:
    """A statement's `origin`, the `span` of offsets in its text that matters, and `around`, the call it stands in."""

    __slots__ = ("around", "origin", "span")

    def __init__(self, origin: Origin, around: Call | None, span: tuple[int, int] | None = None) -> None:
        self.origin = origin
        self.around = around
        self.span = span or (0, len(origin.text))

    def whole(self) -> bool:
        """Whether it is the whole statement."""
        return self.span == (0, len(self.origin.text))

    def key(self) -> tuple[str, int, int]:
        """File, line and column (from 1)."""
        return self.origin.file, self.origin.line, self.origin.column + self.span[0]


def substituted(text: str, values: Mapping[str, str]) -> str:
    """A statement's text with values in place of formals: near enough to look at, no assembler's own way."""
    return _FORMAL.sub(lambda found: values.get(found[1], found[0]), text)


def formals(text: str, values: Mapping[str, str]) -> list[str]:
    """The formals that a text names, each once, in order."""
    found = dict.fromkeys(match[1] for match in _FORMAL.finditer(text))
    return [name for name in found if name in values]


def home(origin: Origin, around: Call | None) -> tuple[Origin, Call | None]:
    """A statement that is an actual, or a part of one, as it is written in the call, and what is around that call.

    Of several statements in one string it is the one that reads like this; any other origin is returned as it is.
    """
    while around is not None and not around.nobody:
        alone = _ALONE.fullmatch(origin.text)
        whose = owner(alone[1], around) if alone is not None else None
        if alone is None or whose is None or whose.nobody:
            break
        values = whose.bound
        place = actual(whose, alone[1])
        if place.origin is whose.definition:  # a default
            break
        text = place.origin.text[slice(*place.span)]
        start, end = place.span
        if not place.whole():
            body = origin.body if isinstance(origin, Item) and origin.body != origin.text else values[alone[1]]
            first, last = _statement(text, body, place.around.bound if place.around is not None else {})
            start, end = start + first, start + last
        whole = place.origin
        origin = Origin(whole.file, whole.line, whole.column + start, whole.text[start:end])
        around = place.around
    return origin, around


def owner(name: str, call: Call) -> Call | None:
    """The call that a formal in a body belongs to: the call itself, or one that the body is written in."""
    found: Call | None = call
    while found is not None and name not in found.bound:
        found = found.maker if found.kind == "macro" else found.parent
    return found


_ALONE = re.compile(r"[ \t]*(?:[\w.$]+:[ \t]*)*\\([\w.$]+)(?:\\\(\))?[ \t]*")
_PART = re.compile(r"[^;\n]*[^;\n\s]")
_BLANKS = re.compile(r"\s+")


def _statement(text: str, body: str, values: Mapping[str, str]) -> tuple[int, int]:
    """Where in an actual's text the statement stands that reads like `body`; all of it without quotes, if unsure."""
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    inner = text[1:-1] if quoted else text
    wanted = _BLANKS.sub("", body)
    close = {name: _BLANKS.sub("", value) for name, value in values.items()}
    for found in _PART.finditer(inner):
        part = found[0].lstrip()
        if reads_like(_BLANKS.sub("", part), wanted.rsplit(":", 1)[-1] if ":" not in part else wanted, close):
            return found.end() - len(part) + quoted, found.end() + quoted
    return quoted, len(text) - quoted


def written(
    origin: Origin,
    around: Call | None,
    guilty: Callable[[Mapping[str, str]], bool],
    suspect: Callable[[str], bool] = lambda value: not value.isalnum() or (value.isalpha() and value.isupper()),
) -> Place:
    """The place of what makes a statement guilty, a test of the statement under values for the formals around it.

    While the statement is innocent with a plain number in place of one actual, that actual is what the author would
    change, and its own place is looked for in the call; there, in turn, it may be a formal's of the macro around.
    Actuals that are not `suspect` are passed over: by themselves those of plain words, which name what is there.
    """
    place = Place(origin, around)
    text, call, test = origin.text, around, guilty
    while call is not None:
        values = dict(call.values)
        named = [name for name in formals(text, values) if suspect(values[name])]
        name = next((name for name in named if not test({**values, name: "1"})), None)
        if name is None:
            break
        place = actual(call, name)
        if place.whole() or place.around is None:
            break
        text, call = place.origin.text[slice(*place.span)], place.around
        test = _above(test, values, name, text)
    return place


def _above(
    test: Callable[[Mapping[str, str]], bool], values: Mapping[str, str], name: str, text: str
) -> Callable[[Mapping[str, str]], bool]:
    """The same test one call further out, where the actual of `name` is written as `text`."""
    return lambda outer: test({**values, name: substituted(text, outer)})


def actual(call: Call, name: str) -> Place:
    """Where a call's text has the actual of a formal; in the header, if it is the default; the whole call, if
    unsure."""
    value = dict(call.values)[name]
    origin, parent = home(call.origin, call.parent)
    if not call.nobody:
        text = origin.text
        start = _operands_start(text, call.name)
        found = [(match.start(), match.end()) for match in _PIECE.finditer(text, start)]
        for begin, end in found:
            if re.match(rf"{re.escape(name)}\s*=", text[begin:end]):
                return Place(origin, parent, (begin + text[begin:end].index("=") + 1, end))
        order = [key for key, _ in call.values]
        index = order.index(name)
        above = dict(parent.values) if parent is not None else {}
        for at in (index, *range(len(found))):
            if at < len(found) and _is(text[slice(*found[at])], value, above):
                return Place(origin, parent, found[at])
    header = call.definition
    if header is not None and (default := re.search(rf"\b{re.escape(name)}\s*=\s*({re.escape(value)})", header.text)):
        return Place(header, None, default.span(1))
    return Place(origin, parent)


def _is(piece: str, value: str, above: Mapping[str, str]) -> bool:
    """Whether a piece of a call's text is what a value was made from."""
    return any(value == text or reads_like(text, value, above) for text in (piece, piece.strip('"')))


def reads_like(text: str, value: str, above: Mapping[str, str]) -> bool:
    """Whether a value is what a text as written becomes under the values around it; any number may stand for `\\@`."""
    shown = substituted(text, above)
    if "\\@" not in shown:
        return shown == value
    return re.fullmatch(re.escape(shown).replace(r"\\@", r"\d+"), value) is not None


def _operands_start(text: str, name: str) -> int:
    at = text.lower().find(name.lower())
    return at + len(name) if at >= 0 else 0
