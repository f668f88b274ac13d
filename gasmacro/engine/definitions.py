"""Macros defined, invoked and purged; bodies collected.

Rule: a body runs to the end directive of its own depth, counted by the operations that begin statements; text of the
macro around it is substituted first.  An invocation binds its actuals, takes the next number of `\\@`, and becomes the
innermost frame.
"""

from __future__ import annotations

import re

from gasmacro.engine.bind import Binding, bind, rebound
from gasmacro.engine.block import CALLS, COUNTER, LOST, Block
from gasmacro.engine.company import APART, COMMAS, LOOSE, SAME, alternate, blanks, odd, operands_of, values_alike
from gasmacro.engine.events import CALL, DECISION, Call, Hinted, Warned
from gasmacro.engine.expressions import ExpressionError, evaluate_prefix
from gasmacro.engine.header import HeaderError, read_header
from gasmacro.engine.macros import Macro
from gasmacro.engine.state import Frame
from gasmacro.engine.statement import fold, follows, uncommented
from gasmacro.engine.symbols import UNKNOWN
from gasmacro.syntax.scanner import Item, scan
from gasmacro.syntax.scrub import scrub
from gasmacro.syntax.split_characters import SplitError

MOST_OF_NOBODY = 50_000  # statements of a macro that nobody calls, whose made-up actuals may end no recursion
CALL_COSTS = 3  # statements: that a call counts for towards the limit, beside its own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    # The directives that begin and those that end a body of a kind, under a profile.
    Nesting: TypeAlias = Callable[["Profile"], tuple[frozenset[str], frozenset[str]]]

    from gasmacro.engine.machine import Handler, Machine
    from gasmacro.engine.macros import Formal
    from gasmacro.engine.statement import Parsed
    from gasmacro.targets.schema import Profile

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BODY_WORD = re.compile(r"[ \t\r]*((?:[\w.$\"]+[ \t]*:[ \t]*)*)(\.[A-Za-z]+)(?![\w.$\\])")


def collect(machine: Machine, nesting: Nesting, item: Item, what: str) -> Block | None:
    """The statements up to the end directive of this depth, with what the frames around substitute in place.

    `nesting` gives the directives that nest, those that begin and those that end, as written in lower case.  None, and
    an error, when the text ends before.
    """
    begin, end = nesting(machine.own)
    counting = (begin | end).union(*(words for other in machine.others for words in nesting(other)))
    state = machine.state
    scrubs = machine.own.reads == "characters"
    adjacent_counts = not scrubs and end == machine.own.repeat_ends
    out: list[Item] = []
    depth = 0
    while state.frames:
        frame = state.frames[-1]
        items, index, size = frame.items, frame.index, len(frame.items)
        plain = frame.templates is None
        while index < size:
            stored = items[index]
            raw = text = stored.body if plain else frame.text(index)
            index += 1
            if scrubs and plain:
                text = scrub(raw, machine.own)
            read = text
            if text[:2] == "/*" and not out and not depth and adjacent_counts and follows(item, stored):
                read = uncommented(text)  # the parser has looked at it before the body is copied
            found = _BODY_WORD.match(read)
            word = _body_word(read, found, end, machine.own) if found else ""
            if word and stored.body[:2] == "/*":
                machine.note(DECISION, (word, True), stored)  # not for everybody
            if machine.others and (raw[:2] == "/*" or word.lower() in counting or (found and found[1])):
                machine.keep(_counted_alike(machine.others, raw, (word in begin, word in end), nesting))
            if word in begin:
                depth += 1
            elif word in end:
                if not depth:
                    machine.count(index - frame.index)
                    frame.index = index
                    _ends(machine, read, found, word, stored, out)
                    return Block(out)
                depth -= 1
            out.append(_stored(stored, text, stored.ends))
            if machine.others:
                _remember(machine, stored, raw, out[-1])
        machine.count(size - frame.index)
        frame.index = size
        if machine.others:
            machine.keep()
        ended = _out_of_text(machine, frame, end, depth)
        if ended is not None:
            if ended:
                return Block(out)
            break
    machine.say("error", Hinted(machine.own.words[what], _other_end(out, end)), item)
    return None


def _other_end(body: list[Item], end: frozenset[str]) -> Item | None:
    """The first statement of a body that is an end directive to another assembler."""
    words = end | _MACRO_ENDS if not end.isdisjoint(_MACRO_ENDS) else end
    for each in body:
        found = _BODY_WORD.match(each.text)
        if found and found[2].lower() in words:
            return each
    return None


