"""Expressions as the assemblers evaluate them.

In: a text, a profile, the symbols.  Out: a value (int, Relative, Register, UNKNOWN), or ExpressionError in words close
to the assembler's.  Rule: each distinct text is read once (a plain one without a grammar), and its tree is evaluated at
each use; what hangs on a distance or a name that only a full assembler knows is UNKNOWN, never guessed.
"""

from __future__ import annotations

import re

from gasmacro.engine.arithmetic import PURE, UNARY, fold, signed, tell
from gasmacro.engine.places import combine, negated
from gasmacro.engine.symbols import ABSENT, BIG, FLOAT, PENDING, UNKNOWN, Register, Relative
from gasmacro.errors import LimitError
from gasmacro.syntax.plain import read_plain
from gasmacro.syntax.trees import ExpressionError, replaced, spine, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.engine.symbols import Symbols, Value
    from gasmacro.syntax.trees import Tree
    from gasmacro.targets.schema import Profile

__all__ = ["ExpressionError", "absolute", "evaluate", "evaluate_prefix", "read", "resolve", "signed", "trailing"]

_KEPT = 100_000  # distinct texts kept; a source with more starts over
_TOO_DEEP = "an expression nests deeper than gasmacro can follow, a limit of its own: use fewer parentheses"
_UNREAD: Tree = ()
_plain: dict[str, Tree] = {}  # text -> its tree, () for a text that is not plain
_read: dict[tuple[object, ...], tuple[Tree, int] | ExpressionError] = {}

_asked: dict[tuple[str, str], tuple[str, ...]] = {}  # how a profile reads and a text -> the behaviours that it hangs on


_REGISTERS = re.compile(r"[ \t]*(%[a-z]+\d*)(?:[ \t]*([=!]=)[ \t]*(%[a-z]+\d*))?")


def _registers(text: str, asked: tuple[str, ...], profile: Profile) -> tuple[Tree, int] | None:
    """The tree of a lone register, what assignments name most, or of two compared; None for anything else."""
    found = _REGISTERS.fullmatch(text) if "register_name" in asked else None
    if found is None or not all(re.fullmatch(profile.register_name, each) for each in found.group(1, 3) if each):
        return None
    first: Tree = ("register", found[1])
    return (first if found[2] is None else ("binary", found[2], first, ("register", found[3]))), len(text)


def _surely_registers(text: str, profile: Profile) -> tuple[Tree, int] | None:
    """The tree of a lone register, or of two compared, that every release knows; None for anything else."""
    found = _REGISTERS.fullmatch(text)
    if found is None or "register_name" not in [behaviour for behaviour, _, _ in profile.operand_tokens]:
        return None
    patterns = profile.ever("register_name")
    if not all(re.fullmatch(pattern, each) for each in found.group(1, 3) if each for pattern in patterns):
        return None
    first: Tree = ("register", found[1])
    return (first if found[2] is None else ("binary", found[2], first, ("register", found[3]))), len(text)


def read(text: str, profile: Profile) -> tuple[Tree, int]:
    """The tree of the expression that `text` starts with and the index where it ends. Raises ExpressionError."""
    tree = plain(text)
    if tree:
        return tree, len(text)
    if profile.others:
        return profile.agree(lambda each: read(text, each))
    profile = profile.own
    if "%" in text and (sure := _surely_registers(text, profile)) is not None:
        return sure
    asked = _asked.get((profile.reads, text))
    if asked is None:
        found = (behaviour for behaviour, trigger, _ in profile.operand_tokens if re.search(trigger, text))
        asked = _asked[profile.reads, text] = tuple(found)
    key = (profile.reads, text, *[getattr(profile, behaviour) for behaviour in asked])
    known = _read.get(key)
    if known is None:
        known = _read[key] = _registers(text, asked, profile) or _by_grammar(text, _dialect(asked, profile))
    if isinstance(known, ExpressionError):
        raise ExpressionError(known.message)
    return known


def plain(text: str) -> Tree:
    """The tree of a text that is a plain expression as a whole, which every profile reads alike; () for any other."""
    tree = _plain.get(text)
    if tree is None:
        if len(_plain) >= _KEPT:
            _plain.clear()
            _asked.clear()
            _read.clear()
        tree = _plain[text] = _within_reach(read_plain(text) or _UNREAD)
    return tree


