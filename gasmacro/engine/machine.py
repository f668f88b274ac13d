"""The loop: statements in, events out, under one profile.

Rule: the innermost frame gives the next statement; its text, with the frame's values in it, is taken apart once per
distinct text; a directive of the macro layer goes to its handler, an operation that names a macro is invoked, anything
else stays as it is.  The engine asks the profile for behaviours by name and knows no release.
"""

from __future__ import annotations

import gc
import re

from gasmacro.engine import blocks, branches, company, definitions, repeats, simple
from gasmacro.engine.block import CALLS, COUNTER, LOST, Substitution, SubstitutionError, open_string, plain_values
from gasmacro.engine.conditions import mentioned
from gasmacro.engine.events import CALL, DIAGNOSTIC, STATEMENT, Call
from gasmacro.engine.state import Frame, State
from gasmacro.engine.statement import operands, parse
from gasmacro.engine.symbols import Symbols
from gasmacro.errors import LimitError
from gasmacro.syntax.scanner import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from gasmacro.engine.block import Block
    from gasmacro.engine.events import Event, Origin
    from gasmacro.engine.header import HeaderError
    from gasmacro.engine.macros import Formal, Macro
    from gasmacro.engine.statement import Parsed
    from gasmacro.syntax.scanner import Item, Scans
    from gasmacro.targets.schema import Profile

    Handler = Callable[["Machine", Parsed, Item, str], None]

MOST_STATEMENTS = 1_000_000  # a limit of gasmacro's own: the largest file of the Linux kernel makes some 50,000
MOST_CHARACTERS = 100_000_000  # and of the text they hold

_NAME = re.compile(r"[A-Za-z_.$][\w.$@]*")

HANDLERS: dict[str, Handler] = {
    **branches.HANDLERS,
    **definitions.HANDLERS,
    **repeats.HANDLERS,
    **simple.HANDLERS,
}


class Run:
    """What one expansion gave: `events`, `accepted` (None: hangs on what only a full assembler knows), `exact`;
    `starts`: the indexes of events at which calls are counted from 0 again."""

    __slots__ = ("accepted", "events", "exact", "filename", "profile", "starts")

    def __init__(
        self,
        events: list[Event],
        accepted: bool | None,
        exact: bool,
        profile: Profile,
        filename: str,
        starts: tuple[int, ...] = (),
    ) -> None:
        self.events = events
        self.accepted = accepted
        self.exact = exact
        self.profile = profile
        self.filename = filename
        self.starts = starts


