"""Every grammar, in pyparsing; the one module that imports it, itself imported when a text is none of the plain forms.

In: a text and a dialect, what it says of characters.  Out: trees (`syntax.trees`) and where they end.
Rule: an expression is operands with infix operators between; how they bind is `trees.arrange`.  No element skips blanks
by itself: each token's pattern says what may stand before it.
"""

from __future__ import annotations

import re
import struct

import pyparsing as pp

from gasmacro.syntax.headers import HeaderError
from gasmacro.syntax.trees import ExpressionError, arrange, integer, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, NoReturn, ParamSpec, TypeVar

    from gasmacro.syntax.headers import Cut, Parts
    from gasmacro.syntax.trees import Tree

    P = ParamSpec("P")
    R = TypeVar("R")

_LABELLED = re.compile(r"0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+|'\\?.'", re.DOTALL)
_OPEN_EXPONENT = re.compile(r"[eE][-+]?\Z")
_HEX_FLOAT = r"0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?[pP][-+]?[0-9]+"
_DECIMAL_FLOAT = r"(?:[1-9][0-9]*\.[0-9]*|0\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]*)?|[1-9][0-9]*[eE][-+]?[0-9]*"
_ESCAPES = {"b": 8, "f": 12, "n": 10, "r": 13, "t": 9}

_built: dict[tuple[object, ...], pp.ParserElement] = {}


def _apart(read: Callable[P, R]) -> Callable[P, R]:
    """A reader in a generator of its own: the rings of exceptions and frames that pyparsing leaves then end there, and
    do not keep the callers' frames, with whole expansions, until rings are looked for."""

    def once(*arguments: P.args, **named: P.kwargs) -> Iterator[R]:
        yield read(*arguments, **named)

    return lambda *arguments, **named: next(once(*arguments, **named))


@_apart
def read_expression(text: str, dialect: tuple[object, ...]) -> tuple[Tree, int]:
    """The tree of the longest expression at the start of `text` and the index where it ends.

    `dialect` is what `characters` or `tokens` takes, behind the name of the one or the other.  Raises ExpressionError.
    """
    grammar = _built.get(dialect)
    if grammar is None:
        build: Callable[..., pp.ParserElement] = _characters if dialect[0] == "characters" else _tokens
        grammar = _built[dialect] = build(*dialect[1:])
    tree, end = grammar.parse_string(text)
    return tree, end


# --- pieces -----------------------------------------------------------------------------------------------------------


def _token(blanks: str, pattern: str, action: Callable[[str], Any] | None = None) -> pp.ParserElement:
    """One token; `action` makes its result of the text after the blanks. Without one it leaves nothing."""
    element = pp.Regex(f"{blanks}(?P<token>{pattern})").leave_whitespace()
    if action is None:
        return element.suppress()
    return element.set_parse_action(lambda text, at, found: [action(found["token"])])


def _rejected(blanks: str, pattern: str, message: str) -> pp.ParserElement:
    """A token that ends the reading with the assembler's rejection."""

    def reject(token: str) -> NoReturn:
        raise ExpressionError(message.format(token))

    return _token(blanks, pattern, reject)


def _either(*elements: pp.ParserElement) -> pp.ParserElement:
    return pp.MatchFirst(elements).leave_whitespace()


def _bracketed(blanks: str, inner: pp.ParserElement, opening: str, closing: str, message: str) -> pp.ParserElement:
    end = _either(_token(blanks, closing), _rejected(blanks, r"(?s:.)?", message))
    whole: pp.ParserElement = (_token(blanks, opening) + inner + end).leave_whitespace()
    return whole


def _prefixed(prefix: pp.ParserElement, primary: pp.ParserElement) -> pp.ParserElement:
    def build(text: str, at: int, found: Any) -> Any:
        *operators, tree = found
        for operator in reversed(operators):
            tree = ("unary", operator, tree)
        return [tree]

    return (pp.ZeroOrMore(prefix) + primary).leave_whitespace().set_parse_action(build)


def _infixed(operand: pp.ParserElement, operator: pp.ParserElement) -> pp.ParserElement:
    def build(text: str, at: int, found: Any) -> Any:
        return [arrange(list(found[::2]), list(found[1::2]))]

    return (operand + pp.ZeroOrMore(operator + operand)).leave_whitespace().set_parse_action(build)


def _located(expression: pp.ParserElement) -> pp.ParserElement:
    """The expression's tree and the index where it ends."""
    end = pp.Empty().leave_whitespace().set_parse_action(lambda text, at, found: [at])
    whole: pp.ParserElement = (expression + end).leave_whitespace().parse_with_tabs()
    return whole


