"""Sources with C preprocessor lines, as they are written: no compiler, no configuration, no include needed.

In: the text of a `.S`, `.h`, `.inc` or C file, what `-D` and `-U` say, and a file system.  Out: passes, texts in which
every line stands at its own number and every character at its own column: `#` lines and the arms not taken are empty,
comments are blanks, an include that is found stands between line markers.  Rule: in a pass each name has one value;
every arm that some choice reaches is in a pass; passes are bounded, and what was left out is told.  `__ASSEMBLER__`
and `__ASSEMBLY__` are defined.
"""

from __future__ import annotations

import os
import re

from gasmacro.errors import InputError
from gasmacro.source.condition import Knowledge, parse
from gasmacro.source.files import decode
from gasmacro.source.lines import Arm, Chain, Define, Include, Layout, Text, Undef
from gasmacro.source.own_macros import Own, expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from gasmacro.source.condition import Tree
    from gasmacro.source.files import Files
    from gasmacro.source.lines import Node
    from gasmacro.source.located import Way
    from gasmacro.source.own_macros import Piece
    from gasmacro.source.stubs import Stub

PASS_LIMIT = 8
_INCLUDE_DEPTH = 40
_INCLUDE_LIMIT = 4000  # includes in one pass, then the rest are left out
_MACRO_WORK = re.compile(
    r"(?:^|[\s;:{}|])\.(?:macro|endm|rept|rep|irpc?|irepc?|altmacro|purgem|exitm|if\w*|include)(?![\w.]|[ \t]*=[^=])",
    re.IGNORECASE | re.MULTILINE,
)
_DEFINES_MACROS = re.compile(
    r"(?:^|[\s;:{}|])\.(?:macro|rept|rep|irpc?|irepc?)(?![\w.]|[ \t]*=[^=])", re.IGNORECASE | re.MULTILINE
)
# A directive of the macro layer, in a string: the quote, a blank or an escape stands before it.
_IN_STRINGS = re.compile(
    r"(?:[\"\s;:]|\\[nt])\.(?:macro|rept|rep|irpc?|irepc?|altmacro|purgem|if\w*)(?=[\s\\\"])", re.IGNORECASE
)
_MACRO_NAMES = re.compile(r"(?:^|[\s;:{}|])\.macro[ \t]+([\w.$]+)", re.IGNORECASE | re.MULTILINE)
_MARKER = re.compile(r'# (\d+) "(.*)" [12]\Z')
_C_CALL = re.compile(r"(?<![\w.$\\%@#])([A-Za-z_]\w*)([ \t]*)\(")
_NOT_WORD = re.compile(r"\W")
_NOT_NEWLINE = re.compile(r"[^\n]")
_BRACKETS = re.compile(r"[()\n]")
_LINES = 100  # that a call of a C macro may take


