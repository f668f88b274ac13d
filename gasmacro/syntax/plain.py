"""The plain expressions, read without a grammar: integers, names, `.`, numeric labels, parentheses and the operators
that all assemblers share.

In: an expression's whole text.  Out: its tree, the one the grammar gives under every profile, or None when the text is
anything but plain.  Rule: `_TOKEN` says what may stand in a plain text; a number or a name that runs into anything odd
is not plain.
"""

from __future__ import annotations

import re

from gasmacro.syntax.trees import arrange, integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.syntax.trees import Tree

# One token: decimal or hexadecimal number, name, numeric label, `.`, operator, parenthesis. Octal, binary, suffixes and
# the like are left to the grammar, and so are a name that a character follows which some target takes into names, and a
# `%` that may start a register or a relocation.
_TOKEN = re.compile(
    r"[ \t]*(?:(?P<number>0[xX][0-9a-fA-F]{1,16}|[1-9][0-9]{0,17}|0)(?![\w.$'\"@?:])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*+|\.[A-Za-z_][A-Za-z0-9_]*+)(?![\w.$'\"@?:])"
    r"|(?P<label>[1-9][0-9]{0,8}[bf])(?![\w.$'\"@?:])|(?P<here>\.)(?![\w.$'\"@?:])"
    r"|(?P<operator>\|\||&&|<<|>>|[<>=!]=|[-+*/|&^<>~!()]|%(?![ \t]*[A-Za-z])))"
)
_PREFIX = frozenset("-+~!")
_INFIX = frozenset(("*", "/", "%", "<<", ">>", "|", "&", "^", "+", "-", "==", "!=", "<", "<=", ">", ">=", "&&", "||"))


def read_plain(text: str) -> Tree | None:
    """The tree of a plain expression, None for any other text (empty, malformed and trailing text included)."""
    reading = _Reading()
    position, end = 0, len(text.rstrip(" \t"))
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            return None
        position = found.end()
        kind, word = found.lastgroup, found[found.lastgroup or 0]
        if kind == "operator":
            if not reading.operator(word):
                return None
        elif reading.wanted:
            reading.operand(_operand(kind, word))
        else:
            return None
    return None if reading.wanted or reading.outer else arrange(reading.operands, reading.operators)


def _operand(kind: str | None, word: str) -> Tree:
    if kind == "number":
        return integer(int(word, 16 if word[:2] in ("0x", "0X") else 10))
    if kind == "label":
        return "local", int(word[:-1]), word[-1]
    return ("here",) if kind == "here" else ("name", word)


class _Reading:
    """What stands to the left: the operands and operators of the innermost parentheses, the prefixes of the operand to
    come, the same of what lies around; `wanted` that an operand comes next."""

    __slots__ = ("operands", "operators", "outer", "prefixes", "wanted")

    def __init__(self) -> None:
        self.operands: list[Tree] = []
        self.operators: list[str] = []
        self.prefixes: list[str] = []
        self.outer: list[tuple[list[Tree], list[str], list[str]]] = []
        self.wanted = True

    def operand(self, tree: Tree) -> None:
        while self.prefixes:
            tree = ("unary", self.prefixes.pop(), tree)
        self.operands.append(tree)
        self.wanted = False

    def operator(self, word: str) -> bool:
        """Whether the operator or parenthesis may stand here."""
        if self.wanted:
            return self._opening(word)
        if word == ")" and self.outer:
            tree = arrange(self.operands, self.operators)
            self.operands, self.operators, self.prefixes = self.outer.pop()
            self.operand(tree)
            return True
        self.operators.append(word)
        self.wanted = True
        return word in _INFIX

    def _opening(self, word: str) -> bool:
        if word in _PREFIX:
            self.prefixes.append(word)
            return True
        self.outer.append((self.operands, self.operators, self.prefixes))
        self.operands, self.operators, self.prefixes = [], [], []
        return word == "("
