"""Every grammar, in pyparsing; the only module that imports it, and imported only when a text is none of the plain forms.

In: a text and what the dialect says of its characters.  Out: trees (`syntax.trees`) and where they end.
Rule: an expression is operands with infix operators between; how they bind is `trees.arrange`. Elements never skip blanks
by themselves: each token's pattern says what it may stand behind.
"""

from __future__ import annotations

import pyparsing as pp

from gasmacro.syntax.trees import ExpressionError, arrange

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gasmacro.syntax.trees import Tree

_INFIX = r"\|\||&&|<<|>>|<=|>=|==|!=|<>|[-+*/%|&^<>]"
_expressions: dict[str, pp.ParserElement] = {}


def read_expression(text: str, reader: str, bang: bool) -> tuple[Tree, int]:
    """The tree of the longest expression at the start of `text` and the index where it ends.

    `reader` is "characters" or "tokens", `bang` whether `!` is an infix operator. Raises ExpressionError.
    """
    key = f"{reader}{bang}"
    grammar = _expressions.get(key)
    if grammar is None:
        build = _expression_of_characters if reader == "characters" else _expression_of_tokens
        grammar = _expressions[key] = build(_INFIX + (r"|!" if bang else ""))
    tree, end = grammar.parse_string(text)
    return tree, end


def _token(pattern: str, blanks: str = "[ \t]*") -> pp.ParserElement:
    return pp.Regex(f"{blanks}(?P<token>{pattern})").leave_whitespace()


def _flat(operand: pp.ParserElement, operator: pp.ParserElement) -> pp.ParserElement:
    """Operands with operators between, as one tree."""

    def build(text: str, at: int, found: Any) -> Tree:
        items = list(found)
        return [arrange(items[::2], items[1::2])]  # type: ignore[return-value]

    whole = (operand + pp.ZeroOrMore(operator + operand)).leave_whitespace()
    return whole.set_parse_action(build)


def _ended(expression: pp.ParserElement) -> pp.ParserElement:
    end = pp.Empty().leave_whitespace().set_parse_action(lambda text, at, found: [at])
    whole: pp.ParserElement = (expression + end).leave_whitespace().parse_with_tabs()
    return whole


def _operator(pattern: str, blanks: str) -> pp.ParserElement:
    return _token(pattern, blanks).set_parse_action(lambda text, at, found: [found["token"]])


def _prefixed(prefixes: pp.ParserElement, primary: pp.ParserElement) -> pp.ParserElement:
    def build(text: str, at: int, found: Any) -> Any:
        tree = found[-1]
        for operator in reversed(list(found)[:-1]):
            tree = ("unary", operator, tree)
        return [tree]

    whole = (pp.ZeroOrMore(prefixes) + primary).leave_whitespace()
    return whole.set_parse_action(build)


def _number(text: str, at: int, found: Any) -> Any:
    digits = found["token"].rstrip("uUlL")
    low = digits[:2].lower()
    value = int(digits, 16 if low == "0x" else 2 if low == "0b" else 8 if digits[0] == "0" else 10)
    return [("int", value) if value < 1 << 64 else ("big", value)]


def _expression_of_characters(infix: str) -> pp.ParserElement:
    blanks = " ?"
    number = _token(r"0[xX][0-9a-fA-F]+|0[bB][01]+|[1-9][0-9]*|0[0-7]*", blanks).set_parse_action(_number)
    local = _token(r"[0-9]+[bf](?![\w.$])", blanks).set_parse_action(
        lambda text, at, found: [("local", int(found["token"][:-1]), found["token"][-1])]
    )
    name = _token(r"[A-Za-z_.$\x80-\U0010ffff][\w.$\x80-\U0010ffff]*", blanks).set_parse_action(
        lambda text, at, found: [("here",) if found["token"] == "." else ("name", found["token"])]
    )
    quoted = _token(r'"(?:[^"\\]|\\.)*"', blanks).set_parse_action(
        lambda text, at, found: [("quoted", found["token"][1:-1])]
    )
    register = _token(r"%[\w.$]+", blanks).set_parse_action(lambda text, at, found: [("register", found["token"][1:])])
    expression = pp.Forward()
    grouped = (
        (_token(r"\(", blanks).suppress() + expression + _token(r"\)", blanks).suppress())
        | (_token(r"\[", blanks).suppress() + expression + _token(r"\]", blanks).suppress())
    ).leave_whitespace()
    absent = pp.Empty().leave_whitespace().set_parse_action(lambda text, at, found: [("absent",)])
    primary = local | number | name | quoted | register | grouped | absent
    expression <<= _flat(_prefixed(_operator("[-+~!]", blanks), primary), _operator(infix, blanks))
    return _ended(expression)


def _expression_of_tokens(infix: str) -> pp.ParserElement:
    blanks = r"(?:[ \t]|/\*(?s:.*?)\*/)*"
    number = _token(
        r"(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[1-9][0-9]*|0[0-7]*)(?:[uU]?[lL]{0,2}|[lL]{0,2}[uU])(?![0-9])", blanks
    ).set_parse_action(_number)
    local = _token(r"[0-9]+[bf](?![\w.$])", blanks).set_parse_action(
        lambda text, at, found: [("local", int(found["token"][:-1]), found["token"][-1])]
    )
    name = _token(r"[A-Za-z_.][\w.$@?]*", blanks).set_parse_action(
        lambda text, at, found: [("here",) if found["token"] == "." else ("name", found["token"])]
    )
    quoted = _token(r'"(?:[^"\\]|\\.)*"', blanks).set_parse_action(
        lambda text, at, found: [("quoted", found["token"][1:-1])]
    )
    register = _token(r"%[A-Za-z_.][\w.$]*", blanks).set_parse_action(
        lambda text, at, found: [("register", found["token"][1:])]
    )
    character = _token(r"'(?:[^'\\]|\\.)'", blanks).set_parse_action(_character)
    expression = pp.Forward()
    grouped = (
        (_token(r"\(", blanks).suppress() + expression + _token(r"\)", blanks).suppress())
        | (_token(r"\[", blanks).suppress() + expression + _token(r"\]", blanks).suppress())
    ).leave_whitespace()
    bad = pp.Empty().leave_whitespace().set_parse_action(_unknown)
    primary = local | number | name | quoted | register | character | grouped | bad
    expression <<= _flat(_prefixed(_operator("[-+~!]", blanks), primary), _operator(infix, blanks))
    return _ended(expression)


def _unknown(text: str, at: int, found: Any) -> None:
    raise ExpressionError("unknown token in expression")


def _character(text: str, at: int, found: Any) -> Any:
    inner = found["token"][1:-1]
    named = {"t": 9, "n": 10, "b": 8, "f": 12, "r": 13}
    return [("int", named.get(inner[1], ord(inner[1])) if len(inner) == 2 else ord(inner))]