class Pass:
    """One consistent reading of a source: its `text`, the truths `chosen` to reach it, `joins` as in `Layout`, by
    file, the C macros' `names` that it defines, the `pieces` of lines in which such macros were expanded, by file and
    line (from 0), the `stubs` that lead its text, and `units` of assembler inside C.

    Of a preprocessed source, `texts` has what each family reads, `places` the way back from it, and `whole` says that
    it is all an assembler sees.  `reader` is the family whose compiler's names were defined, where a source asks for
    compilers ("" where it does not): what stands in such an arm is not for the others.
    """

    __slots__ = ("chosen", "joins", "names", "pieces", "places", "reader", "stubs", "text", "texts", "units", "whole")

    def __init__(
        self,
        text: str,
        chosen: dict[str, bool],
        joins: dict[str, dict[int, list[tuple[int, int]]]],
        names: Container[str] = (),
        pieces: dict[str, dict[int, list[Piece]]] | None = None,
    ) -> None:
        self.text = text
        self.chosen = chosen
        self.joins = joins
        self.names = names
        self.pieces = pieces or {}
        self.stubs: tuple[Stub, ...] = ()
        self.units: tuple[int, ...] = ()
        self.texts: Mapping[str, str] | None = None
        self.places: Way | None = None
        self.whole = False
        self.reader = ""

    def written(self, filename: str) -> set[tuple[str, int]]:
        """The lines (file, number from 1) that are not empty in this pass."""
        found = set()
        file, number = filename, 0
        for line in self.text.split("\n"):
            number += 1
            marker = _MARKER.match(line)
            if marker:
                file, number = marker[2], int(marker[1]) - 1
            elif line and not line.isspace():
                found.add((file, number))
        return found

    def place(self, file: str, line: int, column: int) -> tuple[int, int]:
        """The line and column (from 1) at which a character of the pass's text stands in its file; of one that came out
        of a C macro, where its use begins."""
        piece = self.piece(file, line, column)
        if piece is not None:
            column = piece.source + 1 + (0 if piece.macro is not None else column - 1 - piece.start)
        for start, index in reversed(self.joins.get(file, {}).get(line - 1, ())):
            if column - 1 >= start:
                return index + 1, column - start
        return line, column

    def piece(self, file: str, line: int, column: int) -> Piece | None:
        """The piece of an expanded line that a character of the pass's text is in; None in any other line."""
        pieces = self.pieces.get(file, {}).get(line - 1, ())
        return next((piece for piece in reversed(pieces) if column - 1 >= piece.start), None)


class Passes:
    """The passes over a source and `notes`: what they leave out, in words."""

    __slots__ = ("notes", "passes")

    def __init__(self, passes: list[Pass], notes: list[str]) -> None:
        self.passes = passes
        self.notes = notes


def has_macro_work(text: str) -> bool:
    """Whether a text holds a directive of the macro layer at all. A quick look, true rather too often."""
    return _MACRO_WORK.search(text) is not None


def defines_macros(text: str) -> bool:
    """Whether a text holds a macro definition or a repetition. A quick look, true rather too often."""
    return _DEFINES_MACROS.search(text) is not None


def holds_assembler(text: str) -> bool:
    """Whether C may hold assembler that defines or steers macros. A quick look, true rather too often."""
    return _IN_STRINGS.search(text) is not None


def passes(
    text: str,
    filename: str,
    *,
    files: Files | None = None,
    defines: Iterable[str] = (),
    undefines: Iterable[str] = (),
    header: bool = False,
    c: bool = False,
    limit: int = PASS_LIMIT,
    includes: Sequence[str] = (),
) -> Passes:
    """The passes over a source with C preprocessor lines.

    `defines` are `NAME` or `NAME=TEXT`, `undefines` names; a `header` yields only passes that define macros, for what
    else it may hold is C.  `c`: the text is wanted as C, with the calls of C macros in it.  At most `limit` passes.
    `includes` are files to be read before the source; `InputError` for one that is not found.
    """
    if header and not defines_macros(text):
        return Passes([], [])
    reading = _Reading(text, filename, files, _given(defines, undefines), header, limit, c=c)
    for name in includes:
        reading.include_first(name)
    return reading.run()


def _given(defines: Iterable[str], undefines: Iterable[str]) -> dict[str, str | None]:
    names: dict[str, str | None] = {"__ASSEMBLER__": "1", "__ASSEMBLY__": "1", "__cplusplus": None}
    for item in defines:
        name, equals, value = item.partition("=")
        names[name] = value if equals else "1"
    names.update((name, None) for name in undefines)
    return names


