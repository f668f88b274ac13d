"""Repetitions: `.rept`, `.irp`, `.irpc` and their other spellings.

Rule: the body is collected, the count or the values are found, and the body becomes a frame that is read once a round.
A count that hangs on what only a full assembler knows leaves the repetition in the text, and the expansion says so.
"""

from __future__ import annotations

import re

from gasmacro.engine.bind import angle_end, token_actual
from gasmacro.engine.block import CALLS, COUNTER, Block, Substitution
from gasmacro.engine.company import APART, COMMAS, alternate, operands_alike, operands_of, values_alike
from gasmacro.engine.definitions import collect, number
from gasmacro.engine.events import CALL, DECISION, Call
from gasmacro.engine.expressions import ExpressionError, absolute
from gasmacro.engine.macros import Formal
from gasmacro.engine.state import Frame
from gasmacro.syntax.split_characters import SplitError, skip_separator, value
from gasmacro.syntax.tokens import Cursor, TokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from gasmacro.engine.machine import Handler, Machine
    from gasmacro.engine.statement import Parsed
    from gasmacro.syntax.scanner import Item
    from gasmacro.targets.schema import Profile

    Rounds: TypeAlias = "Same | list[dict[str, str]]"

_LARGE = 1 << 31  # no release refuses a count below
_IRPC = re.compile(r'"([^"]*)"?|(.)', re.DOTALL)
_NAME = re.compile(r"[^\x00-#%-\-/-@\[-^`{-\x7f][^\x00-#%-\-/:-@\[-^`{-\x7f]*")


def _body(machine: Machine, item: Item) -> Block | None:
    return collect(machine, _nested_repeats, item, "no repeat end")


