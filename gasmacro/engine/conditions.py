"""Conditionals decided and assignments taken in.

In: a directive's name (lower case, no dot), its operands, a profile, the symbols.  Out: True, False or None
(undetermined) for a conditional; the assigned name for an assignment.  ExpressionError where the assembler rejects.
Rule: numbers by `expressions`, texts and definedness by each family's own rules, as the profile names them.
"""

from __future__ import annotations

import re

from gasmacro.engine.expressions import ExpressionError, bound, evaluate, nothing_left, read, read_quoted
from gasmacro.engine.symbols import ABSENT, BIG, FLOAT, UNKNOWN, Register, Relative
from gasmacro.syntax.trees import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.engine.symbols import Symbols
    from gasmacro.targets.schema import Profile

_NUMERIC: dict[str, Callable[[int], bool]] = {
    "if": lambda value: value != 0,
    "elseif": lambda value: value != 0,
    "ifeq": lambda value: value == 0,
    "ifne": lambda value: value != 0,
    "ifge": lambda value: value >= 0,
    "ifgt": lambda value: value > 0,
    "ifle": lambda value: value <= 0,
    "iflt": lambda value: value < 0,
}
_BLANK = re.compile(r"(?>[ \t]|/\*(?s:.*?)(?:\*/|\Z))*+")
_PLAIN_NAME = re.compile(r"[ \t]*(\.?[A-Za-z_][A-Za-z0-9_]*+)(?=[ \t,=]|\Z)")  # a name under every profile
_STRING = r'[ \t]*"((?:[^"\\]|\\.)*+)"[ \t]*'


def decide(
    directive: str, operands: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None
) -> bool | None:
    """Whether the conditional's body is taken; None when only a full assembler knows. Raises ExpressionError.

    `directive` is one that opens a conditional, without its dot, or "elseif"; `operands` its operands as the assembler
    reads them (scrubbed where the profile reads characters, as written where it reads tokens); `warn` takes the
    assembler's warnings.
    """
    test = _NUMERIC.get(directive)
    if test is not None:
        value = evaluate(operands, profile, symbols, warn)
        if type(value) is int:
            return test(value)
        if value is UNKNOWN:
            return None
        raise ExpressionError(profile.condition_not_absolute.format(directive))
    outcome = _TESTS[directive](directive, operands, profile, symbols)
    return outcome if outcome is None or directive not in _NEGATED else not outcome


def _defined(directive: str, operands: str, profile: Profile, symbols: Symbols) -> bool | None:
    name, end = _symbol(operands, profile)
    if name is None:
        raise ExpressionError(profile.no_identifier.format(directive))
    nothing_left(operands[end:], profile)
    defined = symbols.is_defined(name, profile)
    if symbols.unknown_names and not defined:
        return None
    return defined


def _symbol(operands: str, profile: Profile) -> tuple[str | None, int]:
    """The symbol's name that the operands start with, and where it ends; None when they start with something else."""
    plain = _PLAIN_NAME.match(operands)
    if plain is not None:
        return plain[1], plain.end()
    blanks = _BLANK.match(operands) if profile.reads == "tokens" else None
    start = blanks.end() if blanks else len(operands) - len(operands.lstrip(" \t"))
    if operands.startswith('"', start):
        return read_quoted(operands, start, profile)
    found = re.compile(profile.symbol_name).match(operands, start)
    return (found[0], found.end()) if found else (None, start)


def _blank(directive: str, operands: str, profile: Profile, symbols: Symbols) -> bool:
    found = _BLANK.match(operands)
    return found is not None and found.end() == len(operands)


def _same_text(directive: str, operands: str, profile: Profile, symbols: Symbols) -> bool:
    found = re.compile(profile.compared_text).match(operands)
    if found is None:
        raise ExpressionError(profile.no_comma)
    return _compared(found[1], profile) == _compared(operands[found.end() :], profile)


def _compared(text: str, profile: Profile) -> str:
    """What counts of a side of `.ifc`: a lexer's text begins at its first token, comments before it aside."""
    if profile.reads == "tokens":
        text = _BLANK.sub("", text, count=1)
    return text.strip(" \t")