class _Reading:
    """Makes the passes over one source."""

    def __init__(
        self,
        text: str,
        filename: str,
        files: Files | None,
        names: dict[str, str | None],
        header: bool,
        limit: int,
        *,
        c: bool = False,
    ) -> None:
        self.c = c
        self.filename = filename
        self.files = files
        self.names = names
        self.header = header
        self.limit = limit
        self.layouts: dict[str, Layout | None] = {filename: Layout(text, c=c)}
        self.covered: set[tuple[str, int]] = set()
        self.lost: set[tuple[str, int]] = set()
        self.first: list[tuple[str, Layout]] = []  # what is read before the source

    def include_first(self, name: str) -> None:
        """Has a file read before the source: from the folder here, then as an include. Raises `InputError`."""
        files = self.files
        path = (files.seek("", name) or files.find(name)) if files is not None else None
        if files is None or path is None:
            raise InputError(f"{name} is not found, which -include names", file=self.filename)
        if path not in self.layouts:
            text = decode(files.load(path))
            self.layouts[path] = None if "\0" in text else Layout(text)
        layout = self.layouts[path]
        if layout is not None:
            self.first.append((path, layout))

    def run(self) -> Passes:
        made: list[Pass] = []
        texts: set[str] = set()
        unavoidable: set[tuple[str, int]] = set()
        seed: dict[str, bool] | None = {}
        attempts = 0
        while seed is not None and len(made) < self.limit and attempts < 4 * self.limit:
            attempts += 1
            before = set(self.covered)
            walk = _Walk(self, seed)
            whole = walk.render()
            if attempts == 1:
                unavoidable = walk.errors
            elif not walk.errors <= unavoidable:  # no configuration that compiles is like this
                self.covered = before
                seed = self._next()
                continue
            if (not made or len(self.covered) > len(before)) and whole not in texts:
                texts.add(whole)
                if not self.header or defines_macros(whole):
                    made.append(Pass(whole, walk.knowledge.chosen, walk.joins(), walk.defined(), walk.pieces))
            seed = self._next()
        notes = []
        left = [
            arm
            for arm in self._arms()
            if (self.filename, arm[-1][0].arms[arm[-1][1]].line) not in self.covered | self.lost
        ]
        if left:
            lines = ", ".join(str(path[-1][0].arms[path[-1][1]].line + 1) for path in left[:5])
            bound = f"{self.limit} pass{'es' if self.limit != 1 else ''}"
            notes.append(f"{self.filename}: {len(left)} arms of #if were not looked at after {bound} (lines {lines})")
        return Passes(made, notes)

    def _arms(self) -> list[list[tuple[Chain, int]]]:
        """Every arm of the source itself as the path of (chain, index) that leads to it."""
        layout = self.layouts[self.filename]
        return list(_paths(layout.nodes, [])) if layout else []

    def _next(self) -> dict[str, bool] | None:
        """The truths that lead to an arm not covered yet; None if there is none."""
        for path in self._arms():
            chain, index = path[-1]
            key = (self.filename, chain.arms[index].line)
            if key in self.covered or key in self.lost:
                continue
            self.lost.add(key)  # tried once; covering wins
            names = dict(self.names)
            names.update((guard, None) for step, _ in path if (guard := step.guarded()) and guard not in names)
            wanted = [item for step, at in path for item in _wanted(step, at)]
            seed = Knowledge(names).solve(wanted)
            if seed is not None and not any(step.arms[at].dead for step, at in path):
                return seed
        return None

    def layout(self, files: Files, path: str) -> Layout | None:
        """The layout of an included file, read once; None where it is no text."""
        if path not in self.layouts:
            text = decode(files.load(path))
            self.layouts[path] = None if "\0" in text else Layout(text)
        return self.layouts[path]


def _paths(nodes: Sequence[Node], way: list[tuple[Chain, int]]) -> Iterable[list[tuple[Chain, int]]]:
    for node in nodes:
        if isinstance(node, Chain):
            for index, arm in enumerate(node.arms):
                yield [*way, (node, index)]
                yield from _paths(arm.nodes, [*way, (node, index)])


def _wanted(chain: Chain, index: int) -> list[tuple[Tree, bool]]:
    """What the conditions of a chain must be for its arm `index` to be taken (all False for `index` past the last)."""
    arms = chain.arms[: index + 1]
    return [(parse(arm.condition), at == index) for at, arm in enumerate(arms) if arm.condition is not None]