def _dialect(asked: tuple[str, ...], profile: Profile) -> tuple[str, ...]:
    """The patterns for the grammar: those that no text of this kind hangs on are the same in every release."""
    rows = profile.operand_tokens
    chosen = (getattr(profile, behaviour) if behaviour in asked else otherwise for behaviour, _, otherwise in rows)
    return profile.reads, *chosen


def _by_grammar(text: str, dialect: tuple[str, ...]) -> tuple[Tree, int] | ExpressionError:
    from gasmacro.syntax.grammar import read_expression

    try:
        tree, end = read_expression(text, dialect)
    except ExpressionError as error:
        return ExpressionError(error.message)  # kept, without the frames that it came through
    except RecursionError:
        raise LimitError(_TOO_DEEP) from None
    return _within_reach(tree), end


def _within_reach(tree: Tree) -> Tree:
    """The tree folded. Raises LimitError for one that nests deeper than can be followed."""
    try:
        return _folded(tree)
    except RecursionError:
        raise LimitError(_TOO_DEEP) from None


def _folded(tree: Tree) -> Tree:
    """The tree with what is the same number for every assembler put in its place."""
    if not tree or tree[0] not in ("unary", "binary"):
        return tree
    if tree[0] == "unary":
        operand = _folded(tree[2])
        return ("int", UNARY[tree[1]](operand[1])) if operand[0] == "int" else ("unary", tree[1], operand)
    tree, steps = spine(tree)
    tree = _folded(tree)
    for operator, part in steps:
        right = _folded(part)
        if tree[0] == right[0] == "int" and operator in PURE:
            tree = ("int", PURE[operator](tree[1], right[1]))
        else:
            tree = ("binary", operator, tree, right)
    return tree


