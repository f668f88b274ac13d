"""The plain expressions, read without a grammar: integers, names, parentheses and the operators both families share.

In: an expression's whole text.  Out: its tree, the one the grammar gives, or None when the text is anything but plain.
Rule: `fits` says what may stand in a plain text; a number or a name that runs into anything odd is not plain.
"""

from __future__ import annotations

import re

from gasmacro.syntax.trees import arrange, integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.syntax.trees import Tree

# One token: decimal or hexadecimal number, name, operator or parenthesis. Octal, binary, suffixes and the like are left
# to the grammar, and so is a name that a character follows which some target takes into names.
_TOKEN = re.compile(
    r"[ \t]*(?:(?P<number>0[xX][0-9a-fA-F]{1,16}|[1-9][0-9]{0,17}|0)(?![\w.$'\"@?:])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*+|\.[A-Za-z_][A-Za-z0-9_]*+)(?![\w.$'\"@?:])"
    r"|(?P<operator>\|\||&&|<<|>>|[<>=!]=|[-+*/|&^<>~!()]|%(?![A-Za-z])))"
)
_UNARY = frozenset("-+~!")
_INFIX = frozenset("* / % << >> | & ^ + - == != < <= > >= && ||".split())


def read_plain(text: str) -> Tree | None:
    """The tree of a plain expression, None for any other text (empty, malformed and trailing text included)."""
    operands: list[Tree] = []
    operators: list[str] = []
    prefixes: list[str] = []
    outer: list[tuple[list[Tree], list[str], list[str]]] = []
    position, end = 0, len(text.rstrip(" \t"))
    match = _TOKEN.match
    wanted = True  # an operand comes next
    while position < end:
        found = match(text, position)
        if found is None:
            return None
        position = found.end()
        kind = found.lastgroup
        word = found[kind]  # type: ignore[index]
        if kind == "operator":
            if wanted:
                if word in _UNARY:
                    prefixes.append(word)
                elif word == "(":
                    outer.append((operands, operators, prefixes))
                    operands, operators, prefixes = [], [], []
                else:
                    return None
                continue
            if word == ")":
                if not outer:
                    return None
                tree = arrange(operands, operators)
                operands, operators, prefixes = outer.pop()
            elif word in _INFIX:
                operators.append(word)
                wanted = True
                continue
            else:
                return None
        elif not wanted:
            return None
        elif kind == "number":
            tree = integer(int(word, 16 if word[:2] in ("0x", "0X") else 10))
        else:
            tree = ("name", word)
        while prefixes:
            tree = ("unary", prefixes.pop(), tree)
        operands.append(tree)
        wanted = False
    if wanted or outer:
        return None
    return arrange(operands, operators)
