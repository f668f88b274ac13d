"""Conditions of `#if` and its kin, as far as they can be decided without a configuration.

In: the text after `#if` and what is known of names.  Out: True, False, or None with the atoms that it hangs on.  Rule:
C's operators and precedences; a name that nothing decides is an atom of one truth value (`defined(X)`, `X` and
`IS_ENABLED(X)` share it), and so is a comparison or call of which not all parts are known, by its text.
"""

from __future__ import annotations

import functools
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    Tree: TypeAlias = tuple[Any, ...]
    Names: TypeAlias = Mapping[str, "str | None"]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)[uUlL]*(?![\w.])|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<character>'(?:[^'\\]|\\.)+')|(?P<operator>&&|\|\||[=!<>]=|<<|>>|[-+*/%&|^!~<>()?:,]))"
)
_BINDING = {"||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
            "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10}  # fmt: skip
_SAME_AS_NAME = frozenset(("IS_ENABLED", "IS_BUILTIN", "IS_MODULE", "IS_REACHABLE"))
_COMPARED = re.compile(r"\(([A-Za-z_]\w*)(==|!=|<=|>=|<|>)(\d+)\)")
_DEPTH = 200  # of brackets and of names that stand for names


class _UnreadableError(Exception):
    """The text is no C condition: it becomes one atom."""


def _tokens(text: str) -> list[tuple[str, str]]:
    found = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _UnreadableError
        found.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return found


class _Reader:
    """Precedence climbing over tokens; about the size of the rule it implements."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        if self.at >= len(self.tokens) or (wanted and self.peek() != wanted):
            raise _UnreadableError
        self.at += 1
        return self.tokens[self.at - 1]

    def whole(self) -> Tree:
        tree = self.ternary()
        if self.at < len(self.tokens):
            raise _UnreadableError
        return tree

    def ternary(self) -> Tree:
        tree = self.binary(1)
        if self.peek() != "?":
            return tree
        self.take()
        yes = self.ternary()
        self.take(":")
        return ("choice", tree, yes, self.ternary())

    def binary(self, least: int) -> Tree:
        tree = self.operand()
        while _BINDING.get(self.peek(), 0) >= least:
            operator = self.take()[1]
            tree = ("binary", operator, tree, self.binary(_BINDING[operator] + 1))
        return tree

    def operand(self) -> Tree:
        self.depth += 1
        if self.depth > _DEPTH:
            raise _UnreadableError
        tree = self._operand()
        self.depth -= 1
        return tree

    def _operand(self) -> Tree:
        kind, text = self.take()
        if kind == "number":
            return ("number", int(text, 8) if text[0] == "0" and text.isdigit() else int(text, 0))
        if kind == "character":
            return ("number", ord(text[1])) if len(text) == 3 else ("opaque", text)
        if kind == "name":
            return self.named(text)
        if text == "(":
            tree = self.ternary()
            self.take(")")
            return tree
        if text in ("!", "-", "+", "~"):
            return ("unary", text, self.operand())
        raise _UnreadableError

    def named(self, name: str) -> Tree:
        if name == "defined":
            bracket = self.peek() == "("
            if bracket:
                self.take()
            kind, operand = self.take()
            if kind != "name":
                raise _UnreadableError
            if bracket:
                self.take(")")
            return ("defined", operand)
        if self.peek() != "(":
            return ("name", name)
        return self.call(name)

    def call(self, name: str) -> Tree:
        words = []
        level = 0
        while True:
            _, text = self.take()
            words.append(text)
            level += (text == "(") - (text == ")")
            if not level:
                break
        if name in _SAME_AS_NAME and len(words) == 3:
            return ("name", words[1])
        return ("opaque", name + " ".join(words))


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of a condition; one atom where it is none."""
    try:
        return _Reader(_tokens(text)).whole()
    except _UnreadableError:
        return ("opaque", " ".join(text.split()))


class Knowledge:
    """What one reading of a file knows: `names` defined (to a text) or undefined (None), and the truth chosen for
    atoms."""

    def __init__(self, names: dict[str, str | None]) -> None:
        self.names = names
        self.chosen: dict[str, bool] = {}
        self._compared: dict[str, list[tuple[str, int, bool]]] = {}

    def choose(self, trial: Mapping[str, bool]) -> None:
        """Takes truths in. A name that was said to equal a number has that value from then on."""
        self.chosen.update(trial)
        for atom, value in trial.items():
            found = _COMPARED.fullmatch(atom)
            if found is None:
                continue
            self._compared.setdefault(found[1], []).append((found[2], int(found[3]), value))
            if (found[2] == "==") is value and found[2] in ("==", "!=") and found[1] not in self.names:
                self.names[found[1]] = found[3]

    def truth(self, tree: Tree, trial: Mapping[str, bool], missing: list[str]) -> bool | None:
        """The truth of a condition, or None; the atoms it hangs on are added to `missing`."""
        return _Evaluation(self, trial, missing).truth(tree)

    def implied(self, atom: str, trial: Mapping[str, bool]) -> bool | None:
        """The truth of the comparison of a name with a number that others of the same name leave."""
        found = _COMPARED.fullmatch(atom)
        if found is None:
            return None
        known = list(self._compared.get(found[1], ()))
        for other, truth in trial.items():
            if other.startswith(f"({found[1]}") and (match := _COMPARED.fullmatch(other)) and match[1] == found[1]:
                known.append((match[2], int(match[3]), truth))
        if not known:
            return None
        wanted = found[2], int(found[3])
        numbers = {0, *(number + step for _, number, _ in (*known, (*wanted, True)) for step in (-1, 0, 1))}
        left = {
            _compute(wanted[0], number, wanted[1])
            for number in numbers
            if number >= 0 and all(bool(_compute(operator, number, other)) is truth for operator, other, truth in known)
        }
        return bool(left.pop()) if len(left) == 1 else None

    def solve(self, wanted: list[tuple[Tree, bool]], trial: dict[str, bool] | None = None) -> dict[str, bool] | None:
        """Truths of atoms that give each condition its wanted value, as few of them true as come first; None:
        impossible."""
        return self._solve(wanted, trial or {}, [512])

    def _solve(
        self, wanted: list[tuple[Tree, bool]], trial: dict[str, bool], budget: list[int]
    ) -> dict[str, bool] | None:
        budget[0] -= 1
        missing: list[str] = []
        for tree, value in wanted:
            if self.truth(tree, trial, missing) is (not value):
                return None
        undecided = next((atom for atom in missing), None)
        if undecided is None:
            return trial
        for value in (False, True):
            if budget[0] > 0:
                found = self._solve(wanted, {**trial, undecided: value}, budget)
                if found is not None:
                    return found
        return None


class _Evaluation:
    """Three-valued evaluation under what is known and atoms on trial."""

    def __init__(self, knowledge: Knowledge, trial: Mapping[str, bool], missing: list[str]) -> None:
        self.names: Names = knowledge.names
        self.knowledge = knowledge
        self.trial = trial
        self.missing = missing
        self.depth = 0

    def atom(self, key: str) -> bool | None:
        known = self.taken(key)
        if known is None:
            known = self.knowledge.implied(key, self.trial) if key[:1] == "(" else None
        if known is None:
            self.missing.append(key)
        return known

    def taken(self, key: str) -> bool | None:
        """The truth that was chosen for an atom, or is on trial."""
        known = self.trial.get(key)
        return self.knowledge.chosen.get(key) if known is None else known

    def truth(self, tree: Tree) -> bool | None:
        kind = tree[0]
        if kind == "defined" or (kind == "name" and tree[1] not in self.names):
            name = tree[1]
            return self.names[name] is not None if name in self.names else self.atom(name)
        if kind == "binary" and tree[1] in ("&&", "||"):
            return self._joined(tree[1] == "||", self.truth(tree[2]), self.truth(tree[3]))
        if kind == "unary" and tree[1] == "!":
            inner = self.truth(tree[2])
            return None if inner is None else not inner
        if kind == "opaque":
            return self.atom(tree[1])
        value = self.value(tree)
        return self.atom(spelling(tree)) if value is None else value != 0

    @staticmethod
    def _joined(decisive: bool, left: bool | None, right: bool | None) -> bool | None:
        if decisive in (left, right):
            return decisive
        return None if left is None or right is None else not decisive

    def value(self, tree: Tree) -> int | None:
        kind = tree[0]
        if kind == "number":
            return int(tree[1])
        if kind == "name":
            return self._named(tree[1])
        if kind == "opaque":
            return None
        if kind == "defined" or (kind == "binary" and tree[1] in ("&&", "||")) or (kind == "unary" and tree[1] == "!"):
            truth = self.truth(tree)
            return None if truth is None else int(truth)
        if kind == "choice":
            truth = self.truth(tree[1])
            return None if truth is None else self.value(tree[2] if truth else tree[3])
        values = [self.value(part) for part in tree[2:]]
        if None in values:
            return None
        return _UNARY[tree[1]](*values) if kind == "unary" else _compute(tree[1], *values)  # type: ignore[arg-type]

    def _named(self, name: str) -> int | None:
        if name not in self.names:
            return 0 if self.taken(name) is False else None
        body = self.names[name]
        if body is None:
            return 0
        if self.depth > 20:
            return None
        self.depth += 1
        value = self.value(parse(body)) if body else None
        self.depth -= 1
        return value


_UNARY: dict[str, Callable[[int], int]] = {"-": lambda v: -v, "+": lambda v: v, "~": lambda v: ~v}


def _compute(operator: str, left: int, right: int) -> int | None:
    if operator in ("/", "%"):
        if not right:
            return None
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return quotient if operator == "/" else left - right * quotient
    if operator in ("<<", ">>"):
        return None if not 0 <= right < 64 else left << right if operator == "<<" else left >> right
    return int(_BINARY[operator](left, right))


_BINARY: dict[str, Callable[[int, int], int]] = {
    "|": lambda a, b: a | b, "^": lambda a, b: a ^ b, "&": lambda a, b: a & b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
}  # fmt: skip


def spelling(tree: Tree) -> str:
    """One text for a tree, the same for the same tree: the name of its atom."""
    kind = tree[0]
    if kind in ("number", "name", "opaque"):
        return str(tree[1])
    if kind == "defined":
        return f"defined({tree[1]})"
    if kind == "choice":
        return " ".join(("(", spelling(tree[1]), "?", spelling(tree[2]), ":", spelling(tree[3]), ")"))
    return f"({tree[1].join(spelling(part) for part in tree[2:])})" if kind == "binary" else tree[1] + spelling(tree[2])
