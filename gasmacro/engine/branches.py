"""Conditionals: what is read, what is skipped, and both arms of what can't be decided.

Rule: an arm that is not taken is passed over statement by statement, looking only at the operation that begins each;
the depth of conditionals inside is counted.  A condition that hangs on what only a full assembler knows stays in the
text with both arms expanded (`worlds`); when linting, both arms are followed one after the other instead.
"""

from __future__ import annotations

import re

from gasmacro.engine import worlds
from gasmacro.engine.company import COMMAS, SAME, operands_of
from gasmacro.engine.conditions import decide
from gasmacro.engine.events import DECISION
from gasmacro.engine.expressions import ExpressionError
from gasmacro.engine.quick import NotPlainError, condition
from gasmacro.engine.state import Cond
from gasmacro.engine.statement import follows, uncommented
from gasmacro.syntax.scanner import Item
from gasmacro.syntax.scrub import scrub

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.engine.machine import Handler, Machine
    from gasmacro.engine.state import Frame
    from gasmacro.engine.statement import Parsed
    from gasmacro.targets.schema import Profile

_WORD = re.compile(r"[ \t\r]*(\.?[A-Za-z_]*)([\w.$\\&]?)")
_OTHER = "-"
_COMMENTED = "/"  # before the word of a statement that begins with a block comment
_SKIP_WORDS = frozenset(("if", "else", "elseif", "endif"))


def verdict(machine: Machine, directive: str, parsed: Parsed, item: Item) -> bool | None:
    """What a condition is now, None undetermined. A refused condition is told and counts as false."""
    symbols = machine.state.symbols
    operands = machine.asking(parsed)
    symbols.here = machine.state.base + len(machine.state.events)
    warn: list[str] = []
    if "\n" in operands and machine.profile.reads == "characters":
        machine.say("error", "missing closing `\"'", item)
    try:
        outcome = decide(directive, operands, machine.own, symbols, warn)
        if machine.others:
            apart = warn or (parsed.key in _COMPARING and _heeded(machine, operands, item))
            others = [other for other in machine.others if _decides(machine, directive, parsed, outcome, other)]
            machine.keep(others if not apart else ())
    except ExpressionError as error:
        machine.say("error", str(error), item)
        return False
    for message in warn:
        machine.say("warning", message, item)
    if outcome is not None and not machine.lint and machine.profile.conditions_mention_symbols:
        machine.mention(directive, operands, item)
    return outcome


def _decides(machine: Machine, directive: str, parsed: Parsed, outcome: bool | None, other: Profile) -> bool:
    """Whether a condition is the same to another assembler."""
    try:
        return decide(directive, operands_of(parsed, other), other, machine.state.symbols) == outcome
    except ExpressionError:
        return False


def _heeded(machine: Machine, operands: str, item: Item) -> bool:
    """Whether texts that are compared may have other blanks for another assembler."""
    if machine.way(item) > (SAME if operands.count(",") > 1 else COMMAS):
        return True
    return bool(machine.loose) and any(map(machine.loose, operands.split(",", 1)))


# Conditionals that compare texts, in which blanks count.
_COMPARING = frozenset((".ifc", ".ifnc", ".ifeqs", ".ifnes"))
# Conditionals that look at their own text alone.
_TEXTUAL = frozenset((".ifb", ".ifnb", ".ifc", ".ifnc", ".ifeqs", ".ifnes"))


def _outcome(machine: Machine, parsed: Parsed, item: Item) -> bool | None:
    """What a condition is now: by what was compiled of its text where that can tell."""
    quick = parsed.quick
    if quick is None:
        quick = parsed.quick = condition(parsed.key, machine.operands(parsed)) or ()
    if quick:
        try:
            known: bool = quick(machine.state.symbols.table())
        except NotPlainError:
            pass
        else:
            return known
    before = len(machine.state.events)
    outcome = verdict(machine, parsed.key[1:], parsed, item)
    if parsed.key in _TEXTUAL and outcome is not None and len(machine.state.events) == before:
        parsed.quick = lambda table: outcome
    return outcome