def _nested_repeats(profile: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return profile.repeat_begins, profile.repeat_ends


def on_rept(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.rept count`."""
    machine.labels(parsed, item)
    state, profile = machine.state, machine.profile
    symbols = state.symbols
    symbols.here = state.base + len(state.events)
    warn: list[str] = []
    count: int | None = 0
    refused = ""
    try:
        operands = machine.asking(parsed)
        if machine.others:
            machine.keep(operands_alike(parsed, machine.own, machine.others))
        symbols.here = state.base + len(state.events)
        if operands or not profile.no_count_is_zero:
            count = absolute(operands, profile, symbols, warn)
    except ExpressionError as error:
        refused = str(error)
    body = _body(machine, item)
    for message in warn:
        machine.say("warning", message, item)
    if count is not None and not refused:
        if count < 0:
            refused = profile.words["negative count"]
        elif count >= _LARGE and profile.largest_count and count > profile.largest_count:
            refused = profile.words["large count"]
    if refused:
        machine.say("error", refused, item)
    if body is None or refused:
        return
    machine.note(DECISION, (parsed.key, count), item)
    if count is None:
        _leave_as_it_is(machine, parsed, body, item, text)
        return
    if body.items:
        counts = any(CALLS in stored.body for stored in body.items) and profile.call_counter
        if machine.others:
            machine.keep([other for other in machine.others if not counts and _verbatim(machine, body, other)])
        plain = machine.own.rept_is_verbatim
        begin(machine, body, item, parsed, (), Same(count), counts=counts, plain=plain)


def _verbatim(machine: Machine, body: Block, other: Profile) -> bool:
    """Whether to this assembler and another one nothing in a body is substituted."""
    for each in (machine.own, other):
        way = Substitution((), each, bare=False, macro=True, counter=False)
        if not each.rept_is_verbatim and any(way.parts(stored.body) is not None for stored in body.items):
            return False
    return True


class Same:
    """So many rounds that bind nothing."""

    __slots__ = ("count",)

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> dict[str, str]:
        return {}


def _leave_as_it_is(machine: Machine, parsed: Parsed, body: Block, item: Item, text: str) -> None:
    """A repetition whose count nobody knows stays in the text."""
    machine.unsure = True
    machine.inexact("the count hangs on what only a full assembler knows: the repetition stays as it is", item)
    machine.emit(text[len(parsed.label_text) :], item)
    for stored in body.items:
        machine.emit(stored.body, stored)
    machine.emit(".endr", item)


def on_irp(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.irp name, values` and `.irpc name, characters`."""
    machine.labels(parsed, item)
    body = _body(machine, item)
    by_character = parsed.handler == "irpc"
    try:
        name, values = _values(machine, parsed, machine.own, by_character)
    except (SplitError, TokenError) as error:
        machine.say("error", str(error), item)
        return
    if machine.others:
        if machine.way(item) > COMMAS:
            machine.loose.add(machine.operands(parsed))
        machine.keep([other for other in machine.others if _repeats(machine, parsed, (name, values), other)])
    if body is None:
        return
    machine.note(DECISION, (parsed.key, len(values)), item)
    begin(machine, body, item, parsed, (name,), [{name: text} for text in values], counts=True, plain=False)


def _values(machine: Machine, parsed: Parsed, profile: Profile, by_character: bool) -> tuple[str, list[str]]:
    """The name that a repetition binds, and its values."""
    way = _values_by_characters if profile.reads == "characters" else _values_by_tokens
    text = machine.operands(parsed) if profile is machine.own else operands_of(parsed, profile)
    return way(machine, text, by_character, profile)


def _repeats(machine: Machine, parsed: Parsed, known: tuple[str, list[str]], other: Profile) -> bool:
    """Whether another assembler reads the name and the values of a repetition as they were read."""
    if machine.state.altmacro and alternate(parsed.rest):
        return False
    try:
        theirs = _values(machine, parsed, other, parsed.handler == "irpc")
    except (SplitError, TokenError):
        return False
    if parsed.handler == "irpc" and machine.loose and machine.loose(machine.operands(parsed)):
        return False
    return (
        known[0] == theirs[0]
        and values_alike(dict(enumerate(known[1])), dict(enumerate(theirs[1])), machine.loose) != APART
    )


def _values_by_characters(
    machine: Machine, operands: str, by_character: bool, profile: Profile
) -> tuple[str, list[str]]:
    found = _NAME.match(operands)
    if not found:
        raise SplitError("missing model parameter")
    altmacro = machine.state.altmacro
    position, size = skip_separator(operands, found.end()), len(operands)
    if by_character:
        return found[0], _characters(operands, position, profile)
    values: list[str] = []
    while position < size:
        if altmacro and operands[position] == "%":
            text, length = number(machine)(operands[position + 1 :])
            position += 1 + length
        else:
            text, position = value(operands, position, altmacro)
        values.append(text)
        position = skip_separator(operands, position)
    return found[0], values or [""]


def _characters(operands: str, position: int, profile: Profile) -> list[str]:
    """The characters of `.irpc`: quoted text whole, other text without its blanks."""
    rest = operands[position:]
    if '"' not in rest:
        return [char for char in rest if char != " "] or [""]
    if not profile.irpc_takes_several:
        return _with_quotes(rest)
    values: list[str] = []
    for quoted, char in _IRPC.findall(rest):
        values.extend(quoted or char.strip(" "))
    return values


def _with_quotes(rest: str) -> list[str]:
    """One quoted text is its characters; quotes elsewhere count as characters, and blanks between them as well."""
    quoted = rest[0] == '"'
    if quoted:
        rest = rest[1:]
    rest = rest.removesuffix('"')
    values: list[str] = []
    for char in rest:
        quoted ^= char == '"'
        if quoted or char != " ":
            values.append(char)
    return values


def _values_by_tokens(machine: Machine, operands: str, by_character: bool, profile: Profile) -> tuple[str, list[str]]:
    cursor = Cursor(operands, profile)
    if cursor.kind() != "word" or not _NAME.fullmatch(cursor.items[cursor.position][1]):
        raise TokenError("expected identifier in '.irp' directive")
    name = cursor.items[cursor.position][1]
    cursor.advance()
    if cursor.kind() != "comma":
        raise TokenError("expected comma in '.irp' directive")
    cursor.advance()
    if by_character:
        return name, _token_characters(machine, cursor, profile)
    values: list[str | None] = []
    before = -1
    while cursor.kind() and cursor.position != before:
        before = cursor.position
        if cursor.keyword() is not None:
            raise TokenError("the assembler crashes on a keyword actual here")
        values.append(token_actual(cursor, Formal(""), machine.state.altmacro, number(machine)))
        if cursor.kind() == "comma":
            cursor.advance()
    while values and values[-1] is None:
        values.pop()
    return name, [text or "" for text in values]


def _token_characters(machine: Machine, cursor: Cursor, profile: Profile) -> list[str]:
    text = cursor.text[cursor.items[cursor.position][2] :] if cursor.kind() else ""
    if machine.state.altmacro and text.startswith("<") and angle_end(text, 0) == len(text.rstrip()):
        text = text.rstrip()
        return list(text[1:-1] if profile.irpc_takes_quoted else text)
    items = cursor.actual()
    while cursor.kind() == "comma":  # empty values behind the only one
        cursor.advance()
    if len(items) != 1 or cursor.kind():
        raise TokenError("unexpected token in '.irpc' directive")
    kind, text = items[0]
    if kind == "string":
        if profile.irpc_takes_quoted:
            return list(text[1:-1])
        return list(text)
    return list(text)


def begin(
    machine: Machine,
    body: Block,
    item: Item,
    parsed: Parsed,
    names: tuple[str, ...],
    rounds: Rounds,
    *,
    counts: bool,
    plain: bool,
) -> None:
    """Read a body once for each round. `plain`: nothing is substituted but what counts the rounds."""
    if not rounds:
        return
    state, profile = machine.state, machine.profile
    frame = Frame("repeat", [], depth=len(state.conds), level=state.frames[-1].level + 1)
    if not (plain and not counts):
        bare = state.altmacro and profile.altmacro_bare_names
        frame.sub = machine.substitution(names, bare=bare and bool(names), macro=not plain, counter=bool(names))
    if frame.level > machine.deepest and frame.level > profile.deepest and profile.repeats_have_depth:
        machine.too_deep(item)
        return
    frame.values = {COUNTER: str(state.counter)}
    frame.rounds = (rounds, 0, body, parsed.key, item, state.frames[-1].call, frame.sub, frame.values)
    state.frames.append(frame)
    next_round(machine, frame)


def next_round(machine: Machine, frame: Frame) -> bool:
    """Set a repetition's frame to its next round; False when none is left."""
    rounds, done, body, name, item, parent, sub, counters = frame.rounds
    if done >= len(rounds):
        return False
    machine.count(1)
    state = machine.state
    bound = rounds[done]
    frame.rounds = (rounds, done + 1, body, name, item, parent, sub, counters)
    call = Call("repeat", name, item, parent, item, bound)
    state.events.append((CALL, call, item, parent, state.conditional))
    frame.call = call
    frame.index = 0
    if sub is None:
        frame.items, frame.templates = body.items, None
        return True
    values = {**bound, **counters, CALLS: str(done)}
    machine.fill(frame, body, sub, values, item, machine.are_plain(bound))
    return True


HANDLERS: dict[str, Handler] = {
    "rept": on_rept,
    "irp": on_irp,
    "irpc": on_irp,
}
