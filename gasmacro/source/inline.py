r"""Assembler inside C: `asm(...)` at the top and in functions, and strings of `#define`s that hold macros.

In: C text, preprocessed or as written.  Out: an `Inline` pass, a text with a line for each line of assembler, and for
each of them where in the C it stands.  Rule: only what defines, uses or steers macros is taken, so most C costs one
search.  Blocks at the top come first, as compilers put them; then those in functions, each the text of a parser of its
own where an assembler has one per block; then strings that no block in sight uses.  Operands (`%0`, `%[name]`) become a
register where their constraint asks for one, else an opaque word; names of C macros that nothing defines are opaque.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from gasmacro.model import Definition, Frame
from gasmacro.source.cstrings import MARK, closed, defines, expanded, kept_defines, runs
from gasmacro.source.lines import RAW
from gasmacro.source.operands import filled, operands
from gasmacro.source.written import Pass, Passes, holds_assembler, passes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from gasmacro.source.cstrings import Define, Run, Token
    from gasmacro.source.operands import Registers

_WORDS = (
    r"macro|endm|endmacro|rept|rep|irpc?|irepc?|endr|altmacro|noaltmacro|purgem|exitm|if\w*|else\w*|endif|endc"
    r"|set|equ|equiv|eqv"
)
_ASM = re.compile(
    r"(?<![\w$])(asm|__asm__|__asm|asm_inline)(?:\s+(?:volatile|__volatile__|__volatile|inline|__inline__|__inline|goto"
    r"|const))*\s*\("
)
_STEERS = re.compile(rf"(?:^|[\s;:{{}}|])\.(?:{_WORDS})(?![\w.])", re.IGNORECASE | re.MULTILINE)
_DEFINES = re.compile(r"(?:^|[\s;:{}|])\.(?:macro|rept|rep|irpc?|irepc?)(?![\w.])", re.IGNORECASE | re.MULTILINE)
_PURGED = re.compile(r"\.purgem[ \t]+([\w.$]+)", re.IGNORECASE)
# Up to the bracket that closes, where brackets nest no deeper than in most.
_QUOTED = r"\"(?:[^\"\\]|\\.)*+\""
_INNER = rf"(?:[^\"()]++|{_QUOTED}|\((?:[^\"()]++|{_QUOTED}|\((?:[^\"()]++|{_QUOTED})*+\))*+\))*+"
_BRACKETS = re.compile(rf"{_INNER}\)", re.DOTALL)
_MACRO = re.compile(r"\.macro(?:\s|\\[tn])+([\w.$]+)", re.IGNORECASE)
_BRACES = re.compile(
    rf"(?P<skip>^[ \t]*{MARK}[^\n]*|{RAW}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|/\*.*?\*/|//[^\n]*)"
    r"|(?P<open>(?:extern\s*\"C\"|namespace\b[\w\s:]*)\s*\{)|(?P<brace>[{}])",
    re.MULTILINE | re.DOTALL,
)
_MARKER = re.compile(r'^#[ \t]*(?:line[ \t]+)?(\d+)[ \t]+"((?:[^"\\\n]|\\.)*)"[^\n]*$', re.MULTILINE)
_UNCERTAIN = re.compile(r"\.(macro|endm|endmacro|if\w*|endif|rept|rep|irpc?|endr)(?![\w.])", re.IGNORECASE)
_CLOSES = {"endm": "macro", "endmacro": "macro", "endif": "if", "endr": "rept"}


class Span:
    """A stretch of a line of assembler: from column `start` (from 0) on it stands at `offset` of the C text; `exact`
    if it has a character there for each of its own. `written` is the operand that it stands for, else ""."""

    __slots__ = ("exact", "length", "offset", "start", "uses", "written")

    def __init__(self, start: int, length: int, run: Run, offset: int) -> None:
        self.start = start
        self.length = length
        self.offset = offset
        self.uses = run.uses
        self.exact = run.exact
        self.written = run.written


class Block:
    """One block: its `keyword` and `offset` in the C text, whether it stands at the `top`, its `runs` of text, and
    whether it is `opaque` somewhere."""

    __slots__ = ("keyword", "offset", "opaque", "runs", "top")

    def __init__(self, keyword: str, offset: int, runs: list[Run], *, top: bool) -> None:
        self.keyword = keyword
        self.offset = offset
        self.top = top
        self.runs = runs
        self.opaque = any(run.opaque for run in runs)

    def text(self) -> str:
        """The assembler in it."""
        return "".join([run.text for run in self.runs])


class Where:
    """Places in a C text by offset: through the line markers of a preprocessor, and through joined lines."""

    def __init__(self, text: str, filename: str, base: Pass | None) -> None:
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._base = base
        self._filename = filename
        self._marks: list[tuple[int, int, str]] = [(0, 1, filename)]  # index of a line, its number, its file
        for found in _MARKER.finditer(text):
            index = bisect_right(self._lines, found.start())
            name = found[2].replace("\\\\", "\\").replace('\\"', '"')
            self._marks.append((index, int(found[1]), name))
        self._starts = [mark[0] for mark in self._marks]

    def place(self, offset: int) -> tuple[str, int, int]:
        """File, line and column (from 1)."""
        index = bisect_right(self._lines, offset) - 1
        first, number, file = self._marks[bisect_right(self._starts, index) - 1]
        line, column = number + index - first, offset - self._lines[index] + 1
        if self._base is not None:
            line, column = self._base.place(file, line, column)
        return file, line, column


class Inline(Pass):
    """The assembler of a C source: lines of blocks, and where they stand. `units`: the lines (from 1) at which the
    text of another parser begins, where each block has its own."""

    __slots__ = ("_blocks", "_first", "_spans", "_where")

    def __init__(self, blocks: Sequence[Block], where: Where) -> None:
        self._blocks = list(blocks)
        self._where = where
        self._first: list[int] = []  # the index of each block's first line
        self._spans: list[list[Span]] = []
        units = []
        lines: list[str] = []
        for block in self._blocks:
            self._first.append(len(lines))
            if not block.top:
                units.append(len(lines) + 1)
            for line, spans in _lines(block.runs):
                lines.append(line)
                self._spans.append(spans)
        super().__init__("\n".join([*lines, ""]), {}, {})
        self.units = tuple(dict.fromkeys((1, *units)))

    def written(self, filename: str) -> set[tuple[str, int]]:
        """The lines (file, number from 1) of the C that it is made of."""
        return {self._where.place(span.offset)[:2] for spans in self._spans for span in spans}

    def at(self, line: int, column: int) -> tuple[str, int, int]:
        """The file, line and column of the C at which a character of the text stands."""
        span = self._span(line, column)
        if span is None:
            return self._where.place(self._block(line).offset)
        return self._where.place(span.offset + (min(column - 1 - span.start, span.length) if span.exact else 0))

    def stretch(self, line: int, column: int, end: int) -> bool:
        """Whether the C has just the characters of a stretch of a line, in a row."""
        first, last = self._span(line, column), self._span(line, max(end - 1, column))
        return first is not None and first is last and first.exact and not first.uses

    def frames(self, line: int, column: int) -> tuple[Frame, ...]:
        """The way to a line: the block, and the C macros that its text came through."""
        block = self._block(line)
        file, number, place = self._where.place(block.offset)
        span = self._span(line, column)
        uses = span.uses if span is not None else ()
        kind = "cmacro" if block.keyword not in _KEYWORDS else "asm"
        definition = Definition(file, number) if kind == "cmacro" else None
        frames = [Frame(kind, block.keyword, file, number, place, definition)]
        for use in uses:
            file, number, place = self._where.place(use.offset)
            frames.append(
                Frame("cmacro", use.name, file, number, place, Definition(*self._where.place(use.definition)[:2]))
            )
        return tuple(frames)

    def spoken(self, line: int, text: str, whole: str) -> str:
        """`text`, a stretch of `whole`, as the template has its operands; `whole` is a line after edits."""
        start = whole.find(text)
        if start < 0:
            return text
        own, done, at = self.text.split("\n")[line - 1], start, 0
        out = []
        for span in self._spans[line - 1]:
            word = own[span.start : span.start + span.length]
            place = whole.find(word, at)
            if not span.written or place < 0:
                continue
            at = place + len(word)
            if place >= done and at <= start + len(text):
                out += [whole[done:place], span.written]
                done = at
        return "".join([*out, whole[done : start + len(text)]])

    def opaque(self, line: int) -> bool:
        """Whether the block that a line is of holds what nobody knows."""
        return self._block(line).opaque

    def _block(self, line: int) -> Block:
        return self._blocks[max(bisect_right(self._first, line - 1) - 1, 0)]

    def _span(self, line: int, column: int) -> Span | None:
        spans = self._spans[line - 1] if 0 < line <= len(self._spans) else []
        found = None
        for span in spans:
            if span.start > column - 1 and found is not None:
                break
            found = span
        return found


_KEYWORDS = frozenset(("asm", "__asm__", "__asm", "asm_inline"))


def _lines(given: Iterable[Run]) -> Iterator[tuple[str, list[Span]]]:
    """The lines of a block's text, each with its spans."""
    line: list[str] = []
    spans: list[Span] = []
    column = 0
    for run in given:
        done = 0
        for piece in re.split(r"(?<=\n)", run.text):
            text = piece.removesuffix("\n")
            if text:
                spans.append(Span(column, len(text), run, run.offset + done * run.exact))
                line.append(text)
                column += len(text)
            done += len(piece)
            if piece.endswith("\n"):
                yield "".join(line), spans
                line, spans, column = [], [], 0
    yield "".join(line), spans