class Machine:
    """One expansion under way: the profile, the current state, and what was taken apart once."""

    def __init__(self, profile: Profile, *, files: Any = None, lint: bool = False, whole: bool = True) -> None:
        self.profile = profile
        self.files = files
        self.lint = lint
        self.instantiating = False  # whether macros that nobody calls are being looked at
        self.own = profile.own
        self.others = profile.others
        if self.others and self.own.reads != "characters":  # it stores a text as it stands, another may not
            self.keep([other for other in self.others if other.reads == self.own.reads])
        self.folds: bool = self.own.macro_names_fold
        self.directives: dict[str, str] = self.own.directives
        self.words = {other.assembler: other.directives for other in self.others}
        self.ways: dict[int, tuple[Item, int]] = {}  # how texts may differ from what others have stored, by id of items
        self.loose = company.Loose()
        self.deepest: int = min([self.own.deepest, *[other.deepest for other in self.others]])
        self.parsed: dict[str, Parsed] = {}
        self.state = State(Symbols(distance=self.distance, unknown_names=not whole))
        self.exact = True
        self.rejected = False
        self.unsure = False
        self.steps = 0
        self.most = MOST_STATEMENTS
        self.worlds = 1
        self.jumps: dict[tuple[int, int], tuple[object, int]] = {}  # where passing over a text from an item ends
        self.names_in: dict[str, set[str]] = {}  # the names that a condition mentions
        self.mentioned: list[tuple[int, str, Item]] = []
        self.headers: dict[str, tuple[str, tuple[Formal, ...]] | HeaderError] = {}  # of macros, by their text
        self.subs: dict[tuple[object, ...], Substitution] = {}
        self.plain = plain_values(self.own, self.others).fullmatch
        self.plain_known: dict[str, bool] = {}

    # --- what the handlers use ---

    def take(self, text: str) -> Parsed:
        """A statement's text taken apart, once per distinct text."""
        found = self.parsed.get(text)
        if found is None:
            found = self.parsed[text] = parse(text, self.own, self.directives)
            if self.others:
                self.keep(company.read_alike(text, found, self.own, self.others, self.words))
        return found

    def way(self, item: Item) -> int:
        """How the text of an item may differ from what another assembler has stored."""
        known = self.ways.get(id(item))
        return known[1] if known is not None else 0

    def keep(self, others: Sequence[Profile] = ()) -> None:
        """The expansion stands for no others than these from now on."""
        if self.others:
            self.others[:] = others  # type: ignore[index]

    def emit(self, text: str, item: Item) -> None:
        """A statement that stays."""
        state = self.state
        state.events.append((STATEMENT, text, item, state.frames[-1].call if state.frames else None, state.conditional))

    def note(self, kind: int, data: object, item: Origin) -> None:
        """Any other event at an item."""
        state = self.state
        state.events.append((kind, data, item, state.frames[-1].call if state.frames else None, state.conditional))

    def say(self, severity: str, message: str, item: Origin) -> None:
        """A diagnostic of the assembler's; an error rejects the source (in an undetermined arm: perhaps)."""
        if self.others:  # each says it in words of its own
            self.keep()
        self.note(DIAGNOSTIC, (severity, message), item)
        if severity == "error":
            if self.state.conditional:
                self.unsure = True
            else:
                self.rejected = True

    def inexact(self, message: str, item: Origin) -> None:
        """A place where the expansion can't keep its promise, and why."""
        self.exact = False
        self.note(DIAGNOSTIC, ("note", message), item)

    def labels(self, parsed: Parsed, item: Item) -> None:
        """Labels before a directive or invocation stay as a statement of their own."""
        if parsed.labels:
            self.define(parsed.labels)
            self.emit(parsed.label_text, item)

    def define(self, names: Sequence[str]) -> None:
        """Labels defined at the next event."""
        position = self.state.base + len(self.state.events)
        for name in names:
            if name.isdecimal() or not name[0].isdecimal():
                self.state.symbols.define_label(name.strip('"'), position)

    def operands(self, parsed: Parsed) -> str:
        """The operand text as the directive's reader wants it."""
        return operands(parsed, self.own)

    def asking(self, parsed: Parsed) -> str:
        """The operand text of a directive that looks at symbols."""
        text = operands(parsed, self.own)
        if self.state.deferred:
            self.settle(text)
        return text

    def settle(self, text: str | None = None) -> None:
        """Give their values to the deferred names that a text mentions, or to all: somebody is about to ask."""
        deferred = self.state.deferred
        if deferred:
            for name in list(deferred) if text is None else _NAME.findall(text):
                if name in deferred:
                    directive, operands, here = deferred.pop(name)
                    simple.assign(self, directive, operands, here)

    def mention(self, directive: str, operands: str, item: Item) -> None:
        """Names that a decided condition mentions and that nothing defines stand in the object's symbol table: there
        a directive without other effect keeps them in the text, at the same place of the table."""
        state = self.state
        known = self.names_in.get(directive + operands)
        if known is None:
            known = self.names_in[directive + operands] = mentioned(directive, operands, self.profile)
        for name in sorted(known):
            if state.symbols.entry(name) is None and not state.conditional and not self.lint:
                self.mentioned.append((len(state.events), name, item))

    def keep_mentioned(self) -> None:
        """Put the directives for mentioned names where they were mentioned, unless something defined the name since."""
        events, kept = self.state.events, set()
        inserts = []
        for index, name, item in self.mentioned:
            if name not in kept and self.state.symbols.entry(name) is None:
                kept.add(name)
                shown = name if _NAME.fullmatch(name) else f'"{name}"'
                inserts.append((index, (STATEMENT, f".globl {shown}", item, None, False)))
        for index, event in reversed(inserts):
            events.insert(index, event)

    def distance(self, first: Any, second: Any) -> Any:
        """The bytes between two positions of the event list, None where undetermined."""
        from gasmacro.engine.layout import distance

        self.settle()
        base = self.state.base
        if first < base or second < base:  # an undetermined arm lies between
            return 0 if first == second else None
        symbols = self.state.symbols
        return distance(self.state.events, first - base, second - base, self.profile, symbols, whole=base == 0)

    def substitution(self, names: tuple[str, ...], *, bare: bool, macro: bool, counter: bool) -> Substitution:
        """The substitution of these names, made once."""
        key = (names, bare, macro, counter)
        known = self.subs.get(key)
        if known is None:
            known = self.subs[key] = Substitution(names, self.own, bare=bare, macro=macro, counter=counter)
        return known

    def are_plain(self, values: dict[str, str]) -> bool:
        """Whether none of the values can move the ends of statements."""
        known = self.plain_known
        for value in values.values():
            plain = known.get(value)
            if plain is None:
                plain = known[value] = self.plain(value) is not None
            if not plain:
                return False
        return True

    def fill(
        self, frame: Frame, block: Block, sub: Substitution, values: dict[str, str], item: Item, plain: bool
    ) -> None:
        """Let a frame read a block with values substituted: statement by statement where that is the same as whole."""
        end = ""
        if frame.rounds is None or frame.rounds[1] == len(frame.rounds[0]):
            end = self.own.text_ends_with.get(frame.kind, "")
        try:
            if self.others:
                self.keep(self.filled_alike(frame, block, sub, values, plain=plain and not block.fragile))
            if plain and not block.fragile:
                frame.items, frame.templates, frame.values, frame.sub = block.items, block.templates(sub), values, sub
            else:
                frame.items, frame.templates, frame.values, frame.sub = block.spliced(sub, values, end), None, {}, None
        except SubstitutionError as error:
            frame.items = []
            self.say("error", str(error), item)

    def filled_alike(
        self, frame: Frame, block: Block, sub: Substitution, values: dict[str, str], *, plain: bool
    ) -> list[Profile]:
        """The others that read the same statements when values are substituted into a block."""
        if self.ways:
            ways = [(item, way) for item in block.items if (way := self.way(item))]
            if any(way == company.APART for _, way in ways):
                return []
            if not plain:  # the statements found are other ones: nobody knows which this one is
                for item, _ in ways:
                    company.pass_on(item.body, self.state.macros, self.loose)
        if self.loose and any(self.loose(values[name]) for name in block.in_strings(sub)):
            return []
        stay = block.alike(sub, self.others)
        if plain or not stay or company.odd(values.values()):
            return stay if plain else []
        last = frame.rounds is None or frame.rounds[1] == len(frame.rounds[0])
        ends = {each: each.text_ends_with.get(frame.kind, "") if last else "" for each in (self.own, *stay)}
        return [other for other in stay if block.spliced_alike(sub, values, (ends[self.own], ends[other]), other)]

    # --- the loop ---

    def run(self) -> None:
        """Read until no frame is left."""
        state = self.state
        while state.frames and not (state.stopped or state.joined):
            frame = state.frames[-1]
            if frame.index >= len(frame.items):
                self.leave(frame)
            elif state.skipping:
                branches.skip(self)
            else:
                self._read(frame, state)
            state = self.state  # another one after an undetermined condition

    def _read(self, frame: Frame, state: State) -> None:
        """Statements of one frame, until one needs another frame."""
        items, templates, values, call = frame.items, frame.templates, frame.values, frame.call
        append, known, macros = state.events.append, self.parsed.get, state.macros
        index, size, conditional = frame.index, len(items), state.conditional
        folds = self.folds
        self.steps += 1
        first = index
        while index < size:
            item = items[index]
            if item is LOST:
                self.lost(state)
                return
            template = templates[index] if templates is not None else None
            index += 1
            if template is None:
                text = item.body
            else:
                text = template[0] % template[1](values)
                operation = template[2]
                if operation and (operation.lower() if folds else operation) not in macros:
                    append((STATEMENT, text, item, call, conditional))
                    continue
            parsed = known(text)
            if parsed is None:
                parsed = self.take(text)
            if not parsed.handler or (parsed.key in macros and self.hides(parsed)):
                if parsed.key in macros and state.macros_on:
                    frame.index = index
                    self.count(index - first)
                    self.invoke(macros[parsed.key], parsed, item)
                    return
                if not parsed.handler:
                    if parsed.labels:
                        self.define(parsed.labels)
                    append((STATEMENT, parsed.scrubbed or text, item, call, conditional))
                    continue
            frame.index = index
            HANDLERS[parsed.handler](self, parsed, item, text)
            if (
                not state.frames
                or state.frames[-1] is not frame
                or state.skipping
                or state.stopped
                or state.joined
                or state is not self.state
            ):
                self.count(index - first)
                return
            if frame.index != index:
                self.count(index - first)
                first = index = frame.index
        frame.index = index
        self.count(index - first)

    def too_deep(self, item: Item) -> None:
        """One expansion too many inside others. Where both arms of a condition are followed, no assembler gets here."""
        if self.lint and any(cond.linear for cond in self.state.conds):
            return
        self.say("error", self.profile.words["too deep"].format(depth=self.profile.deepest), item)
        if self.profile.too_deep_is_fatal:
            self.state.stopped = self.state.ended = True

    def hides(self, parsed: Parsed) -> bool:
        """Whether a macro of the name of a directive of the macro layer is used instead of it."""
        profile = self.profile
        return bool(profile.macros_hide_directives) and parsed.handler not in profile.never_hidden

    def lost(self, state: State) -> None:
        """The text of an expansion ran on over its end: nothing more is read, and a string without end is refused."""
        state.stopped = True
        kind, data, item, _, _ = state.events[-1]
        if kind == STATEMENT and open_string(data):
            self.say("error", "unterminated string constant", item)

    def count(self, statements: int) -> None:
        """Statements were read or passed over: the engine's own limit."""
        self.steps += statements
        if self.steps > self.most:
            # A macro that nobody calls stands in a frame without a text.
            outermost = next(frame for frame in self.state.frames if frame.items)
            outer = outermost.items[max(outermost.index - 1, 0)]
            raise LimitError(
                f"the expansion passes {self.most} statements, gasmacro's own limit: it is told, not guessed at",
                file=outer.file,
                line=outer.line,
                column=outer.column,
            )

    def leave(self, frame: Frame) -> None:
        """The end of a frame's text: the next round of a repetition, or back to the frame around it."""
        if frame.rounds and repeats.next_round(self, frame):
            return
        branches.end_of_text(self, frame)
        if self.state.frames and self.state.frames[-1] is frame:
            self.state.frames.pop()

    def finish(self) -> None:
        """The source has ended in this world."""
        branches.end_of_source(self)

    def invoke(self, macro: Macro, parsed: Parsed, item: Item) -> None:
        """Expand an invocation."""
        definitions.invoke(self, macro, parsed, item)

    def push(self, frame: Frame) -> None:
        """Begin to read a frame."""
        self.state.frames.append(frame)