def _same_strings(directive: str, operands: str, profile: Profile, symbols: Symbols) -> bool:
    first = re.compile(_STRING, re.DOTALL).match(operands)
    if first is None:
        raise ExpressionError(profile.no_string.format(directive))
    if not operands.startswith(",", first.end()):
        raise ExpressionError(profile.no_comma_between_strings.format(directive))
    second = re.compile(_STRING, re.DOTALL).match(operands, first.end() + 1)
    if second is None:
        raise ExpressionError(profile.no_string.format(directive))
    raw = profile.string_escapes == "raw"
    same = first[1] == second[1] if raw else _unescaped(first[1]) == _unescaped(second[1])
    if profile.text_after_strings == "refused" or same == (directive not in _NEGATED):
        nothing_left(operands[second.end() :], profile)
    return same


_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _unescaped(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        body = found[1]
        if body[0] in "xX" and len(body) > 1:
            return chr(int(body[1:], 16) & 255)
        if body[0] in "01234567":
            return chr(int(body, 8) & 255)
        return _NAMED.get(body, body)

    return re.sub(r"(?s)\\([xX][0-9a-fA-F]+|[0-7]{1,3}|.)", one, text)


_TESTS: dict[str, Callable[[str, str, Profile, Symbols], bool | None]] = {
    "ifdef": _defined,
    "ifndef": _defined,
    "ifnotdef": _defined,
    "ifb": _blank,
    "ifnb": _blank,
    "ifc": _same_text,
    "ifnc": _same_text,
    "ifeqs": _same_strings,
    "ifnes": _same_strings,
}
_NEGATED = frozenset(("ifndef", "ifnotdef", "ifnb", "ifnc", "ifnes"))


def assignment(directive: str, operands: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None) -> str:
    """Take in `.set name, expression` and its kin.

    `directive` is "set", "equ", "equiv", "eqv", "=" or "==" (for these two `operands` is `name = expression`).  Returns
    the name.  Raises ExpressionError where the assembler refuses the statement; then nothing is assigned.
    """
    mark = directive if directive in ("=", "==") else ","
    name, end = _symbol(operands, profile)
    if name is None:
        raise ExpressionError("expected symbol name")
    rest = operands[end:].lstrip(" \t")
    if not rest.startswith(mark):
        raise ExpressionError(f'expected comma after "{name}"')
    text = rest[len(mark) :]
    if name != ".":
        _assign(name, text, directive, profile, symbols, warn)
    return name


def _assign(name: str, text: str, directive: str, profile: Profile, symbols: Symbols, warn: list[str] | None) -> None:
    entry = symbols.entry(name)
    if entry is not None and _fixed(entry, directive):
        raise ExpressionError(f"symbol `{name}' is already defined")
    if directive in ("eqv", "=="):
        tree, end = read(text, profile)
        nothing_left(text[end:], profile)
        symbols.assign(name, bound(tree, symbols), directive)
        return
    value = evaluate(text, profile, symbols, warn)
    if value in (ABSENT, BIG, FLOAT):
        raise ExpressionError("missing expression" if value is ABSENT else "bignum or floating point number invalid")
    if entry is not None:
        symbols.settle(name)
    if isinstance(value, int) or value is UNKNOWN or isinstance(value, Register):
        symbols.assign(name, value, directive)
    elif isinstance(value, Relative) and value.position is not None and value.minus is None:
        place = Relative(name, 0, value.position, value.shift + value.addend)
        symbols.assign(name, place, directive)
    else:
        tree, _ = read(text, profile)
        symbols.assign_tree(name, bound(tree, symbols), directive, profile)


def _fixed(entry: tuple[object, ...], directive: str) -> bool:
    """Whether a name that has this entry can't be given another value by the directive."""
    if entry[0] in ("label", "lazy", "common"):
        return True
    return directive in ("equiv", "eqv", "==") or (len(entry) > 2 and entry[2] in ("equiv", "eqv", "=="))


def mentioned(directive: str, operands: str, profile: Profile) -> set[str]:
    """The symbols that a numeric condition mentions, the assembler's own and registers aside; none where it can't be
    read."""
    if directive not in _NUMERIC:
        return set()
    try:
        tree, _ = read(operands, profile)
    except ExpressionError:
        return set()
    own = profile.builtin_names
    return {
        name
        for name in names(tree)
        if name not in own and not (name[:1] == "$" and re.fullmatch(profile.register_name, name))
    }