_MACRO_ENDS = frozenset((".endm", ".endmacro"))


def _counted_alike(others: Sequence[Profile], raw: str, counts: tuple[bool, bool], nesting: Nesting) -> list[Profile]:
    """Those for which a statement of a body begins a body inside, or ends one, as it does here; none where a comment
    stands before it."""
    stay = []
    for other in others if raw[:2] != "/*" else ():
        begin, end = nesting(other)
        text = scrub(raw, other) if other.reads == "characters" else raw
        found = _BODY_WORD.match(text)
        word = _body_word(text, found, end, other) if found else ""
        if (word in begin, word in end) == counts:
            stay.append(other)
    return stay


def _remember(machine: Machine, item: Item, raw: str, stored: Item) -> None:
    """Note how a stored statement may differ from what another assembler has stored."""
    way = machine.way(item) if raw is stored.body else blanks(raw, stored.body)
    if way:
        machine.ways[id(stored)] = (stored, way)


def _ends(machine: Machine, text: str, found: re.Match[str] | None, word: str, stored: Item, out: list[Item]) -> None:
    """The directive that ends a body: what stands behind it and before it."""
    _check_end(machine, text[found.end() :] if found else "", stored, word)
    if found and found[1]:
        out.append(_stored(stored, found[1].rstrip(), "\n"))


def _out_of_text(machine: Machine, frame: Frame, end: frozenset[str], depth: int) -> bool | None:
    """A frame's text ended inside a body: whether the body ends with it, None where it goes on in another text."""
    profile = machine.own
    if frame.rounds and frame.rounds[1] < len(frame.rounds[0]):
        machine.leave(frame)
    elif profile.text_ends_with.get(frame.kind) in end and not depth:
        frame.items = [*frame.items, LOST]  # its own end directive is taken for the body's: nothing behind it is read
        return True
    elif frame.rounds:
        machine.leave(frame)
    elif profile.body_may_leave_its_text and frame.kind != "file":
        machine.state.frames.pop()
    else:
        return False
    return None


def _body_word(text: str, found: re.Match[str], end: frozenset[str], profile: Profile) -> str:
    """The directive that a statement of a body begins with, as it counts for the end of the body; "" for none."""
    word = found[2].lower() if profile.body_words_any_case else found[2]
    if found[1] and (found[1][0].isdigit() or not profile.labels_before_end):
        return ""
    if word in end and profile.reads == "characters" and text[found.end() :].lstrip(" \t").startswith(":"):
        return ""  # a label of that name
    return word


def _stored(item: Item, text: str, ends: str) -> Item:
    made = Item(item.file, item.line, item.column, item.text, ends)
    made.body = text
    made.comment = item.comment
    return made


def _check_end(machine: Machine, rest: str, item: Item, word: str) -> None:
    """Text behind an end directive."""
    if not rest.strip(" \t\r") or machine.profile.junk_after_body_end == "ignored":
        return
    if word in machine.profile.repeat_ends:  # a comment is no text there
        rest = _COMMENT.sub("", rest)
    if rest.strip(" \t\r"):
        machine.say("error", machine.profile.words["junk after end"].format(directive=word), item)