class _Walk:
    """One pass: walks the nodes, chooses arms, fills lines."""

    def __init__(self, reading: _Reading, seed: dict[str, bool]) -> None:
        self.reading = reading
        self.knowledge = Knowledge(dict(reading.names))
        self.knowledge.choose(seed)
        self.functions: set[str] = set()
        self.errors: set[tuple[str, int]] = set()  # conditionals of which only an arm with an `#error` is left
        self.visited: dict[str, Layout] = {}
        self.macros: dict[str, dict[str, Own]] = {}  # by file: those that it defines itself
        self.pieces: dict[str, dict[int, list[Piece]]] = {}
        self.open: list[str] = []
        self.included = 0
        self.unseen = reading.header  # whether C macros may be defined where nobody looks

    def render(self) -> str:
        name = self.reading.filename
        layout = self.reading.layouts[name]
        assert layout is not None
        before = [(path, self.file(path, first)) for path, first in self.reading.first]
        whole = self.file(name, layout)
        lead = "".join(f"{_marker(1, path, 1)}\n{text}\n" for path, text in before if has_macro_work(text))
        if lead:
            whole = f"{lead}{_marker(1, name, 2)}\n{whole}"
        if self.reading.c:
            return whole
        if "(" not in whole:
            return whole
        return opaque_calls(whole, self.functions, frozenset(_MACRO_NAMES.findall(whole)), unseen=self.unseen)

    def joins(self) -> dict[str, dict[int, list[tuple[int, int]]]]:
        return {name: layout.joins for name, layout in self.visited.items() if layout.joins}

    def defined(self) -> frozenset[str]:
        """The names that C preprocessor lines define in this pass."""
        return frozenset(name for name, body in self.knowledge.names.items() if body is not None)

    def file(self, name: str, layout: Layout) -> str:
        self.visited[name] = layout
        self.functions |= layout.functions
        out = [""] * len(layout.lines)
        self.open.append(name)
        self.nodes(layout.nodes, name, layout, out)
        self.open.pop()
        return "\n".join(out)

    def nodes(self, nodes: Sequence[Node], name: str, layout: Layout, out: list[str]) -> None:
        names = self.knowledge.names
        own = self.macros.setdefault(name, {})
        for node in nodes:
            if isinstance(node, Text):
                out[node.first : node.last] = layout.lines[node.first : node.last]
                if own:
                    self.expand(node, name, own, out)
            elif isinstance(node, Chain):
                arm = self.choose(node, name)
                if arm is not None:
                    self.nodes(arm.nodes, name, layout, out)
            elif isinstance(node, Define):
                names[node.name] = node.body
                own[node.name] = _own(node, name)
                if node.function:
                    self.functions.add(node.name)
            elif isinstance(node, Undef):
                names[node.name] = None
                own.pop(node.name, None)
            else:
                self.include(node, name, out)

    def expand(self, node: Text, name: str, own: dict[str, Own], out: list[str]) -> None:
        """Expands what the file itself defines in lines that have been put out."""
        for index in range(node.first, node.last):
            found = expanded(out[index], own) if out[index] else None
            if found is not None:
                out[index] = found[0]
                self.pieces.setdefault(name, {})[index] = found[1]

    def include(self, node: Include, name: str, out: list[str]) -> None:
        files = self.reading.files
        wanted, quoted = node.named(self.knowledge.names)
        path = None
        if files is not None and wanted:
            path = (files.seek(os.path.dirname(name), wanted) if quoted else None) or files.find(wanted)
        self.unseen = self.unseen or path is None
        if files is None or path is None or path in self.open:
            return
        if len(self.open) > _INCLUDE_DEPTH or self.included >= _INCLUDE_LIMIT:
            return
        self.included += 1
        layout = self.reading.layout(files, path)
        if layout is None:
            return
        text = self.file(path, layout)
        if has_macro_work(text):
            out[node.last] = f"{_marker(1, path, 1)}\n{text}\n{_marker(node.last + 2, name, 2)}"

    def choose(self, chain: Chain, name: str) -> Arm | None:
        """The arm to take: one not covered yet if the choices made so far allow it, else the first that they allow."""
        knowledge = self.knowledge
        guard = chain.guarded()
        if guard is not None and guard not in knowledge.names:
            knowledge.names[guard] = None
        possible = []
        for index, arm in enumerate(chain.arms):
            trial = None if arm.dead else knowledge.solve(_wanted(chain, index))
            if trial is not None:
                possible.append((arm, trial))
        if not possible:
            trial = knowledge.solve(_wanted(chain, len(chain.arms)))
            knowledge.choose(trial or {})
            last = chain.arms[-1]
            if trial is None or (last.dead and last.condition is None):
                self.errors.add((name, last.line))
            return None
        arm, trial = next((item for item in possible if self.news(item[0], name)), possible[0])
        knowledge.choose(trial)
        self.reading.covered.add((name, arm.line))
        return arm

    def news(self, arm: Arm, name: str) -> bool:
        """Whether an arm, or one inside it, is in no pass yet."""
        key = (name, arm.line)
        if key not in self.reading.covered:
            return True
        return any(self.news(inner, name) for node in arm.nodes if isinstance(node, Chain) for inner in node.arms
                   if not inner.dead and (name, inner.line) not in self.reading.lost)  # fmt: skip


