"""Conditionals decided and assignments taken in.

In: a directive's name (lower case, no dot), its operands, a profile, the symbols.  Out: True, False or None
(undetermined) for a conditional; the assigned name for an assignment.  ExpressionError where the assembler rejects.
Rule: numbers by `expressions`, strings and definedness by each family's own rules, as the profile names them.
"""

from __future__ import annotations

import re

from gasmacro.engine.expressions import ExpressionError, absolute, evaluate, read, resolve, trailing
from gasmacro.engine.symbols import UNKNOWN

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
_NEGATED = {"ifndef", "ifnotdef", "ifnb", "ifnc", "ifnes"}
KNOWN = frozenset({*_NUMERIC, "ifdef", "ifndef", "ifnotdef", "ifb", "ifnb", "ifc", "ifnc", "ifeqs", "ifnes"}) - {"elseif"}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = {
    "characters": re.compile(r' ?(?:([A-Za-z_.$\x80-\U0010ffff][\w.$\x80-\U0010ffff]*)|"((?:[^"\\]|\\.)*)")'),
    "tokens": re.compile(r'(?:[ \t]|/\*.*?\*/)*(?:([A-Za-z_.][\w.$@?]*)|"((?:[^"\\]|\\.)*)")', re.DOTALL),
}


def decide(
    directive: str, operands: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None
) -> bool | None:
    """Whether the conditional's body is taken; None when only a full assembler knows. Raises ExpressionError."""
    test = _NUMERIC.get(directive)
    if test is not None:
        value = absolute(operands, profile, symbols, warn)
        return None if value is None else test(value)
    if directive in ("ifdef", "ifndef", "ifnotdef"):
        outcome = _defined(operands, profile, symbols)
    elif directive in ("ifb", "ifnb"):
        outcome = not _COMMENT.sub("", operands).strip()
    elif directive in ("ifc", "ifnc"):
        outcome = _same_text(operands, profile)
    else:
        outcome = _same_strings(operands, profile)
    if outcome is None:
        return None
    return outcome != (directive in _NEGATED)


def _defined(operands: str, profile: Profile, symbols: Symbols) -> bool | None:
    found = _NAME[profile.reads].match(operands)
    if found is None or (found[1] == "." and profile.reads == "tokens"):
        raise ExpressionError(profile.no_identifier)
    rest = _COMMENT.sub("", operands[found.end() :]).strip()
    if rest:
        raise ExpressionError(trailing(rest, profile))
    name = found[1] if found[1] is not None else found[2]
    if symbols.unknown_names and symbols.entry(name) is None and not symbols.is_defined(name, profile):
        return None
    return symbols.is_defined(name, profile)


def _same_text(operands: str, profile: Profile) -> bool:
    if profile.reads == "tokens":
        found = re.match(r'(?s)((?:"(?:[^"\\]|\\.)*"|[^",])*),(.*)', operands)
    else:
        found = re.match(r"(?s)([^,]*),(.*)", operands)
    if found is None:
        raise ExpressionError(profile.no_comma)
    return found[1].strip() == found[2].strip()


_STRINGS = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*,[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(.*)', re.DOTALL)


def _same_strings(operands: str, profile: Profile) -> bool:
    found = _STRINGS.match(operands)
    if found is None:
        raise ExpressionError("missing string")
    if found[3]:
        raise ExpressionError(trailing(found[3], profile))
    if profile.reads == "tokens":
        return found[1] == found[2]
    return _unescaped(found[1]) == _unescaped(found[2])


def _unescaped(text: str) -> str:
    named = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

    def one(found: re.Match[str]) -> str:
        body = found[1]
        if body[0] == "x":
            return chr(int(body[1:], 16) & 255)
        if body[0] in "01234567":
            return chr(int(body, 8) & 255)
        return named.get(body, body)

    return re.sub(r"(?s)\\(x[0-9a-fA-F]+|[0-7]{1,3}|.)", one, text)


def assignment(
    directive: str, operands: str, profile: Profile, symbols: Symbols, warn: list[str] | None = None
) -> str:
    """Take in `.set name, expression` and its kin: `directive` is "set", "equ", "equiv", "eqv", "=" or "==" (for these two
    `operands` is `name = expression`). Returns the name. Raises ExpressionError; then nothing is assigned."""
    found = _NAME[profile.reads].match(operands)
    if found is None:
        raise ExpressionError("expected symbol name")
    name = found[1] if found[1] is not None else found[2]
    rest = operands[found.end() :].lstrip(" \t")
    mark = directive if directive in ("=", "==") else ","
    if not rest.startswith(mark):
        raise ExpressionError(f'expected comma after "{name}"')
    text = rest[len(mark) :]
    if name == ".":
        return name
    if directive in ("equiv", "eqv", "==") and symbols.entry(name) is not None:
        raise ExpressionError(f"symbol `{name}' is already defined")
    if directive in ("eqv", "=="):
        tree, end = read(text, profile)
        symbols.assign(name, tree, directive)
        return name
    value = evaluate(text, profile, symbols, warn)
    if isinstance(value, int) or value is UNKNOWN:
        symbols.assign(name, value, directive)
    else:
        tree, _ = read(text, profile)
        symbols.assign(name, value if _settled(value) else tree, directive)
    return name


def _settled(value: object) -> bool:
    return getattr(value, "position", None) is not None