def looks_like_c(text: str) -> bool:
    """Whether a preprocessed text is C rather than assembler."""
    return _C.search(text) is not None


_C = re.compile(
    r"^(?:typedef|extern|static|struct|enum|union|int|void|char|unsigned|long|const|__extension__|_Static_assert|asm|__asm__)\b"
    r"[^:=\n]*[({;*]|\{[ \t]*$",
    re.MULTILINE,
)


def written_in_c(
    text: str, filename: str, registers: Registers, defined: Iterable[str] = (), undefined: Iterable[str] = ()
) -> Passes:
    """The assembler in a C source as it is written: a pass for each consistent choice of arms that gives another text.

    `defined` and `undefined` are as for `passes`; assembler's own names are not defined.
    """
    if not holds_assembler(text):
        return Passes([], [])
    names = (*undefined, "__ASSEMBLER__", "__ASSEMBLY__")
    made = passes(kept_defines(text), filename, defines=defined, undefines=names, c=True)
    found: dict[str, Pass] = {}
    for base in made.passes:
        reading = inline(base.text, filename, registers, base)
        if reading is not None:
            found.setdefault(reading.text, reading)
    return Passes(list(found.values()), made.notes if found else [])


def inline(text: str, filename: str, registers: Registers, base: Pass | None = None) -> Inline | None:
    """The assembler in C text; None where nothing of it is of the macro layer.

    `base`: the pass over the C preprocessor lines that gave the text, None for a preprocessed one.
    """
    known = defines(text)
    blocks, used = _blocks(text, known, registers)
    blocks += _strings(text, known, used, blocks, registers)
    names = {name for block in blocks for name in _MACRO.findall(block.text())}
    blocks = [block for block in blocks if not (block.opaque and _unbalanced(block.text(), names))]
    if not any(_STEERS.search(block.text()) for block in blocks):
        return None
    blocks.sort(key=lambda block: not block.top)
    return Inline(blocks, Where(text, filename, base))