def _own(node: Define, file: str) -> Own:
    names = [name.strip() for name in node.parameters.strip("()").split(",")] if node.parameters else None
    return Own(
        node.name, [name for name in names if name] if names is not None else None, node.body, file, node.line + 1
    )


def _marker(line: int, path: str, flag: int) -> str:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'# {line} "{quoted}" {flag}'


def opaque_calls(text: str, functions: set[str], macros: frozenset[str], *, unseen: bool = False) -> str:
    """The text with each call of a C macro made one word of the same length: what it becomes nobody knows here.

    A call is a name followed by a bracket that is closed, where the name is one of `functions`, or all capitals with no
    register inside, and is no assembler macro of the source (one of `macros`).  A call of one of `functions`, or one
    that stands for a statement, may run on over lines: the first keeps the word, the others are blank.  `unseen`: there
    are definitions that nobody has seen. Only there are capitals a C macro where blanks stand before the bracket, or an
    assembler macro has the name in other letters.
    """
    pieces = []
    done = 0
    taken = macros if unseen else macros | {name.upper() for name in macros} | {name.lower() for name in macros}
    for match in _C_CALL.finditer(text):
        name = match[1]
        known = name in functions
        if match.start() < done or name in taken or not (known or (name.upper() == name and (unseen or not match[2]))):
            continue
        if match[2] and not known and len(name) == 1:
            continue
        end = _closing(text, match.end(), _LINES if known or _begins_statement(text, match.start()) else 0)
        inside = text[match.end() : end]
        if end < 0 or (not known and ("%" in inside or "\\" in inside or ("\n" in inside and has_macro_work(inside)))):
            continue
        pieces.append(text[done : match.start()])
        first, newline, rest = text[match.start() : end + 1].partition("\n")
        pieces.append(_NOT_WORD.sub("_", first))
        pieces.append(newline + _NOT_NEWLINE.sub(" ", rest))
        done = end + 1
    pieces.append(text[done:])
    return "".join(pieces)


def _begins_statement(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before a place in its statement."""
    return text[max(text.rfind("\n", 0, at), text.rfind(";", 0, at)) + 1 : at].isspace() or text[at - 1 : at] in "\n;"


def _closing(text: str, start: int, lines: int) -> int:
    """The index of the bracket that closes the one before `start`, at most `lines` lines on; -1 if there is none."""
    level = 1
    for match in _BRACKETS.finditer(text, start):
        found = match[0]
        if found == "\n":
            lines -= 1
            if lines < 0:
                return -1
        else:
            level += 1 if found == "(" else -1
            if not level:
                return match.start()
    return -1