def on_macro(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.macro`: a definition."""
    profile = machine.profile
    label = parsed.labels[-1] if parsed.labels and profile.label_names_macro else ""
    if label.isdigit():  # a numeric label names nothing
        label = ""
    if not label:
        machine.labels(parsed, item)
    if machine.others and machine.way(item) > SAME:
        machine.loose.add(machine.operands(parsed))
    try:
        name, formals = _header(machine, parsed, label)
    except HeaderError as error:
        machine.say("error", str(error), item)
        collect(machine, _nested_macros, item, "no macro end")
        return
    body = collect(machine, _nested_macros, item, "no macro end")
    if body is None:
        return
    key = name.lower() if machine.folds else name
    macros = machine.state.macros
    if key in macros and not macros[key].left:
        machine.say("error", profile.words["redefined"].format(name=name), item)
        return
    if name[:1] == "." and not profile.macros_hide_directives and fold(name, profile) in profile.known_directives:
        machine.say("warning", profile.words["hides directive"].format(name=name), item)
        return
    if label:  # the label itself becomes a symbol without a place
        machine.emit(f"{label}=0", item)
    macros[key] = Macro(name, key, formals, body, item, machine.state.frames[-1].call)
    machine.state.calls.pop(key, None)
    warns = machine.own.warns_of_dollars or any(other.warns_of_dollars for other in machine.others)
    if formals and warns and _only_dollars(body, formals):
        machine.say("warning", Warned(_UNUSED, "unused-formals", "warns_of_dollars"), item)


def _only_dollars(body: Block, formals: tuple[Formal, ...]) -> bool:
    """Whether a body uses none of the formals but has what looks like an actual by its number."""
    if not any(_DOLLAR.search(each.text) for each in body.items):
        return False
    used = re.compile(r"\\(?:" + "|".join(re.escape(each.name) for each in formals) + r")(?![\w.$])")
    return not any(used.search(each.text) or used.search(each.comment) for each in body.items)


_UNUSED = (
    "macro defined with named parameters which are not used in macro body, possible positional parameter found in body"
    " which will have no effect"
)
_DOLLAR = re.compile(r"\$[0-9n]")


def _nested_macros(profile: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return _MACRO, profile.macro_ends


_MACRO = frozenset((".macro",))


def _header(machine: Machine, parsed: Parsed, label: str) -> tuple[str, tuple[Formal, ...]]:
    """The name and the formals of a header, each distinct one read once. Raises `HeaderError`."""
    operands, altmacro = machine.operands(parsed), machine.state.altmacro
    if altmacro or label:  # a default may hang on what symbols stand for
        if machine.others:
            machine.keep()
        return read_header(operands, machine.own, altmacro, label, number(machine))
    known = machine.headers.get(operands)
    if known is None:
        try:
            known = read_header(operands, machine.own, altmacro, label, number(machine))
        except HeaderError as error:
            known = error
        else:
            if machine.others:
                machine.keep([other for other in machine.others if _heads(machine, parsed, known, other)])
        machine.headers[operands] = known
    if isinstance(known, HeaderError):
        raise known.with_traceback(None)
    return known


def _heads(machine: Machine, parsed: Parsed, known: tuple[str, tuple[Formal, ...]], other: Profile) -> bool:
    """Whether another assembler reads a header as it was read."""
    try:
        name, formals = read_header(operands_of(parsed, other), other, False, "", number(machine))
    except HeaderError:
        return False
    kinds = [[(each.name, each.kind, each.default is None) for each in formal] for formal in (formals, known[1])]
    defaults = [{each.name: each.default or "" for each in formal} for formal in (known[1], formals)]
    return name == known[0] and kinds[0] == kinds[1] and values_alike(defaults[0], defaults[1], machine.loose) != APART


def on_purgem(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.purgem`: a macro forgotten."""
    profile = machine.profile
    machine.labels(parsed, item)
    operands = re.sub(r"(?s)/\*.*?\*/", " ", machine.operands(parsed)).strip()
    found = re.match(r"[^\s,;]+", operands)
    name = found[0] if found else ""
    key = name.lower() if machine.folds else name
    if machine.others and (key not in machine.state.macros or machine.state.macros[key].name != name):
        machine.keep()
    if operands[len(name) :].strip() and profile.junk_after_purgem == "error":
        machine.say(
            "error", profile.words["junk"].format(rest=operands[len(name) :].strip(), directive=".purgem"), item
        )
    elif machine.state.macros.pop(key, None) is None:
        machine.say(profile.purge_of_unknown, profile.words["purge unknown"].format(name=name), item)


def on_endm(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.endm` where none is being collected: outside, or made by a substitution."""
    machine.labels(parsed, item)
    profile = machine.profile
    if profile.end_directive_ends_text and machine.state.frames[-1].kind in ("macro", "repeat"):
        machine.state.frames.pop()
        return
    severity = profile.stray_end
    machine.say(severity, profile.words["stray endm"].format(directive=parsed.op), item)


def on_exitm(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.exitm`: the innermost expansion, or a file that it includes, ends, with the conditionals opened in it."""
    from gasmacro.engine.branches import drop, junk

    machine.labels(parsed, item)
    state, profile = machine.state, machine.profile
    if machine.operands(parsed) and profile.exitm_refuses_junk:
        junk(machine, parsed, item)
    expansion = next((frame for frame in reversed(state.frames) if frame.kind in ("macro", "repeat")), None)
    if expansion is None:
        machine.say(profile.stray_end, profile.words["stray exitm"].format(directive=parsed.op), item)
        return
    drop(machine, min(expansion.depth, len(state.conds)))
    # In a file that the expansion includes, some leave that file alone.
    while state.frames[-1] is not expansion and profile.exitm_leaves_includes:
        state.frames.pop()
    state.frames.pop()


def number(machine: Machine):  # type: ignore[no-untyped-def]
    """What evaluates a `%` expression of altmacro mode for the splitting: decimal text and length."""

    def evaluate(text: str) -> tuple[str, int]:
        symbols = machine.state.symbols
        machine.settle(text)
        symbols.here = machine.state.base + len(machine.state.events)
        try:
            found, end = evaluate_prefix(text, machine.profile, symbols)
        except ExpressionError as error:
            raise SplitError(str(error)) from None
        if found is UNKNOWN:
            machine.keep()
            items = machine.state.frames[-1]
            machine.unsure = True
            machine.inexact(
                "the value hangs on what only a full assembler knows: the expression itself is passed on",
                items.items[items.index - 1],
            )
            return f"({text[:end]})", end
        if not isinstance(found, int):
            raise SplitError(machine.profile.words["not absolute"])
        return str(found), end

    return evaluate


def invoke(machine: Machine, macro: Macro, parsed: Parsed, item: Item) -> None:
    """Expand an invocation: bind, count, and read the body."""
    state, profile = machine.state, machine.profile
    if parsed.labels:
        machine.labels(parsed, item)
    macro.called = True
    level = state.frames[-1].level
    text = machine.operands(parsed)
    if machine.others:
        if "\n" in text or parsed.op != macro.name or (state.altmacro and alternate(text)):
            machine.keep()
        if machine.way(item) > (SAME if macro.takes_rest else COMMAS):
            machine.loose.add(text, whole=macro.takes_rest)
    if "\n" in text and profile.reads == "characters":  # a string over lines: the invocation ends with its line
        text, _, behind = text.partition("\n")
        machine.say("warning", "missing closing `\"'", item)
        rest = Frame(
            "include", scan(behind, profile, item.file, item.line + 1), call=state.frames[-1].call, level=level
        )
        rest.depth = len(state.conds)
        machine.push(rest)
    elif state.altmacro and "<" in text and profile.reads == "tokens":
        text = whole_angle(state.frames[-1], item, text)
    if level >= machine.deepest and level >= profile.deepest and profile.depth_first:
        machine.too_deep(item)
        return
    bound = bind(macro, text, machine.own, state.altmacro, number(machine))
    if machine.others and not (bound.everywhere and not odd((parsed.rest,))):
        machine.keep([other for other in machine.others if _binds(machine, macro, parsed, bound, other)])
    for severity, message in bound.messages:
        machine.say(severity, message, item)
    if bound.refused:
        if profile.refused_call_counts:
            state.counter += 1
        return
    if level >= machine.deepest and level >= profile.deepest:
        machine.too_deep(item)
        return
    enter(machine, macro, bound, item, level + 1)


def _binds(machine: Machine, macro: Macro, parsed: Parsed, bound: Binding, other: Profile) -> bool:
    """Whether another assembler binds an invocation's actuals as they were bound."""
    text = operands_of(parsed, other)
    known = bound.alike.get((text, other.assembler))
    if known is None:  # a binding to numbers worked out here is one of its own
        theirs = rebound(macro, text, other, machine.state.altmacro, number(machine))
        known = APART if theirs.messages or bound.messages else values_alike(bound.values, theirs.values)
        bound.alike[text, other.assembler] = known
    if known == LOOSE:
        values_alike(
            bound.values, rebound(macro, text, other, machine.state.altmacro, number(machine)).values, machine.loose
        )
    return known != APART


def enter(machine: Machine, macro: Macro, bound: Binding, item: Item, level: int, *, nobody: bool = False) -> None:
    """Read a macro's body with its formals bound.

    A macro that nobody calls, of which no value is known, is not followed into itself: nobody
    knows how often it would go on, and of two calls in one body each level has twice as many.
    """
    state = machine.state
    if machine.instantiating and any(frame.macro is macro for frame in state.frames):
        return
    machine.steps += CALL_COSTS
    calls = state.calls.get(macro.key, 0)
    state.calls[macro.key] = calls + 1
    values = {**bound.values, COUNTER: str(state.counter), CALLS: str(calls)}
    state.counter += 1
    parent = state.frames[-1].call if state.frames else None
    call = Call("macro", macro.name, item, parent, macro.origin, bound.values, nobody, macro.maker)
    state.events.append((CALL, call, item, parent, state.conditional))
    frame = Frame("macro", [], call=call, depth=len(state.conds), level=level, macro=macro)
    if state.altmacro:
        _fill_alternate(machine, macro, values, frame, item)
    else:
        sub = macro.substitutions.get(False)
        if sub is None:
            sub = macro.substitutions[False] = machine.substitution(macro.names, bare=False, macro=True, counter=True)
        if bound.plain is None:
            bound.plain = machine.are_plain(bound.values)
        machine.fill(frame, macro.body, sub, values, item, bound.plain)
    state.frames.append(frame)


def _fill_alternate(machine: Machine, macro: Macro, values: dict[str, str], frame: Frame, item: Item) -> None:
    """The body of an invocation in altmacro mode: with names of its own for what `LOCAL` lists."""
    profile = machine.profile
    body, names = macro.body, macro.names
    if machine.others and any(_LOCAL.match(stored.body) for stored in body.items):
        machine.keep()
    if machine.own.altmacro_locals:
        body, local = localized(machine, body, names)
        names += tuple(local)
        values.update(local)
    bare = bool(profile.altmacro_bare_names)
    sub = machine.substitution(names, bare=bare, macro=True, counter=True)
    machine.fill(frame, body, sub, values, item, machine.are_plain(values))


def whole_angle(frame: Frame, item: Item, text: str) -> str:
    """An operand text whose `<...>` holds a separator or comment start: it goes on to the end of the line."""
    start = text.rindex("<")
    tail = item.comment + item.ends
    index = frame.index
    while ">" not in text[start:] and not tail.endswith(("\n", "\r")):
        if index >= len(frame.items):
            return text
        following = frame.items[index]
        if following.line != item.line:
            break
        text += tail + frame.text(index)
        tail = following.comment + following.ends
        index += 1
        if ">" in text[start:]:
            frame.index = index
            return text
    if ">" in item.comment and ">" not in text[start:]:
        return text + item.comment
    return text


_LOCAL = re.compile(r"[ \t]*LOCAL[ \t]+(.*)", re.IGNORECASE | re.DOTALL)


def localized(machine: Machine, body: Block, taken: tuple[str, ...]) -> tuple[Block, dict[str, str]]:
    """A body without its `LOCAL` lines, and a name of its own for each name they list."""
    names: dict[str, str] = {}
    items: list[Item] = []
    for stored in body.items:
        found = _LOCAL.fullmatch(stored.body)
        if not found:
            items.append(stored)
            continue
        for name in re.split(r"[ \t,]+", found[1].strip()):
            if name in names or name in taken:
                machine.say("error", f"`{name}' was already used as parameter (or another local) name", stored)
            machine.state.locals += 1
            names[name] = machine.profile.local_name.format(machine.state.locals)
    return (Block(items) if names else body), names


def instantiate(machine: Machine, file: str = "") -> None:
    """Linting: every macro of a file ("": of all) that nobody called is expanded once, an opaque name for each formal
    without default. Each is called as at the end of the file: what one left behind (its definitions, its mode) another
    may use, and make again."""
    state = machine.state
    state.stopped = state.ended = False
    machine.instantiating = True
    own, modes = state.macros.copy(), (state.altmacro, state.macros_on)
    for macro in own.values():
        if macro.called or (file and macro.origin.file != file):
            continue
        macro.called = True
        bound = Binding(
            {
                formal.name: formal.default if formal.default is not None else f"opaque_{macro.name}_{formal.name}"
                for formal in macro.formals
            }
        )
        machine.push(Frame("file", []))
        machine.steps, machine.most = 0, MOST_OF_NOBODY
        enter(machine, macro, bound, macro.origin, 1, nobody=True)  # type: ignore[arg-type]
        machine.run()
        state.conds.clear()
        state.skipping = state.stopped = state.ended = False
        state.altmacro, state.macros_on = modes
        for key, made in state.macros.items():
            made.left = key not in own
        state.macros = {**state.macros, **own}


HANDLERS: dict[str, Handler] = {
    "macro": on_macro,
    "purgem": on_purgem,
    "endm": on_endm,
    "exitm": on_exitm,
}
