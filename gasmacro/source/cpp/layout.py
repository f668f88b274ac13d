"""A file's directives and the lines between them, found once per content.

In: a `Unit`.  Out: nodes in order: `Directive`s, of which conditionals know where their next arm is, and `Stretch`es of
lines that are none.  Rule: a directive is a line whose first character beside blanks and comments is `#` and whose next
word is a directive's name; any other `#` is an assembler's.
"""

from __future__ import annotations

import re

from gasmacro.source.cpp.lexer import BLANK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source.cpp.macros import Macro
    from gasmacro.source.cpp.unit import Unit

_LINE = re.compile(
    r"(?:[^\"'/\n]++|\"(?:[^\"\\\n]|\\[^\n])*+\"|'(?:[^'\\\n]|\\[^\n])*+'|[\"'][^\n]*+"
    r"|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+|/)*+(?:\n|\Z)"
)
_DIRECTIVE = re.compile(rf"{BLANK}*+(#){BLANK}*+(?:([A-Za-z_]\w*+)|(?=\n|\Z))".replace(r"\r\n", r"\r"))
_NAME = re.compile(rf"{BLANK}*+([^\W\d]\w*+)".replace(r"\r\n", r"\r"))
_WORDS = re.compile(r"[^\W\d]\w*+")
_SPACED = re.compile(
    rf"(\"(?:[^\"\\\n]|\\[^\n])*+\"|'(?:[^'\\\n]|\\[^\n])++'|[\"'][^\n]*+)|{BLANK}++".replace(r"\r\n", r"\r")
)
_SPACES = re.compile(r"[ \t\f\v\r]+")

CONDITIONS = frozenset(("if", "ifdef", "ifndef"))
ARMS = frozenset(("elif", "elifdef", "elifndef", "else"))
_NAMED = frozenset(("define", "undef", "ifdef", "ifndef", "elifdef", "elifndef"))
KNOWN = frozenset(
    ("include", "include_next", "import", "error", "warning", "pragma", "line", "ident", "sccs", "assert", "unassert")
) | CONDITIONS | ARMS | _NAMED | {"endif"}  # fmt: skip


class Directive:
    """A directive: its `keyword`, the offsets of its `#` (`start`), of what follows the keyword (`rest`) and of the
    line's end; the `name` that it is about; and, for conditionals, the index of the node of the `next` arm."""

    __slots__ = ("end", "keyword", "macro", "name", "next", "rest", "start")

    def __init__(self, keyword: str, start: int, rest: int, end: int, name: str) -> None:
        self.keyword = keyword
        self.start = start
        self.rest = rest
        self.end = end
        self.name = name
        self.next = -1
        self.macro: Macro | None = None  # what a `#define` defines, made when first met


class Stretch:
    """Lines between directives: `names`, all words in them, and `lines`, those that hold anything."""

    __slots__ = ("lines", "names")

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.names = frozenset().union(*[line.names for line in lines])


class Line:
    """A line from `start` to `end`, and the `names` in it."""

    __slots__ = ("_spaced", "end", "names", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.names = frozenset(_WORDS.findall(text))
        self._spaced = ""

    def spaced(self) -> str:
        """The line with single blanks, none at its end."""
        if not self._spaced:
            text = self.text
            if '"' in text or "'" in text or "/" in text:
                self._spaced = _SPACED.sub(lambda found: found[1] or " ", text).rstrip(" ")
            else:
                self._spaced = _SPACES.sub(" ", text).rstrip(" ")
        return self._spaced


class Layout:
    """The `nodes` of a unit."""

    __slots__ = ("nodes", "open", "unit")

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.nodes: list[Directive | Stretch] = []
        self.open: list[int] = []  # conditionals without end
        self._read()

    def _read(self) -> None:
        text, nodes = self.unit.text, self.nodes
        arms: list[int] = []
        plain: list[Line] = []
        directive = _DIRECTIVE.match
        for match in _LINE.finditer(text):
            start, end = match.span()
            if start == end:
                break
            found = directive(text, start, end) if "#" in match[0] else None
            keyword = (found[2] or "") if found is not None else "?"
            if keyword and keyword not in KNOWN:
                line = match[0].rstrip("\n")
                if line and not line.isspace():
                    plain.append(Line(start, start + len(line), line))
                continue
            if plain:
                nodes.append(Stretch(plain))
                plain = []
            if not keyword:  # a lone `#`
                continue
            stop = end - 1 if text[end - 1] == "\n" else end
            assert found is not None
            named = _NAME.match(text, found.end(), stop) if keyword in _NAMED else None
            node = Directive(
                keyword, found.start(1), named.end() if named else found.end(), stop, named[1] if named else ""
            )
            self._link(arms, node)
            nodes.append(node)
        if plain:
            nodes.append(Stretch(plain))
        self.open = arms

    def _link(self, arms: list[int], node: Directive) -> None:
        """Tell the arm before this one where it ends. An arm without its `#if`, or an end, stays unlinked."""
        here = len(self.nodes)
        if node.keyword in CONDITIONS:
            arms.append(here)
        elif (node.keyword in ARMS or node.keyword == "endif") and arms:
            before = self.nodes[arms.pop()]
            assert isinstance(before, Directive)
            before.next = here
            if node.keyword != "endif":
                arms.append(here)