def _based(digits: str) -> int:
    """The number that digits with their base's prefix mean (`0x`, `0b`, a leading 0)."""
    base = {"0x": 16, "0b": 2}.get(digits[:2].lower(), 8 if digits[0] == "0" else 10)
    return int(digits, base)


def _local(token: str) -> Tree:
    return "local", _based(token[:-1]), token[-1]


# --- expressions over characters --------------------------------------------------------------------------------------


def _characters(
    integers: str, local: str, floats: str, here: str, name: str, register: str, strings: str, infix: str
) -> pp.ParserElement:
    """Expressions read from scrubbed text: patterns of integers, numeric labels, floating-point literals (which are no
    numbers here), the place of the statement, names, registers, quoted names and infix operators."""
    blanks = "[ \t]*+"
    expression = pp.Forward()
    operands = [
        _token(blanks, local, _local),
        _token(blanks, floats, lambda token: ("float",)),
        _token(blanks, r"0[xX](?=[ \t]*(?:,|\Z))", lambda token: ("absent",)),
        _token(blanks, r"0[xX](?![0-9a-fA-F])", lambda token: ("int", 0)),
        _token(blanks, integers, lambda token: integer(_based(token.rstrip("uUlL")))),
        _token(blanks, here, lambda token: ("here",)),
        _token(blanks, name, lambda token: ("name", token)),
        _token(blanks, strings, lambda token: ("quoted", unquoted(token))),
        _token(blanks, register, lambda token: ("register", _register(token))),
        _bracketed(blanks, expression, r"\(", r"\)", "found '{}', expected: ')'"),
        _bracketed(blanks, expression, r"\[", r"\]", "found '{}', expected: ']'"),
        _token(blanks, r"(?=,|\Z)", lambda token: ("absent",)),
        _rejected(blanks, r"(?s:.)", "bad expression"),
    ]
    prefix = _token(blanks, "[-+~!]", str)
    operator = _token(blanks, infix, lambda token: "^" if token == "!!" else token)
    expression <<= _infixed(_prefixed(prefix, _either(*operands)), operator)
    return _located(expression)


def _register(token: str) -> str:
    return token.replace(" ", "").replace("\t", "").lower()


# --- expressions over tokens ------------------------------------------------------------------------------------------


def _tokens(
    integers: str, here: str, name: str, register: str, escapes: str, relocation: str, infix: str
) -> pp.ParserElement:
    """Expressions read from source text as a lexer cuts it: patterns of integers, the place of the statement, names,
    registers and infix operators; `escapes` the letters that a backslash gives a meaning in a character constant."""
    blanks = r"(?>[ \t]|/\*(?s:.*?)\*/)*+"
    letter = r"[A-Za-z0-9_$.@?]"
    character = r"'(?:\\(?s:.)|[^\\])'"
    sign = r"(?:\+|-(?!>)|~|!(?!=))"

    def constant(token: str) -> int:
        inner = token[1:-1]
        return _ESCAPES[inner[1]] if len(inner) == 2 and inner[1] in escapes else ord(inner[-1])

    def labelled(token: str) -> Tree:
        found = _LABELLED.match(token)
        assert found is not None
        return "local", constant(found[0]) if token[0] == "'" else _based(found[0]), token[-1]

    expression = pp.Forward()
    round_brackets = _bracketed(blanks, expression, r"\(", r"\)", "expected ')' in parentheses expression")
    relocated = (_token(blanks, relocation) + round_brackets).leave_whitespace()
    operands = [
        relocated.set_parse_action(lambda text, at, found: [("unsure",)]),
        _rejected(blanks, r"(?:(?:[1-9][0-9]*|0)\.[0-9]*|\.[0-9]+)[-+]", "invalid sign in float literal"),
        _token(blanks, _HEX_FLOAT, _double),
        _rejected(blanks, r"0[xX](?:(?![0-9a-fA-F])|[0-9a-fA-F]*[.pP])", "invalid hexadecimal number"),
        _token(blanks, _DECIMAL_FLOAT, _double),
        _rejected(blanks, r"0[bB][2-9]", "invalid binary number"),
        _rejected(blanks, r"0[0-7]*[89]", "invalid octal number"),
        _token(blanks, rf"(?>{integers}|{character}){blanks}[bf](?!{letter})", labelled),
        _token(blanks, integers, _integer),
        _token(blanks, here, lambda token: ("here",)),
        _token(blanks, name, lambda token: ("name", token)),
        _rejected(blanks, '""', "expected a symbol reference"),
        _token(blanks, r'"(?:[^"\\]|\\(?s:.))*+"', lambda token: ("quoted", token[1:-1])),
        _token(blanks, character, lambda token: integer(constant(token))),
        _rejected(blanks, "'", "single quote way too long"),
        _token(blanks, register, lambda token: ("register", _register(token))),
        round_brackets,
        _bracketed(blanks, expression, r"\[", r"\]", "expected ']' in brackets expression"),
        _rejected(blanks, r"(?s:.)?", "unknown token in expression"),
    ]
    signed_register = _rejected(blanks, rf"{sign}(?:{blanks}{sign})*{blanks}%", "unknown token in expression")
    primary = _modified(_either(*operands), _token(blanks, rf"@{letter}*", str))
    operand = _either(signed_register, _prefixed(_token(blanks, sign, str), primary))
    expression <<= _infixed(operand, _token(blanks, infix, str))
    return _located(expression)