def _blocks(text: str, known: Mapping[str, Define], registers: Registers) -> tuple[list[Block], set[str]]:
    """The blocks that have to do with macros, and the C macros that they use."""
    names = sorted(set(_MACRO.findall(text)), key=len, reverse=True)
    each = "|".join(map(re.escape, names)) or "(?!)"
    asks = re.compile(rf"\.(?:{_WORDS})(?![\w.])|(?:(?<![\w.$])|(?<=\\n)|(?<=\\t))(?:{each})(?![\w.$])", re.IGNORECASE)
    holding = {name for name, define in known.items() if _reaches(define, known, asks, text, set())}
    found: list[Block] = []
    used: set[str] = set()
    depth = _Depth(text)
    starts = list(_ASM.finditer(text))
    for index, start in enumerate(starts):
        limit = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        bracket = _BRACKETS.match(text, start.end(), limit)
        near = bracket[0] if bracket else text[start.end() : limit]
        if not asks.search(near) and not (holding and any(word in holding for word in re.findall(r"\w+", near))):
            continue
        given, end = closed(text, start.end())
        if end < 0:
            continue
        whole = expanded(given, known, text)
        block = _block(start[1], start.start(), whole, registers, len(found), top=depth.top(start.start()))
        inside = block.text()
        if _STEERS.search(inside) or any(
            re.search(rf"(?<![\w.$]){re.escape(name)}(?![\w.$])", inside) for name in names
        ):
            found.append(block)
            used |= {use.name for run in block.runs for use in run.uses}
    return found, used