def run(
    text: str,
    profile: Profile,
    *,
    filename: str = "<string>",
    files: Any = None,
    defines: Sequence[str] = (),
    instantiate: bool = False,
    whole: bool = False,
    own: bool = False,
    scans: Scans | None = None,
    units: Sequence[int] = (),
    most: int = MOST_STATEMENTS,
) -> Run:
    """Expand a text under a profile.

    `files` reads what `.include` names; `defines` are names or `name=value` that hold before the first line;
    `instantiate` (linting): undetermined arms are followed once each and macros that nobody calls are instantiated
    (with `own` only those of the source itself, not of what it includes), names that nothing defines may be anyone's;
    with `whole` the source is all there is: neither of these two.
    `scans` has the statements of the same text for other profiles; `most` is how many statements may be read.
    `units`: the lines (from 1) of inline assembler at which another parser's text begins, where each block has one.
    Raises `LimitError` where a limit of gasmacro's own is reached, `UsageError` for a define that is none.
    """
    if defines:
        from gasmacro.engine.defsym import symbol
    machine = Machine(profile, files=files, lint=instantiate, whole=whole or not instantiate)
    machine.most = most
    for define in defines:
        machine.state.symbols.assign(*symbol(define), "set")
    apart = len(units) > 1 and profile.own.blocks_are_parsed_apart
    if len(units) > 1:
        machine.keep()
    starts = []
    collecting = gc.isenabled()
    gc.disable()  # a run makes many objects and few cycles: collecting in between costs a quarter of its time
    try:
        for line, part in blocks.parts(text, units if apart else ()):
            starts.append(len(machine.state.events))
            items = scan(part, profile, filename, line) if apart or scans is None else scans.items(profile.own)
            if machine.others:
                alike = scans.alike if scans is not None else None
                machine.keep([other for other in machine.others if alike and alike(profile.own, other)])
            machine.push(Frame("file", items))
            machine.run()
            machine.finish()
            if apart:
                blocks.begin_again(machine)
        if apart:
            starts = blocks.clashes(machine, starts)
        machine.keep_mentioned()
        if instantiate and not whole:
            definitions.instantiate(machine, filename if own else "")
    finally:
        if collecting:
            gc.enable()
    accepted: bool | None = True
    if machine.rejected:
        accepted = False
    elif machine.unsure:
        accepted = None
    events = machine.state.events
    machine.state = State(Symbols())  # the symbols knew the machine: without that ring all goes when the run goes
    return Run(events, accepted, machine.exact, profile, filename, tuple(starts))


__all__ = ["CALL", "CALLS", "COUNTER", "Call", "Machine", "Run", "run"]
