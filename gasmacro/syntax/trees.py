"""Expression trees: what the readers of expressions return and the engine evaluates.

A tree is a tuple whose first item is its kind:

| tree | meaning |
| --- | --- |
| `("int", value)` | an integer literal of up to 64 bits (unsigned as written) |
| `("big", value)` | an integer literal that needs more than 64 bits |
| `("float", bits)` | a floating-point literal, as the bits of a double |
| `("name", name)` | a symbol, or a register where registers carry no sigil |
| `("quoted", name)` | a symbol written in double quotes, never a register |
| `("register", name)` | what stands behind a register sigil |
| `("here",)` | the place of the statement itself (`.`) |
| `("local", number, "b" or "f")` | a numeric label, backward or forward |
| `("absent",)` | no operand where one belongs, for a reader that goes on without |
| `("bad",)` | what the reader takes for an operand and can give no value to |
| `("unary", operator, tree)`, `("binary", operator, tree, tree)` | an operator applied |
| `("modified", tree, modifier)` | an operand with a relocation's name (`x@plt`) |
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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


class ExpressionError(Exception):
    """The assembler itself rejects the text; `message` says so in words close to its own."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


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