def evaluate_prefix(text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> tuple[Value, int]:
    """The value of the expression at the start of `text`, and the index where it ends. Raises ExpressionError."""
    tree, end = read(text, profile)
    return resolve(tree, profile, symbols, warn), end


def evaluate(text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> Value:
    """The value of `text`, which must be an expression to its end. Raises ExpressionError."""
    tree, end = read(text, profile)
    if end < len(text):
        nothing_left(text[end:], profile)
    return resolve(tree, profile, symbols, warn)


def absolute(text: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> int | None:
    """The number that `text` stands for, None when undetermined. Raises ExpressionError when it is none.

    `warn` takes the assembler's warnings.
    """
    value = evaluate(text, profile, symbols, warn)
    if type(value) is int:
        return value
    if value is UNKNOWN:
        return None
    raise ExpressionError(profile.not_absolute)


def read_quoted(text: str, start: int, profile: Profile) -> tuple[str | None, int]:
    """The name that the quotes at `start` hold, and the index behind them; None when they hold none."""
    found = re.compile(profile.quoted_name).match(text, start)
    if found is None:
        return None, start
    return unquoted(found[0]) if profile.reads == "characters" else found[0][1:-1], found.end()


_BLANKS = {"characters": re.compile(r"[ \t]*"), "tokens": re.compile(r"(?>[ \t]|/\*(?s:.*?)\*/)*+")}


def nothing_left(rest: str, profile: Profile) -> None:
    """Raise ExpressionError when `rest` holds anything but blanks and comments."""
    if not rest.strip(" \t"):
        return
    found = _BLANKS[profile.reads].match(rest)
    if found and found.end() < len(rest):
        raise ExpressionError(trailing(rest[found.end() :], profile))


def trailing(rest: str, profile: Profile) -> str:
    """The message for text after the end of what a directive takes; `rest` starts with it."""
    return str(profile.trailing_text).format(rest[0])


def resolve(tree: Tree, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> Value:
    """The value of a tree now. Raises ExpressionError."""
    if tree[0] == "int":
        number: int = tree[1]
        return number
    try:
        return _Evaluation(profile, symbols, warn).value(tree)
    except RecursionError:
        raise LimitError(_TOO_DEEP) from None


def bound(tree: Tree, symbols: Symbols) -> Tree:
    """The tree with `.` and numeric labels bound to what they mean here, so that it can be evaluated elsewhere."""

    def bind(leaf: Tree) -> Tree:
        if leaf[0] == "here":
            return "at", ".", symbols.here
        if leaf[0] == "local":
            return "name", symbols.numeric(leaf[1], leaf[2]) or f"{leaf[1]}{leaf[2]}"
        return leaf

    return replaced(tree, bind)


class _Evaluation:
    """One evaluation: the profile, the symbols, the warnings, the names being looked into and those looked up."""

    __slots__ = ("inside", "looked_up", "profile", "symbols", "warn")

    def __init__(self, profile: Profile, symbols: Symbols, warn: list[str] | None) -> None:
        self.profile = profile
        self.symbols = symbols
        self.warn = warn
        self.inside: list[str] = []
        self.looked_up: dict[str, Value] = {}

    def value(self, tree: Tree) -> Value:
        kind = tree[0]
        if kind == "int":
            return tree[1]  # type: ignore[no-any-return]
        if kind == "name":
            return self.named(tree[1])
        if kind == "binary":
            return self.binary(tree)
        return _KINDS[kind](self, tree)

    def binary(self, tree: Tree) -> Value:
        tree, steps = spine(tree)
        left = self.value(tree)
        for operator, part in steps:
            right = self.value(part)
            if right is ABSENT:
                tell(self.warn, "missing operand; zero assumed")
                right = 0
            if left is ABSENT:
                left = 0
            if type(left) is int and type(right) is int:
                left = fold(operator, left, right, self.profile, self.warn)
            else:
                left = combine(operator, left, right, self.profile, self.symbols, self.warn)
        return left

    def unary(self, tree: Tree) -> Value:
        operator, value = tree[1], self.value(tree[2])
        if type(value) is int:
            return UNARY[operator](value)
        if value is ABSENT:
            tell(self.warn, f"Unary operator {operator} ignored because bad operand follows")
            return value
        if value is BIG:
            return 0 if operator == "!" else value
        if value is FLOAT:
            if operator != "+" and (operator != "-" or tree[2][0] != "float"):
                raise ExpressionError("floating point number invalid")
            return value
        if value is UNKNOWN or operator == "+":
            return value
        if operator == "-" and isinstance(value, Relative) and self.profile.symbol_arithmetic == "relocations":
            return negated(value)
        return PENDING

    def named(self, name: str) -> Value:
        symbols = self.symbols
        entry = symbols.entry(name)
        if entry is None:
            return self.undefined(name)
        kind = entry[0]
        if kind == "value":
            value = entry[1]
            if type(value) is Relative and self.profile.symbol_arithmetic == "relocations":
                return Relative(name)
            return value  # type: ignore[no-any-return]
        if kind == "label":
            return Relative(name, 0, entry[1])
        if kind == "maybe":
            return UNKNOWN
        if kind == "common":
            return Relative(name)
        if name not in self.looked_up:
            self.looked_up[name] = self.deferred(name, entry[1])
        return self.looked_up[name]

    def deferred(self, name: str, tree: Tree) -> Value:
        """The value of a symbol that keeps a tree; none when it hangs on itself."""
        if name in self.inside:
            return PENDING
        self.inside.append(name)
        value = self.value(tree)
        self.inside.pop()
        if isinstance(value, Relative) and self.profile.symbol_arithmetic == "relocations":
            return Relative(name)  # a symbol set to a place is a symbol of its own in what comes after
        return value

    def undefined(self, name: str) -> Value:
        if self.profile.agree(lambda each: name in each.builtin_names):
            return self.profile.builtin_values[name]  # type: ignore[no-any-return]
        return UNKNOWN if self.symbols.unknown_names else Relative(name)

    def local(self, tree: Tree) -> Value:
        name = self.symbols.numeric(tree[1], tree[2])
        if name is None:
            raise ExpressionError(self.profile.no_such_label.format(tree[1]))
        return self.named(name)

    def here(self, tree: Tree) -> Value:
        return Relative(".", 0, self.symbols.here)


_KINDS: dict[str, Callable[[_Evaluation, Tree], Value]] = {
    "unary": _Evaluation.unary,
    "quoted": lambda self, tree: self.named(tree[1]),
    "local": _Evaluation.local,
    "here": _Evaluation.here,
    "at": lambda self, tree: Relative(tree[1], 0, tree[2]),
    "register": lambda self, tree: Register(tree[1]),
    "absent": lambda self, tree: ABSENT,
    "big": lambda self, tree: BIG,
    "float": lambda self, tree: FLOAT,
    "modified": lambda self, tree: PENDING,
    "unsure": lambda self, tree: UNKNOWN,
}