def _reaches(define: Define, known: Mapping[str, Define], asks: re.Pattern[str], text: str, seen: set[str]) -> bool:
    """Whether a C macro, or one in its body, holds a string that has to do with macros."""
    seen.add(define.name)
    for kind, word, _, _ in define.body:
        if kind == "string" and asks.search(word):
            return True
        if kind == "name" and word in known and word not in seen and _reaches(known[word], known, asks, text, seen):
            return True
    return False


def _block(keyword: str, offset: int, given: Sequence[Token], registers: Registers, number: int, *, top: bool) -> Block:
    """The block of an `asm`'s tokens: its template, with operands in it if it has a colon."""
    sections: list[list[Token]] = [[]]
    level = 0
    for token in given:
        kind, word = token[0], token[1]
        if kind == "other":
            level += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
        if word == ":" and kind == "other" and not level:
            sections.append([])
        else:
            sections[-1].append(token)
    text = runs(sections[0])
    if len(sections) > 1:
        given_operands = operands(sections[1:3], registers)
        text = list(filled(text, given_operands, registers, number + 1))
    return Block(keyword, offset, text, top=top)


def _strings(
    text: str, known: Mapping[str, Define], used: set[str], blocks: Sequence[Block], registers: Registers
) -> list[Block]:
    """Blocks of the strings that `#define`s hold and no block uses."""
    taken = {name for block in blocks for name in _MACRO.findall(block.text())}
    inner = {word for define in known.values() for kind, word, _, _ in define.body if kind == "name"}
    found = []
    for name, define in known.items():
        if name in used or name in inner or any(word in _KEYWORDS for _, word, _, _ in define.body):
            continue
        given = runs(expanded(define.body, {key: each for key, each in known.items() if key != name}, text))
        whole = "".join([run.text for run in given])
        if not _DEFINES.search(whole) or taken & set(_MACRO.findall(whole)):
            continue
        if "%%" in whole or "%[" in whole:
            given = list(filled(given, {}, registers, len(blocks) + 1))
        found.append(Block(name, define.offset, given, top=False))
        taken |= set(_MACRO.findall(whole))
    return found


def _unbalanced(text: str, names: Container[str]) -> bool:
    """Whether a text opens what it does not close, closes what it does not open, or forgets none of the `names`."""
    if any(name not in names for name in _PURGED.findall(text)):
        return True
    level: dict[str, int] = {}
    for found in _UNCERTAIN.finditer(text):
        word = found[1].lower()
        kind = _CLOSES.get(word) or ("if" if word.startswith("if") else "macro" if word == "macro" else "rept")
        level[kind] = level.get(kind, 0) + (-1 if word in _CLOSES else 1)
    return any(level.values())


class _Depth:
    """Which offsets of a C text stand outside all braces: asked in ascending order."""

    def __init__(self, text: str) -> None:
        self._found = _BRACES.finditer(text)
        self._next = next(self._found, None)
        self._open: list[bool] = []  # of each open brace: whether it counts

    def top(self, offset: int) -> bool:
        """Whether an offset stands outside."""
        while self._next is not None and self._next.start() < offset:
            if self._next["open"]:
                self._open.append(False)
            elif self._next["brace"] == "{":
                self._open.append(True)
            elif self._next["brace"] and self._open:
                self._open.pop()
            elif self._next["skip"] and MARK in self._next[0] and self._next.end() > offset:
                return False  # in a `#define`: used in a function, most often
            self._next = next(self._found, None)
        return not any(self._open)
