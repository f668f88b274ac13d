"""Plain expressions compiled to closures: the few forms that an expansion evaluates thousands of times.

In: the text of a condition, count or assigned value; the symbol table's entries.  Out: the number, or `NotPlainError`
for whatever the full evaluation has to decide.  Rule: whole numbers, names that stand for them, and operators whose
result every assembler agrees on (fixtures `expr-001` to `expr-036`), as long as the result stays within 63 bits.
"""

from __future__ import annotations

from operator import itemgetter

from gasmacro.syntax.plain import read_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Table: TypeAlias = dict[str, tuple[Any, ...]]
    Quick: TypeAlias = Callable[[Table], int]

_LIMIT = 1 << 62


class NotPlainError(Exception):
    """The full evaluation has to decide."""


_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "&": lambda left, right: left & right,
    "|": lambda left, right: left | right,
    "==": lambda left, right: -(left == right),
    "!=": lambda left, right: -(left != right),
    "<": lambda left, right: -(left < right),
    ">": lambda left, right: -(left > right),
    "<=": lambda left, right: -(left <= right),
    ">=": lambda left, right: -(left >= right),
    "&&": lambda left, right: int(bool(left) and bool(right)),
    "||": lambda left, right: int(bool(left) or bool(right)),
}

_TESTS: dict[str, Callable[[int], bool]] = {
    ".if": lambda value: value != 0,
    ".elseif": lambda value: value != 0,
    ".ifne": lambda value: value != 0,
    ".ifeq": lambda value: value == 0,
    ".ifge": lambda value: value >= 0,
    ".ifgt": lambda value: value > 0,
    ".ifle": lambda value: value <= 0,
    ".iflt": lambda value: value < 0,
}


def compiled(text: str) -> Quick | None:
    """The closure of an expression, None where the text is none of the plain forms."""
    tree = read_plain(text)
    return _closure(tree) if tree else None


def condition(directive: str, text: str) -> Callable[[Table], bool] | None:
    """The closure that decides a numeric conditional, None where it is no plain one."""
    test = _TESTS.get(directive)
    value = compiled(text) if test is not None else None
    if test is None or value is None:
        return None
    return lambda table: test(value(table))


def _closure(tree: tuple[Any, ...]) -> Quick | None:
    kind = tree[0]
    if kind == "int":
        number: int = tree[1]
        return (lambda table: number) if abs(number) < _LIMIT else None
    if kind == "name":
        return _name(tree[1])
    if kind == "unary" and tree[1] == "-":
        inner = _closure(tree[2])
        return (lambda table: -inner(table)) if inner is not None else None
    if kind == "binary" and tree[1] in _ARITHMETIC:
        left, right = _closure(tree[2]), _closure(tree[3])
        return _binary(_ARITHMETIC[tree[1]], left, right) if left is not None and right is not None else None
    return None


def _name(name: str) -> Quick:
    entry = itemgetter(name)

    def value(table: Table) -> int:
        try:
            kind, number = entry(table)[:2]
        except (KeyError, ValueError):
            raise NotPlainError from None
        if kind != "value" or type(number) is not int:
            raise NotPlainError
        return number

    return value


def _binary(operator: Callable[[int, int], int], left: Quick, right: Quick) -> Quick:
    def value(table: Table) -> int:
        result = operator(left(table), right(table))
        if -_LIMIT < result < _LIMIT:
            return result
        raise NotPlainError

    return value
