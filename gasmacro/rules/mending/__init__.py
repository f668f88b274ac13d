"""Ways out: other spellings of the statement that a difference stands at, whichever rule tells the difference.

One module each, found by looking, with a function `propose` from a `Site` to other spellings of it.  They are
candidates and no more: each is proved before it is offered, so that a module may propose what often fails.  Rule: the
candidates of the rule itself come first, then those of the modules in the order of their names, and last what takes
words away; a bounded number counts.
"""

from __future__ import annotations

import functools
import pkgutil
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gasmacro.compare.causes import ERRORS
from gasmacro.compare.lexical import operation
from gasmacro.engine.events import DECISION, STATEMENT
from gasmacro.findings import Fix
from gasmacro.rules.mending.edits import edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from gasmacro.compare.difference import Difference, Group
    from gasmacro.compare.tree import Node
    from gasmacro.engine.events import Call, Origin
    from gasmacro.findings import Edit
    from gasmacro.rules import Told

    Found = TypeVar("Found")

_WORDS = re.compile(r"\w")
MOST = 10  # candidates for one finding
LONGEST = 10_000  # characters of a statement that is mended
CALLS = 2  # levels of calls around a cause that are tried
SAFE, UNSAFE = "safe", "unsafe"


class Spelling(NamedTuple):
    """Another `text` for the whole statement; `sure` is the most that it may be; `others` are statements of the same
    call with their other texts."""

    text: str
    sure: str = SAFE
    others: tuple[tuple[Origin, str], ...] = ()


class Site:
    """A statement to be mended: its `text` as written, `directive` (its operation in lower case), the `formals` of all
    macros and repetitions around it, the line `comments` that every assembler in range knows, whether it `calls` a
    macro, and `around`, the other statements that came through the same macro ((), where some did not: in an arm that
    was not taken); `origin` where it stands, and the text of the `cause`."""

    __slots__ = ("_group", "around", "calls", "cause", "comments", "directive", "formals", "origin", "text")

    def __init__(self, statement: Statement, groups: Sequence[Group], cause: str = "") -> None:
        self.text = statement.origin.text.rstrip()
        self.directive = operation(self.text)[0]
        self.formals = _formals(statement.around)
        marks = [group.profile.line_comments for group in groups]
        self.comments = [mark for mark in marks[0] if all(mark in known for known in marks)]
        self.calls = statement.calls
        self.origin = statement.origin
        self.around = _beside(statement) if statement.node is not None else ()
        self.cause = cause
        self._group = groups[0]

    def known(self, name: str, find: Callable[[Iterator[tuple[str, Origin]]], Found]) -> Found:
        """A fact about all statements that the reference reads, found out once. `find` is given what each of them is,
        and where it was written, in their order."""
        facts = self._group.facts
        if name not in facts:
            events = self._group.run.events
            facts[name] = find((event[1], event[2]) for event in events if event[0] == STATEMENT)
        found: Found = facts[name]
        return found


class Statement(NamedTuple):
    """Where a mend may be made: the `origin` of a statement, the call `around` it, whether it `calls` a macro, and the
    `node` of what came through the call around."""

    origin: Origin
    around: Call | None
    calls: bool
    node: Node | None = None


def _beside(statement: Statement) -> tuple[Origin, ...]:
    """The other statements of the macro that a statement stands in; none where the macro decides anything."""
    if statement.node is None or statement.around is None or statement.around.kind != "macro":
        return ()
    items = statement.node.items
    if any(item.event[0] == DECISION for item in items):
        return ()
    found = {item.event[2].key(): item.event[2] for item in items}
    return tuple(origin for key, origin in found.items() if key != statement.origin.key())


def _formals(call: Call | None) -> list[str]:
    names: dict[str, None] = {}
    while call is not None:
        names.update(dict.fromkeys(name for name, _ in call.values))
        call = call.parent
    return list(names)


def candidates(told: Told, difference: Difference) -> tuple[Fix, ...]:
    """What may be the fix of a finding, the rule's own proposals first.

    Where the rule proposes nothing but what changes the meaning, that is what it takes: nothing else is tried.
    """
    found: dict[tuple[Edit, ...], Fix] = {}
    for fix in (told.fix, *told.others):
        if fix is not None and (known := _known(fix, difference)) is not None:
            found.setdefault(known.edits, known)
    if found and all(fix.applicability == UNSAFE for fix in found.values()):
        return tuple(found.values())[:MOST]
    for statement in _statements(difference):
        if len(statement.origin.text) > LONGEST:
            continue
        site = Site(statement, difference.groups, difference.cause.origin.text)
        for propose in _mends():
            for spelling in propose(site):
                made = edits(statement.origin, 0, len(site.text), spelling.text)
                for origin, text in spelling.others:
                    made += edits(origin, 0, len(origin.text), text)
                if made:
                    found.setdefault(made, Fix(_message(spelling), spelling.sure, made))
    ordered = sorted(found.values(), key=_lost)
    return tuple(ordered[:MOST])


def _message(spelling: Spelling) -> str:
    texts = [spelling.text, *(text for _, text in spelling.others)]
    words = [f"`{' '.join(text.split())}`" for text in texts if text.strip()]
    return f"write {words[0]}" if words else "leave it out"


def _statements(difference: Difference) -> Iterator[Statement]:
    """The statements that may be mended: the cause, the place that is told, and the calls that led there."""
    cause, place = difference.cause, difference.place
    known = {cause.origin.key()}
    calls = cause.kind == ERRORS or (cause.call is not None and cause.call.kind == "macro")
    yield Statement(cause.origin, cause.around, calls, cause.nodes[0])
    if place.origin.key() not in known:
        known.add(place.origin.key())
        yield Statement(place.origin, place.around, calls=False)
    call = cause.around
    for _ in range(CALLS):
        while call is not None and (call.nobody or call.origin.key() in known):
            call = call.parent
        if call is None:
            return
        known.add(call.origin.key())
        yield Statement(call.origin, call.parent, call.kind == "macro")


def _lost(fix: Fix) -> int:
    """How many letters and digits a fix takes away: the words of a comment are to stay."""
    return max(0, sum(len(_WORDS.findall(edit.old or "")) - len(_WORDS.findall(edit.text)) for edit in fix.edits))


def _known(fix: Fix, difference: Difference) -> Fix | None:
    """The fix with what its edits replace, where the statements of the difference tell it."""
    origins = [difference.cause.origin, difference.place.origin]
    for call in (difference.cause.call, difference.cause.around, difference.place.around):
        if call is not None:
            origins += [call.origin, *([call.definition] if call.definition is not None else [])]
    made = []
    for edit in fix.edits:
        old = edit.old
        for origin in origins:
            start = edit.column - origin.column
            stop = start + edit.end_column - edit.column
            first = origin.text.split("\n", 1)[0]
            if (
                old is None
                and (edit.file, edit.line) == (origin.file, origin.line)
                and 0 <= start <= stop <= len(first)
            ):
                old = first[start:stop]
        if old is None:
            return None
        made.append(replace(edit, old=old))
    return replace(fix, edits=tuple(made))


@functools.cache
def _mends() -> tuple[Callable[[Site], Iterator[Spelling]], ...]:
    found = []
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "edits"):
        module: Any = __import__(f"{__name__}.{name}", fromlist=["propose"])
        found.append(module.propose)
    return tuple(found)