def on_if(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.if` and its kin."""
    state = machine.state
    if parsed.labels:  # the condition may ask for them
        machine.define(parsed.labels)
    outcome = _outcome(machine, parsed, item)
    machine.note(DECISION, (parsed.key, outcome), item)
    level = len(state.frames)
    if outcome is None and not machine.lint:
        worlds.follow(machine, Cond(item, False, level, fork=True), item, text)
        return
    if parsed.labels:
        machine.emit(parsed.label_text, item)
    if outcome is None:
        state.conds.append(Cond(item, True, level, linear=True))
        return
    state.conds.append(Cond(item, outcome, level))
    state.skipping = not outcome


def on_else(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.else`: the arm for when none before was taken."""
    state = machine.state
    if parsed.labels:
        machine.labels(parsed, item)
    if not state.conds:
        machine.say("error", machine.profile.words["stray else"], item)
        return
    cond = state.conds[-1]
    note_commented(machine, parsed.key, item)
    if cond.in_else:
        machine.say("error", machine.profile.words["second else"], item)
    if parsed.rest and machine.operands(parsed):
        junk(machine, parsed, item)
    cond.in_else = True
    if not cond.linear:
        state.skipping = cond.taken
        cond.taken = True


def on_elseif(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.elseif`: asked only when no arm before was taken."""
    state = machine.state
    if parsed.labels:
        machine.labels(parsed, item)
    if not state.conds:
        machine.say("error", machine.profile.words["stray elseif"], item)
        return
    cond = state.conds[-1]
    if cond.in_else:
        machine.say("error", machine.profile.words["elseif after else"], item)
    if cond.linear:
        return
    if cond.taken:
        note_commented(machine, parsed.key, item)
        state.skipping = True
        return
    outcome = _outcome(machine, parsed, item)
    machine.note(DECISION, (parsed.key, outcome), item)
    if outcome is None:
        if machine.lint:
            cond.linear = cond.taken = True
            return
        state.conds.pop()
        inner = cond.copy()
        inner.taken, inner.fork = False, True
        worlds.follow(machine, inner, item, ".if " + machine.operands(parsed))
        if cond.fork:
            machine.state.joined = True
        return
    cond.taken = outcome
    state.skipping = not outcome


def on_endif(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.endif`: the conditional is closed."""
    state = machine.state
    if parsed.labels:
        machine.labels(parsed, item)
    if not state.conds:
        machine.say("error", machine.profile.words["stray endif"], item)
        return
    note_commented(machine, parsed.key, item)
    if parsed.rest and machine.operands(parsed):
        junk(machine, parsed, item)
    cond = state.conds.pop()
    if cond.resumes:
        state.skipping = True
    if cond.fork:
        state.joined = True


def junk(machine: Machine, parsed: Parsed, item: Item) -> None:
    """Text where a directive wants none: refused, unless it is only comments."""
    rest = re.sub(r"(?s)/\*.*?\*/", "", machine.operands(parsed)).strip()
    if rest:
        machine.say("error", machine.profile.words["junk"].format(rest=rest, directive=parsed.key), item)


def skip(machine: Machine) -> None:
    """Pass over the innermost frame's statements up to what ends or changes the arm being skipped."""
    state = machine.state
    frame = state.frames[-1]
    index, size = frame.index, len(frame.items)
    depth = state.skip_depth
    key = (id(frame.items), index)
    known = machine.jumps.get(key) if not depth else None
    if known is not None and known[0] is frame.items and not (frame.sub is not None and frame.sub.bare):
        machine.count(known[1] - index)
        frame.index = known[1]
        state.skipping = False
        return
    entered = index
    said = len(state.events)
    fixed = not depth and not machine.lint
    while index < size:
        fixed = fixed and bool(frame.items[index].parsed) and "\n" not in frame.items[index].body
        word = _skip_word(machine, frame, index)
        if "\n" in frame.items[index].body and machine.profile.reads == "characters":
            size += _split_lines(machine, frame, index)
        if word[0] == _COMMENTED:
            word = word[1:] if _looked_at(machine, frame, index, entered) else _OTHER
        if word != _OTHER:
            if depth or word == "if":
                note_commented(machine, word, frame.items[index])
            if word == "if":
                if _decides_when_skipped(machine, frame, index, depth):
                    return
                depth += 1
                state.skip_elses &= ~(1 << depth)
            elif not depth:
                break
            elif word == "endif":
                depth -= 1
                _junk_when_skipped(machine, frame, index)
            else:
                _else_when_skipped(machine, frame, index, depth)
        index += 1
    machine.count(index - frame.index)
    frame.index = index
    state.skip_depth = depth
    if index < size:
        state.skipping, state.skip_depth = False, 0
        if fixed and len(state.events) == said:
            machine.jumps[key] = (frame.items, index)


def _decides_when_skipped(machine: Machine, frame: Frame, index: int, depth: int) -> bool:
    """A conditional in text that is passed over whose operands are looked at all the same.

    "checked": what they refuse is refused.  "decided": the arm is read if the strings say so.  True in that case.
    """
    item = frame.items[index]
    parsed = machine.take(frame.text(index))
    how = machine.own.skipped_conditions.get(parsed.key)
    if machine.others:
        machine.keep([other for other in machine.others if _passes_over(machine, parsed, how, other)])
    if how is None or parsed.labels:
        return False
    outcome = verdict(machine, parsed.key[1:], parsed, item)
    if how == "checked" or not outcome:
        return False
    state = machine.state
    level = len(state.frames)
    state.conds.extend(Cond(item, True, level, resumes=True) for _ in range(depth))
    state.conds.append(Cond(item, True, level, resumes=True))
    state.skipping, state.skip_depth = False, 0
    frame.index = index + 1
    return True


def _passes_over(machine: Machine, parsed: Parsed, how: str | None, other: Profile) -> bool:
    """Whether another assembler looks at a skipped condition's operands in the same way, or finds nothing in them."""
    theirs = other.skipped_conditions.get(parsed.key)
    if theirs == how or parsed.labels:
        return True
    if "decided" in (theirs, how):
        return False
    symbols = machine.state.symbols
    each = other if theirs == "checked" else machine.own
    text = operands_of(parsed, each)
    try:
        decide(parsed.key[1:], text, each, symbols)
    except ExpressionError:
        return False
    return True


def _else_when_skipped(machine: Machine, frame: Frame, index: int, depth: int) -> None:
    """A nested `.else` or `.elseif` in text that is passed over: none may come behind an `.else`."""
    state = machine.state
    parsed = machine.take(frame.text(index))
    last = parsed.handler == "else"
    if state.skip_elses >> depth & 1:
        words = machine.profile.words["second else" if last else "elseif after else"]
        machine.say("error", words, frame.items[index])
    if last:
        state.skip_elses |= 1 << depth
        _junk_when_skipped(machine, frame, index)


def _junk_when_skipped(machine: Machine, frame: Frame, index: int) -> None:
    """Text behind a nested `.else` or `.endif` is refused in text that is passed over as well."""
    parsed = machine.take(frame.text(index))
    if machine.operands(parsed):
        junk(machine, parsed, frame.items[index])


def _split_lines(machine: Machine, frame: Frame, index: int) -> int:
    """A string over lines in text that is passed over line by line: each line counts. Returns how many are new."""
    item = frame.items[index]
    lines = scrub(frame.text(index), machine.profile).split("\n")
    if len(lines) < 2:
        return 0
    parts = [Item(item.file, item.line + number, 1, line, "\n") for number, line in enumerate(lines)]
    frame.items = [*frame.items[:index], *parts, *frame.items[index + 1 :]]
    if frame.templates is not None:
        frame.templates = [*frame.templates[:index], *[None] * len(parts), *frame.templates[index + 1 :]]
    return len(parts) - 1


def _skip_word(machine: Machine, frame: Frame, index: int) -> str:
    """What a skipped statement means to the skip: "if", "else", "elseif", "endif", or nothing."""
    item = frame.items[index]
    known: Any = item.parsed
    if known is None:
        known = item.parsed = _static_word(machine, item)
    if known == "":  # the operation is put together by substitution
        text = frame.text(index)
        return _static_word(machine, item, text) or _OTHER
    if frame.sub is not None and frame.sub.bare:
        return _static_word(machine, item, frame.text(index)) or _OTHER
    return str(known)


def _static_word(machine: Machine, item: Item, text: str | None = None) -> str:
    whole = item.body if text is None else text
    found = _WORD.match(whole)
    assert found is not None
    if text is None and found[2] in ("\\", "&") and found[2]:
        return ""
    name = found[1]
    if not name and whole[:2] == "/*" and (bare := uncommented(whole)) not in ("", whole):
        word = _static_word(machine, item, bare) or _OTHER
        return word if word == _OTHER or machine.profile.reads == "characters" else _COMMENTED + word
    if not name or name[0] != "." or found[2]:
        return _OTHER
    parsed = machine.take(whole)
    if parsed.labels:
        return _OTHER
    if parsed.handler in _SKIP_WORDS:
        return parsed.handler
    if _looks_conditional(parsed.key) and machine.profile.unknown_conditionals_count:
        machine.say("error", machine.profile.words["unknown directive"].format(name=parsed.op), item)
    return _OTHER


def _looked_at(machine: Machine, frame: Frame, index: int, entered: int) -> bool:
    """Whether the parser passes over the block comments that a skipped statement begins with: not where it was thrown
    to that place from the statement before, which it had no use for."""
    items = frame.items
    while index > entered and items[index - 1].body[:2] == "/*" and not uncommented(items[index - 1].body).strip():
        index -= 1
    if index == 0 or not follows(items[index - 1], items[index]):
        return True
    before = _skip_word(machine, frame, index - 1)
    if index == entered:
        return not (before == "elseif" and machine.state.conds[-1].taken)
    return before in ("else", "endif")


def note_commented(machine: Machine, word: str, item: Item) -> None:
    """Notes what counts although a block comment stands before it, as it does not for everybody everywhere."""
    if item.body[:2] == "/*":
        machine.note(DECISION, (word, True), item)


def _looks_conditional(key: str) -> bool:
    return key.startswith((".if", ".else")) or key in (".elsec", ".endc")


def end_of_text(machine: Machine, frame: Frame) -> None:
    """A macro's or repetition's text ends: what is still open inside it."""
    state = machine.state
    if frame.kind in ("file", "include"):
        return
    if len(state.conds) <= frame.depth and not state.skipping:
        return
    if machine.profile.open_conditional_ends_macro == "error" and len(state.conds) > frame.depth:
        if frame.kind == "macro" or not machine.profile.repeat_may_leave_conditional:
            cond = state.conds[-1]
            machine.say("error", machine.profile.words["open at macro end"], cond.item)
            drop(machine, frame.depth)
    elif state.skipping and machine.profile.open_conditional_ends_macro == "lost":
        machine.say("error", machine.profile.words["open at end"], state.conds[-1].item)
        state.stopped = True


def drop(machine: Machine, depth: int) -> None:
    """Close the conditionals opened since `depth` of them were open."""
    state = machine.state
    del state.conds[depth:]
    state.skipping, state.skip_depth = False, 0


def end_of_source(machine: Machine) -> None:
    """The source ends: what is still open is refused."""
    state = machine.state
    if state.conds and not state.ended:
        machine.say("error", machine.profile.words["open at end"], state.conds[-1].item)


HANDLERS: dict[str, Handler] = {
    "if": on_if,
    "else": on_else,
    "elseif": on_elseif,
    "endif": on_endif,
}
