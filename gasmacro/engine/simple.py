"""Directives of the macro layer that stand alone: assignments, messages, `.include`, `.end`, altmacro mode.

Rule: an assignment stays in the text and is taken in as well; a message comes out as a diagnostic with the source's own
text; what an error directive says rejects the source, but inside an undetermined arm it stays for the assembler.
"""

from __future__ import annotations

import re

from gasmacro.engine.company import operands_alike
from gasmacro.engine.conditions import assignment
from gasmacro.engine.events import CALL, Call
from gasmacro.engine.expressions import ExpressionError
from gasmacro.engine.quick import NotPlainError, compiled
from gasmacro.engine.state import Frame
from gasmacro.engine.symbols import UNKNOWN, Register
from gasmacro.syntax.scanner import pattern, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.engine.machine import Handler, Machine
    from gasmacro.engine.statement import Parsed
    from gasmacro.engine.symbols import Symbols
    from gasmacro.syntax.scanner import Item

_STRING = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_OUTSIDE = re.compile(r"/|(?:.*/)?\.\./")  # the beginning of a name that may lead anywhere
_COMMON = re.compile(r'[ \t]*"?([\w.$@]+)')


def on_assign(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.set`, `.equ`, `.equiv`, `.eqv`, `name = value`, `name == value`."""
    symbols = machine.state.symbols
    if parsed.quick is None:
        parsed.quick = _quick_assignment(machine, parsed)
    if parsed.quick and _assigned_at_once(symbols, parsed.quick):
        machine.emit(text, item)
        return
    here = machine.state.base + len(machine.state.events)
    machine.define(parsed.labels)
    directive, operands = parsed.key[1:], machine.asking(parsed)
    if machine.others:
        machine.keep(operands_alike(parsed, machine.own, machine.others))
    if parsed.handler != "set":
        directive = "=" if parsed.handler == "assign" else "=="
        operands = f"{parsed.op} {directive} {operands}"
    size = _SIZE.fullmatch(operands) if directive == "set" else None
    if size and size[1] not in symbols.table() and symbols.table().get(size[2], ("",))[0] == "label":
        machine.state.deferred[size[1]] = (directive, operands, here)
    elif assign(machine, directive, operands, here):
        _remember_register(symbols, parsed)
    machine.emit(text, item)


# `.set name, . - label`: the size of what stands between. It costs a walk over that, and is seldom asked for.
_SIZE = re.compile(r"[ \t]*([A-Za-z_.][\w.]*)[ \t]*,[ \t]*\.[ \t]*-[ \t]*([A-Za-z_.][\w.]*)[ \t]*")


def assign(machine: Machine, directive: str, operands: str, here: int) -> bool:
    """Take in an assignment as it stands at a position; False where the assembler refuses it.

    Whether the statement itself is refused is below the macro layer: it stays in the text.
    """
    symbols = machine.state.symbols
    symbols.here = here
    try:
        assignment(directive, operands, machine.profile, symbols)
    except ExpressionError:
        if machine.others:
            machine.keep()
        found = _COMMON.match(operands)
        if found and symbols.entry(found[1]) is None:
            symbols.assign(found[1], UNKNOWN, directive)
        return False
    return True


def _remember_register(symbols: Symbols, parsed: Parsed) -> None:
    """A register is the same value each time: the next assignment of this text need not be evaluated."""
    if parsed.handler != "assign" or parsed.labels:
        return
    entry = symbols.table().get(parsed.op)
    if entry is not None and entry[0] == "value" and type(entry[1]) is Register and entry[2] == "=":
        register = entry[1]
        parsed.quick = ("=", parsed.op, lambda table: register)


_QUICK = re.compile(r"[ \t]*([A-Za-z_]\w*)[ \t]*,(.*)", re.DOTALL)


def _quick_assignment(machine: Machine, parsed: Parsed) -> tuple[Any, ...]:
    """What an assignment of a plain expression to a plain name compiles to: directive, name, value; else ()."""
    operands = machine.operands(parsed)
    if parsed.labels or (parsed.key not in (".set", ".equ") and parsed.handler != "assign"):
        return ()
    if parsed.handler == "assign":
        directive, name, text = "=", parsed.op, operands
        if not name.isidentifier():
            return ()
    else:
        found = _QUICK.fullmatch(operands)
        if not found:
            return ()
        directive, name, text = parsed.key[1:], found[1], found[2]
    value = compiled(text)
    return (directive, name, value) if value is not None else ()


def _assigned_at_once(symbols: Symbols, quick: tuple[Any, ...]) -> bool:
    """Take in a plain assignment to a name that is new or stands for a number; False where more is to be looked at."""
    directive, name, value = quick
    table = symbols.table()
    entry = table.get(name)
    if entry is not None and (entry[0] != "value" or type(entry[1]) not in _SETTLED or entry[2] not in _FREE):
        return False
    try:
        number = value(table)
    except NotPlainError:
        return False
    if entry is not None:
        symbols.settle(name)
    symbols.assign(name, number, directive)
    return True


_SETTLED = (int, Register)
_FREE = frozenset(("set", "equ", "="))


def on_common(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.comm name, size`: a symbol that one family counts as defined."""
    machine.define(parsed.labels)
    found = _COMMON.match(machine.asking(parsed))
    if found:
        machine.state.symbols.define_common(found[1])
    machine.emit(text, item)


def on_altmacro(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.altmacro` and `.noaltmacro`."""
    machine.labels(parsed, item)
    on = parsed.handler == "altmacro"
    machine.state.altmacro = on and (parsed.op == ".altmacro" or bool(machine.profile.altmacro_in_any_case))


def on_macros_on(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.macros_on` and `.macros_off`."""
    machine.labels(parsed, item)
    machine.state.macros_on = parsed.handler == "macros_on"


def on_include(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.include "file"`: its statements in place."""
    machine.labels(parsed, item)
    found = _STRING.match(machine.operands(parsed))
    if not found:
        machine.say("error", machine.profile.words["include operand"], item)
        return
    name = machine.files.find(found[1]) if machine.files is not None else None
    if name is None and machine.lint and (machine.state.symbols.unknown_names or _OUTSIDE.match(found[1])):
        machine.emit(text, item)  # what its users give, or what lies where nothing is read: nobody here knows it
        return
    if name is None:
        machine.say("error", machine.profile.words["include missing"].format(name=found[1]), item)
        return
    content = machine.files.read(found[1]).decode("utf-8", "surrogateescape")
    state = machine.state
    parent = state.frames[-1].call
    depth = sum(frame.kind == "include" for frame in state.frames)
    if depth >= 200:
        from gasmacro.errors import LimitError

        raise LimitError(
            f'".include" goes {depth} files deep, gasmacro\'s own limit: does a file include itself?',
            file=item.file,
            line=item.line,
            column=item.column,
        )
    call = Call("include", name, item, parent, None, {})
    state.events.append((CALL, call, item, parent, state.conditional))
    items = scan(content, machine.own, name)
    if machine.others:
        way = pattern(machine.own, content)
        machine.keep([other for other in machine.others if pattern(other, content) is way])
    machine.push(Frame("include", items, call=call, depth=len(state.conds), level=state.frames[-1].level))


def on_end(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.end`: nothing behind it is read, but where it closes a procedure."""
    profile = machine.profile
    if profile.end_closes_procedure and (parsed.op == ".end" or profile.any_case == "all"):
        machine.define(parsed.labels)
        machine.emit(text, item)
        return
    machine.labels(parsed, item)
    if machine.operands(parsed) and machine.profile.end_refuses_junk:
        from gasmacro.engine.branches import junk

        junk(machine, parsed, item)
    machine.state.stopped = True


def on_message(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """`.error`, `.err`, `.warning`, `.print`, `.abort`, `.fail`: said with the source's own words."""
    machine.labels(parsed, item)
    kind = parsed.handler
    conds = machine.state.conds
    if conds and conds[-1].resumes and kind != "print":  # an arm in text that is passed over: read, but not believed
        return
    operands = machine.operands(parsed)
    found = _STRING.match(operands)
    words = found[1] if found else operands
    if kind == "print":
        if not found or operands[found.end() :].strip(" \t\r"):
            machine.say("error", machine.profile.words["print operand"], item)
        else:
            machine.say("note", words, item)
    elif kind == "warning":
        machine.say("warning", words or ".warning directive invoked in source file", item)
    elif parsed.key == ".fail" and re.fullmatch(r"\d+", operands) and int(operands) >= 500:
        machine.say("warning", f".fail {operands} encountered", item)
    else:
        if machine.state.conditional and not machine.lint:
            machine.emit(text, item)
        if not machine.lint or not any(cond.linear for cond in conds):
            machine.say("error", words or f"{parsed.op} encountered", item)
        if kind == "abort":
            machine.state.stopped = True


def on_open_comment(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """A block comment that nothing closes, where that is an error."""
    machine.emit(text, item)
    machine.say("error", machine.profile.words["open comment"], item)


def on_bare(machine: Machine, parsed: Parsed, item: Item, text: str) -> None:
    """A string directive without a string. It takes the end of its line with it and wants an empty line behind, or the
    end of the text that it stands in, which in the expansion is an empty line as well."""
    machine.define(parsed.labels)
    frame = machine.state.frames[-1]
    if frame.index < len(frame.items):
        ended = frame.items[frame.index].line > item.line + text.count("\n") + 1
    else:
        left = frame.rounds is not None and frame.rounds[1] < len(frame.rounds[0])
        ended = not left or machine.profile.rounds_are_texts
    machine.emit((parsed.scrubbed or text) + "\n\n" * ended, item)


HANDLERS: dict[str, Handler] = {
    "assign": on_assign,
    "assign_lazy": on_assign,
    "bare": on_bare,
    "open comment": on_open_comment,
    "set": on_assign,
    "comm": on_common,
    "altmacro": on_altmacro,
    "noaltmacro": on_altmacro,
    "macros_on": on_macros_on,
    "macros_off": on_macros_on,
    "include": on_include,
    "end": on_end,
    "error": on_message,
    "warning": on_message,
    "print": on_message,
    "abort": on_message,
}
