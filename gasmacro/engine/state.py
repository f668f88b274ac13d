"""What the engine knows at one point of a source: frames, open conditionals, macros, symbols, counters.

A state can be copied, so that both arms of an undetermined condition go their own way (`worlds`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.engine.block import Substitution, Template
    from gasmacro.engine.events import Call, Event
    from gasmacro.engine.macros import Macro
    from gasmacro.engine.symbols import Symbols
    from gasmacro.syntax.scanner import Item


class Frame:
    """A text being read: its `items`, their `templates` (None: nothing to substitute) with `values`, and `index`, the
    next item.  `kind` is "file", "include", "macro" or "repeat"; `depth` the number of conditionals open when it began;
    `rounds` what a repetition still has to do: the values of each round, last first."""

    __slots__ = ("call", "depth", "index", "items", "kind", "level", "macro", "rounds", "sub", "templates", "values")

    def __init__(
        self,
        kind: str,
        items: list[Item],
        *,
        call: Call | None = None,
        depth: int = 0,
        level: int = 0,
        macro: Macro | None = None,
    ) -> None:
        self.kind = kind
        self.items = items
        self.templates: list[Template | None] | None = None
        self.values: dict[str, str] = {}
        self.sub: Substitution | None = None
        self.index = 0
        self.call = call
        self.depth = depth
        self.level = level
        self.macro = macro
        self.rounds: Any = None

    def copy(self) -> Frame:
        """The same frame at the same place."""
        other = Frame(self.kind, self.items, call=self.call, depth=self.depth, level=self.level, macro=self.macro)
        other.templates = self.templates
        other.values = self.values
        other.sub = self.sub
        other.index = self.index
        other.rounds = self.rounds
        return other

    def text(self, index: int) -> str:
        """The text of an item, with the frame's values in it."""
        template = self.templates[index] if self.templates is not None else None
        return self.items[index].body if template is None else template[0] % template[1](self.values)


class Cond:
    """An open conditional: the `item` that opened it, whether an arm was `taken` already, whether its `.else` came.

    `fork`: this state follows one arm of an undetermined condition.  `linear`: both arms are followed, one after the
    other (linting).  `resumes`: it stands in text that is passed over, which goes on behind it."""

    __slots__ = ("fork", "in_else", "item", "level", "linear", "resumes", "taken")

    def __init__(
        self, item: Item, taken: bool, level: int, *, fork: bool = False, linear: bool = False, resumes: bool = False
    ) -> None:
        self.item = item
        self.taken = taken
        self.in_else = False
        self.level = level
        self.fork = fork
        self.linear = linear
        self.resumes = resumes

    def copy(self) -> Cond:
        """The same conditional."""
        other = Cond(self.item, self.taken, self.level, fork=self.fork, linear=self.linear, resumes=self.resumes)
        other.in_else = self.in_else
        return other


class State:
    """Everything that a later statement can depend on, and the events so far."""

    __slots__ = (
        "altmacro",
        "base",
        "calls",
        "conditional",
        "conds",
        "counter",
        "deferred",
        "ended",
        "events",
        "frames",
        "joined",
        "locals",
        "macros",
        "macros_on",
        "skip_depth",
        "skip_elses",
        "skipping",
        "stopped",
        "symbols",
    )

    def __init__(self, symbols: Symbols) -> None:
        self.frames: list[Frame] = []
        self.conds: list[Cond] = []
        self.macros: dict[str, Macro] = {}
        self.calls: dict[str, int] = {}
        self.symbols = symbols
        self.deferred: dict[str, tuple[str, str, int]] = {}  # sizes assigned and not asked for yet
        self.counter = 0
        self.locals = 0
        self.altmacro = False
        self.macros_on = True
        self.conditional = False
        self.stopped = False  # nothing more is read
        self.ended = False  # by `.end`
        self.skipping = False  # an arm is being passed over,
        self.skip_depth = 0  # this many conditionals deep inside it
        self.skip_elses = 0  # a bit for each of them that has come to its `.else`
        self.joined = False  # the `.endif` of an undetermined condition was reached
        self.base = 0  # events of the worlds around this one
        self.events: list[Event] = []

    def fork(self) -> State:
        """A copy with events of its own."""
        other = State(self.symbols.copy())
        other.frames = [frame.copy() for frame in self.frames]
        other.conds = [cond.copy() for cond in self.conds]
        other.macros = self.macros.copy()
        other.calls = self.calls.copy()
        other.deferred = self.deferred.copy()
        other.counter = self.counter
        other.locals = self.locals
        other.altmacro = self.altmacro
        other.macros_on = self.macros_on
        other.conditional = self.conditional
        other.stopped = self.stopped
        other.ended = self.ended
        other.skipping = self.skipping
        other.skip_depth = self.skip_depth
        other.skip_elses = self.skip_elses
        other.base = self.base
        return other

    def merge(self, other: State) -> bool:
        """Whether what comes next is the same for both; this state then stands for both."""
        return self._same(other) and self.symbols.merge(other.symbols)

    def _same(self, other: State) -> bool:
        return (
            self.counter == other.counter
            and self.deferred == other.deferred
            and self.locals == other.locals
            and self.altmacro == other.altmacro
            and self.macros_on == other.macros_on
            and self.stopped == other.stopped
            and self.calls == other.calls
            and self.macros == other.macros
            and len(self.conds) == len(other.conds)
            and [(frame.items, frame.index, frame.rounds) for frame in self.frames]
            == [(frame.items, frame.index, frame.rounds) for frame in other.frames]
        )