def _modified(primary: pp.ParserElement, modifier: pp.ParserElement) -> pp.ParserElement:
    def build(text: str, at: int, found: Any) -> Any:
        return [("modified",)] if len(found) > 1 else [found[0]]

    return (primary + pp.Optional(modifier)).leave_whitespace().set_parse_action(build)


def _integer(token: str) -> Tree:
    tree = integer(_based(token.rstrip("uUlL")))
    if tree[0] == "big":
        raise ExpressionError("literal value out of range for directive")
    return tree


def _double(token: str) -> Tree:
    """A floating-point literal is the integer that its bits as a double are."""
    try:
        value = float.fromhex(token) if token[:2] in ("0x", "0X") else float(_OPEN_EXPONENT.sub("", token))
    except OverflowError:
        value = float("inf")
    return integer(struct.unpack("<Q", struct.pack("<d", value))[0])


# --- macro headers ----------------------------------------------------------------------------------------------------


class _Header:
    """What one header's grammar shares: the `macro`'s name and the last `formal`'s with its `kind`, for refusals.

    The grammar is made for one header: headers that are not plain are few, and it holds what was read so far.
    """

    def __init__(self, macro: str, cut: Cut) -> None:
        self.macro = macro
        self.formal = self.kind = ""
        self._cut = cut

    def refuse(self, pattern: str, message: str) -> pp.ParserElement:
        """A place where the header is refused; `message` may name the macro, the formal and the token."""

        def refuse(text: str, at: int, found: Any) -> NoReturn:
            raise HeaderError(message.format(macro=self.macro, formal=self.formal, token=found["token"].strip()))

        return pp.Regex(f"(?P<token>{pattern})").leave_whitespace().set_parse_action(refuse)

    def name(self, blanks: str, pattern: str, kind: str) -> pp.ParserElement:
        """The name of the macro or of a formal (`kind` says which)."""

        def remember(token: str) -> str:
            name = token[1:-1] if token[0] == '"' else token
            setattr(self, kind, name)
            return name

        return _token(blanks, pattern, remember)

    def parts(self, name: pp.ParserElement, qualifier: pp.ParserElement, equals: pp.ParserElement) -> pp.ParserElement:
        """A formal of its parts."""

        def build(text: str, at: int, found: Any) -> Any:
            self.kind = found.get("kind", "")
            return [(found[0], self.kind, found.get("default"))]

        default = (equals + _Default(self._cut)("default")).leave_whitespace()
        return (name + pp.Opt(qualifier) + pp.Opt(default)).leave_whitespace().set_parse_action(build)

    def behind_vararg(self, element: pp.ParserElement) -> pp.ParserElement:
        """An element that only stands behind a formal that takes the rest."""
        copy = pp.Empty().leave_whitespace().add_condition(lambda: self.kind == "vararg")
        return (copy + element).leave_whitespace()


class _Default(pp.Token):
    """A default: what the family's own way of cutting actuals takes."""

    def __init__(self, cut: Cut) -> None:
        super().__init__()
        self._cut = cut
        self.leave_whitespace()

    def _generateDefaultName(self) -> str:  # noqa: N802 - the name is pyparsing's
        return "default"

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> tuple[int, Any]:  # noqa: N802
        text, end = self._cut(loc)
        return end, [text]


def _all_of(*elements: pp.ParserElement) -> pp.ParserElement:
    return pp.And(elements).leave_whitespace()


