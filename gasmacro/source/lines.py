"""C preprocessor lines of one file: which lines are directives, which are text, and how conditionals nest.

In: the text of a `.S`, `.h`, `.inc` or C file.  Out: a `Layout`: lines of which comments are blanks, and a tree of
nodes over their numbers (from 0 here: indexes).  Rule: C's phases as far as they show: a backslash at a line's end
joins, comments end before directives are looked for, an apostrophe or quote without its partner on the line is a plain
character (as preprocessors read assembler).
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Node: TypeAlias = "Text | Define | Undef | Include | Chain"

_LEXEMES = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|\'(?:[^\'\\\n]|\\[^\n])*\'|/\*.*?\*/|//[^\n]*', re.DOTALL)
RAW = r"(?<!\w)(?:u8|[uUL])?R\"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)\""  # a raw string of C
_C_LEXEMES = re.compile(rf"{RAW}|{_LEXEMES.pattern}", re.DOTALL)
_DIRECTIVE = re.compile(
    r"[ \t]*(?:#|%:)[ \t]*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|define|undef|include|include_next|import"
    r"|error|warning|pragma|line|ident|sccs|assert|unassert)(?![\w.])(.*)",
    re.DOTALL,
)
_DEFINE = re.compile(r"\s*([A-Za-z_]\w*)(\([^)]*\))?\s?(.*)", re.DOTALL)
_NAME = re.compile(r"\s*([A-Za-z_]\w*)")
_INCLUDE = re.compile(r'\s*(?:"([^"]+)"|<([^>]+)>)')
_MOST_STEPS = 8  # C macros from an include to its file's name
_NOT_NEWLINE = re.compile(r"[^\n]")


class Text:
    """Lines `first` up to `last` (exclusive) that are no directives."""

    __slots__ = ("first", "last")

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last


class Define:
    """`#define name(parameters) body` at `line`; `parameters` as written, with their brackets, "" for none; `function`
    whether it has any."""

    __slots__ = ("body", "function", "line", "name", "parameters")

    def __init__(self, name: str, body: str, parameters: str, line: int) -> None:
        self.name = name
        self.body = body
        self.function = bool(parameters)
        self.parameters = parameters
        self.line = line


class Undef:
    """`#undef name`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Include:
    """`#include` of what `named` says at `line`; `last` is the last line the directive takes."""

    __slots__ = ("_text", "last", "line")

    def __init__(self, text: str, line: int, last: int) -> None:
        self._text = text
        self.line = line
        self.last = last

    def named(self, bodies: Mapping[str, str | None]) -> tuple[str, bool]:
        """The file's name, and whether it is quoted, so that the folder of the file that says it comes first. A C macro
        may say it; the name is "" where `bodies` have none."""
        text: str | None = self._text
        for _ in range(_MOST_STEPS):
            if text is None or (found := _INCLUDE.match(text)):
                break
            word = _NAME.fullmatch(text.rstrip())
            text = bodies.get(word[1]) if word else None
        return (found[1] or found[2], found[1] is not None) if text is not None and found else ("", False)


class Arm:
    """One arm of a conditional: its `line`, its `condition` (None for `#else`), and the nodes in it; `dead` if it has
    an `#error`, which no configuration that compiles reaches."""

    __slots__ = ("condition", "dead", "line", "nodes")

    def __init__(self, line: int, condition: str | None) -> None:
        self.line = line
        self.condition = condition
        self.nodes: list[Node] = []
        self.dead = False


class Chain:
    """`#if` ... `#elif` ... `#else` ... `#endif`: its arms in order."""

    __slots__ = ("arms",)

    def __init__(self, first: Arm) -> None:
        self.arms = [first]

    def guarded(self) -> str | None:
        """The name of an include guard: `#ifndef X` directly followed by `#define X`."""
        nodes = self.arms[0].nodes
        condition = (self.arms[0].condition or "").replace(" ", "")
        if (
            nodes
            and isinstance(nodes[0], Define)
            and condition in (f"!defined({nodes[0].name})", f"!defined{nodes[0].name}")
        ):
            return nodes[0].name
        return None


