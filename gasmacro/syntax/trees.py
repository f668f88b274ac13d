"""Expression trees: what the readers of expressions return and the engine evaluates.

A tree is a tuple whose first item is its kind:

| tree | meaning |
| --- | --- |
| `("int", value)` | an integer literal of up to 64 bits, as a signed number |
| `("big",)` | an integer literal that needs more than 64 bits |
| `("float",)` | a floating-point literal that is no number here |
| `("name", name)` | a symbol, or a register where registers carry no sigil |
| `("quoted", name)` | a symbol written in double quotes, never a register |
| `("register", name)` | what stands behind a register sigil |
| `("here",)` | the place of the statement itself (`.`) |
| `("local", number, "b", "f" or "$")` | a numeric label, backward, forward, or one of those written `1$` |
| `("absent",)` | no operand where one belongs, for a reader that goes on without |
| `("at", symbol, position)` | a place bound when the tree was kept for later (`.` of then) |
| `("unary", operator, tree)`, `("binary", operator, tree, tree)` | an operator applied |
| `("unsure",)` | an operand that only a full assembler can give a value |
| `("modified",)` | an operand with a relocation's name (`x@plt`) |
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    Tree: TypeAlias = tuple[Any, ...]

# How tightly an infix operator binds; equals group to the left. Both families agree (expr-012 to expr-036).
BINDING = {
    "*": 6, "/": 6, "%": 6, "<<": 6, ">>": 6,
    "|": 5, "&": 5, "^": 5, "!": 5,
    "+": 4, "-": 4,
    "==": 3, "!=": 3, "<>": 3, "<": 3, "<=": 3, ">": 3, ">=": 3,
    "&&": 2,
    "||": 1,
}  # fmt: skip


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class ExpressionError(Exception):
    """The assembler itself rejects the text; `message` says so in words close to its own."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def integer(value: int) -> Tree:
    """The tree of an integer literal."""
    if value >= 1 << 64:
        return ("big",)
    return ("int", value - (1 << 64) if value >> 63 else value)


def arrange(operands: list[Tree], operators: list[str]) -> Tree:
    """The tree of operands with infix operators between them (one fewer than operands), by `BINDING`."""
    if not operators:
        return operands[0]
    done = [operands[0]]
    waiting: list[str] = []
    for operator, operand in zip(operators, operands[1:], strict=True):
        binding = BINDING[operator]
        while waiting and BINDING[waiting[-1]] >= binding:
            right = done.pop()
            done[-1] = ("binary", waiting.pop(), done[-1], right)
        waiting.append(operator)
        done.append(operand)
    while waiting:
        right = done.pop()
        done[-1] = ("binary", waiting.pop(), done[-1], right)
    return done[0]


def spine(tree: Tree) -> tuple[Tree, list[tuple[str, Tree]]]:
    """The leftmost operand of a tree, and the operators with their right operands from left to right.

    Operators group to the left: whoever goes along this is not a thousand calls deep in a sum of a thousand terms.
    """
    steps = []
    while tree[0] == "binary":
        steps.append((tree[1], tree[3]))
        tree = tree[2]
    steps.reverse()
    return tree, steps


def leaves(tree: Tree) -> Iterator[Tree]:
    """The trees without parts in it, left to right."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        first, steps = spine(part)
        if steps:
            waiting.extend(right for _, right in reversed(steps))
            waiting.append(first)
        elif part[0] == "unary":
            waiting.append(part[2])
        else:
            yield part


def names(tree: Tree) -> set[str]:
    """The symbols a tree mentions."""
    return {leaf[1] for leaf in leaves(tree) if leaf[0] in ("name", "quoted")}


def replaced(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with each leaf changed."""
    tree, steps = spine(tree)
    tree = ("unary", tree[1], replaced(tree[2], change)) if tree[0] == "unary" else change(tree)
    for operator, right in steps:
        tree = ("binary", operator, tree, replaced(right, change))
    return tree


def renamed(tree: Tree, name: str, other: str) -> Tree:
    """The tree with a symbol renamed."""
    return replaced(tree, lambda leaf: ("name", other) if leaf[0] in ("name", "quoted") and leaf[1] == name else leaf)


def unquoted(text: str) -> str:
    """The name that one or more adjacent strings spell, a backslash standing for the character after it."""
    return _ESCAPE.sub(r"\1", "".join(_STRING.findall(text)))