@_apart
def read_character_header(text: str, label: str, cut: Cut) -> tuple[str, list[Parts]]:
    """The name (or the `label` that gives it) and the formals of a scrubbed header. Raises `HeaderError`."""
    header = _Header(label, cut)
    inside = r"[^\x00-#%-\-/:-@\[-^`{-\x7f]"
    name = rf"(?![0-9]){inside}++"
    bad = header.refuse("", "bad parameter list for macro `{macro}'")
    end = pp.Regex(r"\Z").leave_whitespace().suppress()
    comma = _all_of(_token(" *", ", *+"), ~end)
    given = _either(
        _all_of(header.name("", name, "macro").suppress(), _either(_token("", r"(?=[ ,]|\Z)"), bad)),
        header.refuse(r"\Z", "missing macro name"),
        header.refuse("", "bad macro name"),
    )
    lead = _either(comma, _token("", r" *+(?!,)"), bad)
    kind = _either(
        _token("", rf"(?:req|vararg)(?!{inside})", str)("kind"),
        header.refuse(name, "`{token}' is not a valid parameter qualifier for `{formal}' in macro `{macro}'"),
        header.refuse("", "Missing parameter qualifier for `{formal}' in macro `{macro}'"),
    )
    formal = header.parts(header.name("", name, "formal"), _all_of(_token(" *", ": *"), kind), _token(" *", "= *"))
    behind = _either(_token(" *", r"\Z"), header.behind_vararg(bad), comma, _token("", r"(?: ++|(?<=\"))(?!,)"), bad)
    each = _all_of(~end, _either(formal, bad), behind)
    whole = _all_of(pp.Empty() if label else given, lead, pp.ZeroOrMore(each).leave_whitespace()).parse_with_tabs()
    formals = list(whole.parse_string(text))
    return header.macro, formals


@_apart
def read_token_header(text: str, start: str, inside: str, cut: Cut) -> tuple[str, list[Parts]]:
    """The name and the formals of a header as a lexer reads it; `start` and `inside`: the characters of names beside
    letters, digits, `.` and `_`, escaped. Raises `HeaderError`."""
    header = _Header("", cut)
    blanks = r"(?:[ \t]|/\*(?:[^*]|\*(?!/))*+\*/)*+"
    word = rf"\.[0-9][\w.]*+|(?:[A-Za-z_{start}]|\.(?=[\w.$@]))[\w.{inside}]*+"
    glued = rf"[$@](?:[0-9][\w.]*+|{word})"
    name = rf"\"(?:[^\"\\]|\\(?s:.))*+\"|{word}|{glued}"
    nameless = header.refuse("", "expected identifier in '.macro' directive")
    comma = _token(blanks, ",")
    kind = _either(
        _token(blanks, rf"(?:req|vararg)(?![\w.{inside}])", str)("kind"),
        header.refuse(
            f"{blanks}(?:{word}|{glued})",
            "{token} is not a valid parameter qualifier for '{formal}' in macro '{macro}'",
        ),
        header.refuse("", "missing parameter qualifier for '{formal}' in macro '{macro}'"),
    )
    formal = header.parts(
        header.name(blanks, name, "formal"),
        _all_of(_token(blanks, ":(?!:)"), kind),
        _token(blanks, f"=(?!=){blanks}"),
    )
    last = header.behind_vararg(header.refuse("", "vararg parameter '{formal}' should be the last parameter"))
    each = _all_of(~_token(blanks, r"\Z"), _either(last, formal, nameless), pp.Opt(comma))
    given = _either(header.name(blanks, name, "macro").suppress(), nameless)
    whole = _all_of(given, pp.Opt(comma), pp.ZeroOrMore(each).leave_whitespace()).parse_with_tabs()
    formals = list(whole.parse_string(text))
    return header.macro, formals


# --- ranges of assemblers ---------------------------------------------------------------------------------------------


def read_range(text: str) -> tuple[str, list[tuple[str, str, bool]]] | None:
    """The family and the clauses of a range in PEP 440's spelling (`gas>=2.35,<2.44`), None for anything else.

    A clause is an operator, a release, and whether `.*` follows the release.
    """
    grammar = _built.get(("range",))
    if grammar is None:
        number = pp.Regex(r"[0-9]+(?:\.[0-9]+)*")
        ordered = pp.one_of(">= <= > <") + number + pp.Empty().set_parse_action(lambda: False)
        equal = pp.one_of("== !=") + number + pp.Opt(pp.Literal(".*").set_parse_action(lambda: True), default=False)
        compatible = pp.Literal("~=") + pp.Regex(r"[0-9]+(?:\.[0-9]+)+") + pp.Empty().set_parse_action(lambda: False)
        clause = pp.Group(compatible | equal | ordered)
        grammar = _built["range",] = pp.Regex("[a-z]+") + pp.Group(pp.DelimitedList(clause))
    try:
        family, clauses = grammar.parse_string(text, parse_all=True)
    except pp.ParseException:
        return None
    return family, [(operator, number, wildcard) for operator, number, wildcard in clauses]