class Layout:
    """A file as the preprocessor sees it: `lines`, `nodes`, `functions` (names of function-like C macros that it
    defines), and `joins`: for a line that others were joined to, the columns (from 0) at which each begins and its own
    index."""

    __slots__ = ("functions", "joins", "lines", "nodes")

    def __init__(self, text: str, *, c: bool = False) -> None:
        self.lines = without_comments(text, c=c).split("\n")
        self.nodes: list[Node] = []
        self.functions: set[str] = set()
        self.joins: dict[int, list[tuple[int, int]]] = {}
        self._read()

    def _read(self) -> None:
        open_arms: list[tuple[Chain, list[Node]]] = []  # each with the list that its chain stands in
        nodes = self.nodes
        start = index = 0
        while index < len(self.lines):
            last = self._joined(index) if "\\" in self.lines[index][-2:] else index
            found = (
                _DIRECTIVE.match(self.lines[index]) if "#" in self.lines[index] or "%:" in self.lines[index] else None
            )
            if found is None:
                index = last + 1
                continue
            if start < index:
                nodes.append(Text(start, index))
            keyword, rest = found[1], found[2]
            if keyword.startswith("if"):
                chain = Chain(Arm(index, _condition(keyword, rest)))
                nodes.append(chain)
                open_arms.append((chain, nodes))
                nodes = chain.arms[0].nodes
            elif keyword.startswith("el") and open_arms:
                arm = Arm(index, None if keyword == "else" else _condition(keyword[2:], rest))
                open_arms[-1][0].arms.append(arm)
                nodes = arm.nodes
            elif keyword == "endif" and open_arms:
                nodes = open_arms.pop()[1]
            else:
                self._plain(keyword, rest, index, last, nodes, open_arms[-1][0].arms[-1] if open_arms else None)
            start = index = last + 1
        if start < len(self.lines):
            nodes.append(Text(start, len(self.lines)))

    def _plain(self, keyword: str, rest: str, index: int, last: int, nodes: list[Node], arm: Arm | None) -> None:
        if keyword == "define" and (found := _DEFINE.match(rest)):
            nodes.append(Define(found[1], found[3].strip(), found[2] or "", index))
            if found[2] is not None:
                self.functions.add(found[1])
        elif keyword == "undef" and (found := _NAME.match(rest)):
            nodes.append(Undef(found[1]))
        elif keyword in ("include", "import"):
            nodes.append(Include(rest, index, last))
        elif keyword == "error" and arm is not None:
            arm.dead = True

    def _joined(self, index: int) -> int:
        """Joins the lines that continue line `index`, which become empty; the index of the last of them."""
        last = index
        whole = self.lines[index]
        starts = [(0, index)]
        while whole.rstrip("\r").endswith("\\") and last + 1 < len(self.lines):
            last += 1
            whole = whole.rstrip("\r")[:-1]
            starts.append((len(whole), last))
            whole += self.lines[last]
            self.lines[last] = ""
        if last > index:
            self.lines[index] = whole
            self.joins[index] = starts
        return last


def _condition(keyword: str, rest: str) -> str:
    if keyword == "if":
        return rest.strip()
    name = rest.split(maxsplit=1)[0] if rest.split() else "0"
    return f"defined({name})" if keyword == "ifdef" else f"!defined({name})"


def without_comments(text: str, *, c: bool = False) -> str:
    """The text with each C comment replaced by as many blanks. Newlines stay, and one inside a directive's comment is
    a continued line, as the directive goes on behind the comment. Raw strings are known in `c` alone."""
    if "/*" not in text and "//" not in text:
        return text
    return (_C_LEXEMES if c and 'R"' in text else _LEXEMES).sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    if match[0][0] != "/":
        return match[0]
    if "\n" in match[0] and _OF_DIRECTIVE.match(match.string, _logical(match.string, match.start())):
        return _BEFORE_NEWLINE.sub("\\\\", _NOT_NEWLINE.sub(" ", match[0]))
    return _NOT_NEWLINE.sub(" ", match[0])


def _logical(text: str, at: int) -> int:
    """Where the line begins that an index is in, with the lines that it continues."""
    start = text.rfind("\n", 0, at) + 1
    while start >= 2 and text.endswith(("\\\n", "\\\r\n"), 0, start):
        start = text.rfind("\n", 0, start - 1) + 1
    return start


_OF_DIRECTIVE = re.compile(r"[ \t]*#")
_BEFORE_NEWLINE = re.compile(r" (?=\n)")
