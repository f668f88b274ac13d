"""Expressions: read with and without the grammar, evaluated as each family does."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gasmacro.engine import expressions as reading
from gasmacro.engine.expressions import ExpressionError, absolute, evaluate, evaluate_prefix
from gasmacro.engine.symbols import APART, UNKNOWN, UNSETTLED, Register, Relative, Symbols
from gasmacro.errors import LimitError
from gasmacro.syntax.grammar import read_expression
from gasmacro.syntax.plain import read_plain
from gasmacro.targets.ranges import profile

GAS, OLD_GAS = profile("gas", "2.44", "x86_64"), profile("gas", "2.35", "x86_64")
CLANG, OLD_CLANG = profile("clang", "19", "x86_64"), profile("clang", "9", "x86_64")
REJECTED = "rejected"

DIALECTS = [
    (family.reads, *(getattr(family, behaviour) for behaviour, _, _ in family.operand_tokens))
    for family in (GAS, CLANG)
]


def table() -> Symbols:
    """Labels of .text: `a`, `b` 4 bytes on, `far` where only the assembler knows, `near` where it does not yet; `d` of
    .data; two numbers."""
    places = {"a": 0, "b": 4, "far": None, "d": "data", "near": "late"}

    def distance(first: str, second: str) -> object:
        one, other = places[first], places[second]
        if "data" in (one, other):
            return 0 if one == other else APART
        if None in (one, other):
            return None
        if "late" in (one, other):
            return UNSETTLED
        return other - one  # type: ignore[operator]

    symbols = Symbols(distance=distance)
    for name in places:
        symbols.define_label(name, name)
    symbols.assign("five", 5, "=")
    symbols.assign("minus", -3, "=")
    symbols.here = "b"
    return symbols


def value(text: str, family: object, symbols: Symbols | None = None) -> object:
    try:
        found = absolute(text, family, symbols or table())  # type: ignore[arg-type]
    except ExpressionError:
        return REJECTED
    return "undetermined" if found is None else found


@pytest.mark.parametrize(
    ("text", "gas", "clang"),
    [
        ("1|2+4", 7, 7),
        ("1+6&3", 3, 3),
        ("1<<2+1", 5, 5),
        ("8|6^2&3", 0, 0),
        ("1||0&&0", 1, 1),
        ("1==1==1", 0, 0),
        ("~1+1", -1, -1),
        ("!0", 1, 1),
        ("- 5", -5, -5),
        ("-1>>1", (1 << 63) - 1, (1 << 63) - 1),
        ("-7/2", -3, -3),
        ("-7%2", -1, -1),
        ("0x7fffffffffffffff+1", -(1 << 63), -(1 << 63)),
        ("0xffffffffffffffff>1", 0, 0),
        ("18446744073709551615", -1, -1),
        ("0b101+017", 20, 20),
        ("[1+2]*3", 9, 9),
        ("6 ! 3", -2, -2),
        ("5!!3", 6, -1),
        ("1<>2", -1, -1),
        ("1<<64", 0, 1),
        ("1<<-1", 0, -(1 << 63)),
        ("1/0", 1, REJECTED),
        ("1%0", 0, REJECTED),
        ("1+", 1, REJECTED),
        ("(1+)", REJECTED, REJECTED),
        ("*1", REJECTED, REJECTED),
        ("1+-", 1, REJECTED),
        ("", REJECTED, REJECTED),
        ("1 2", REJECTED, REJECTED),
        ("(1", REJECTED, REJECTED),
        ("0x10000000000000000", REJECTED, REJECTED),
        ("0x10000000000000000+1", 1, REJECTED),
        ("0f1+1", 1, REJECTED),
        ("1.5", REJECTED, 0x3FF8000000000000),
        ("1.5-1", REJECTED, REJECTED),
        ("'a'", REJECTED, 97),
        ("'\\n'+1", REJECTED, 11),
        ("10ull", 10, 10),
        ("10lu", 10, REJECTED),
        ("five-minus", 8, 8),
        ('"five"', 5, 5),
        ("nosuch", REJECTED, REJECTED),
        ("nosuch==0", 0, REJECTED),
        ("nosuch!=five", -1, REJECTED),
        ("nosuch<1", REJECTED, REJECTED),
        ("nosuch==nosuch", -1, REJECTED),
        ("nosuch-nosuch", 0, REJECTED),
        ("nosuch*0", 0, REJECTED),
        ("nosuch*1-nosuch", 0, REJECTED),
        ("b-a", 4, 4),
        (".-a", 4, 4),
        ("-(a-b)", 4, 4),
        ("b+1-a", 5, 5),
        ("-a+b", REJECTED, 4),
        ("a-d+d-a", REJECTED, 0),
        ("a<b", -1, REJECTED),
        ("a==.", 0, REJECTED),
        ("a==d", REJECTED, REJECTED),
        ("a-d", REJECTED, REJECTED),
        ("a+1==b+1", "undetermined", REJECTED),
        ("a+1==a+1", -1, REJECTED),
        ("far-a", "undetermined", "undetermined"),
        ("(far-a)*0+1", "undetermined", "undetermined"),
        ("near-a", REJECTED, REJECTED),
        ("near==a", 0, REJECTED),
        ("%rax==%RAX", -1, -1),
        ("%rax==%rbx", 0, 0),
        ("%rax==5", 0, REJECTED),
        ("%nosuch", REJECTED, REJECTED),
        ("a@plt", REJECTED, REJECTED),
        ("1->2", REJECTED, REJECTED),
        ("$x==$x", -1, REJECTED),
    ],
)
def test_value_in_each_family(text: str, gas: object, clang: object) -> None:
    assert (value(text, GAS), value(text, CLANG)) == (gas, clang)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [("10lu", REJECTED, 10), ("0u", REJECTED, 0), ("{==0", 0, REJECTED), ('"x""y"==xy', REJECTED, -1)],
)
def test_gas_changed(text: str, old: object, new: object) -> None:
    assert (value(text, OLD_GAS), value(text, GAS)) == (old, new)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [("6!3", REJECTED, -2), ("10ul", REJECTED, 10), ("'\\f'", 102, 12), ("%rax==5", 0, REJECTED)],
)
def test_clang_changed(text: str, old: object, new: object) -> None:
    assert (value(text, OLD_CLANG), value(text, CLANG)) == (old, new)


def test_numeric_labels() -> None:
    symbols = Symbols(distance=lambda first, second: second - first)
    assert value("1b", GAS, symbols) == REJECTED
    symbols.define_label("1", 10)
    symbols.define_label("1", 14)
    symbols.here = 20
    assert [value(text, GAS, symbols) for text in (".-1b", "1f-1f", "01b-1b")] == [6, 0, REJECTED]
    assert [value(text, CLANG, symbols) for text in (".-1b", "1f-1f", "1 b-0x1b")] == [6, REJECTED, REJECTED]
    assert value(".-01b", CLANG, symbols) == 6


def test_what_gas_warns_of() -> None:
    warn: list[str] = []
    assert evaluate("1<<64|1/0", GAS, table(), warn) == 1
    assert warn == ["shift count out of range (64 is not between 0 and 63)", "division by zero"]


def test_the_least_number_divided_by_minus_one_ends_some_releases() -> None:
    assert value("0x8000000000000000/-1", OLD_GAS) == REJECTED
    assert value("0x8000000000000000/-1", GAS) == -(1 << 63)
    assert value("0x8000000000000000/-1", CLANG) == REJECTED


def test_where_an_expression_ends() -> None:
    assert evaluate_prefix("1+2 junk", GAS, table()) == (3, 3)
    assert evaluate_prefix("five, 2", CLANG, table()) == (5, 4)


def test_values_that_are_no_numbers() -> None:
    assert evaluate("nosuch+2", GAS, table()) == Relative("nosuch", 2)
    assert evaluate("%rax", GAS, table()) == Register("%rax")
    assert evaluate("nosuch", GAS, Symbols(unknown_names=True)) is UNKNOWN


def test_a_number_alone_is_told_from_a_place() -> None:
    with pytest.raises(ExpressionError, match="absolute expression"):
        absolute("a", GAS, table())
    with pytest.raises(ExpressionError, match="first unrecognized character is `2'"):
        absolute("1 2", GAS, table())


@pytest.mark.parametrize("family", [GAS, CLANG])
def test_size_is_no_obstacle_and_depth_is_told(family: object) -> None:
    long = "+".join(["five"] * 5000)
    assert value(long, family) == 25000
    assert value("0b1+" + long, family) == 25001
    assert value("(" * 500 + "1" + ")" * 500, family) == 1
    for deep in ("(" * 5000 + "0b1" + ")" * 5000, "(nosuch+" * 5000 + "1" + ")" * 5000, "-~" * 5000 + "nosuch"):
        with pytest.raises(LimitError):
            value(deep, family)


@pytest.mark.parametrize(
    ("text", "gas", "clang"),
    [
        ("(five - 2) * 3 == 9 && !0", set(), set()),
        ("0b11 + 017 - five", set(), set()),
        ("1 ! 2", set(), {"infix_operator"}),
        ("10ul", {"integer_literal"}, {"integer_literal"}),
        ("0x8000000000000000 / -1", {"quotient_overflow"}, set()),
        ("nosuch == 0", set(), set()),
    ],
)
def test_a_text_asks_only_for_what_it_hangs_on(text: str, gas: set[str], clang: set[str]) -> None:
    for family, asked in ((GAS.fresh(), gas), (CLANG.fresh(), clang)):
        value(text, family)
        assert set(family.asked()) == asked


def test_plain_texts_import_no_grammar() -> None:
    code = (
        "import sys\n"
        "from gasmacro.engine.conditions import assignment, decide\n"
        "from gasmacro.engine.symbols import Symbols\n"
        "from gasmacro.targets.ranges import profile\n"
        "for family, release in (('gas', '2.44'), ('clang', '19')):\n"
        "    reader, symbols = profile(family, release, 'x86_64'), Symbols()\n"
        "    assignment('=', 'x = 0x10', reader, symbols)\n"
        "    assert decide('if', '(1 == 1) && (2 + 3) * 4 > -x', reader, symbols)\n"
        "    assert decide('ifdef', 'x', reader, symbols)\n"
        "    assert decide('ifc', 'a, a', reader, symbols)\n"
        "sys.exit('pyparsing' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- the two readers --------------------------------------------------------------------------------------------------

OPERATORS = ["*", "/", "%", "<<", ">>", "|", "&", "^", "+", "-", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]
WORDS = [
    *OPERATORS,
    *"~!()()",
    "0",
    "1",
    "17",
    "0x1F",
    "08",
    "1b",
    "23f",
    ".",
    "x",
    ".y",
    "_z1",
    "x.y",
    "$",
    " ",
    "<>",
    "->",
    ",",
    "'a'",
    "%rax",
]


@st.composite
def expressions(draw: st.DrawFn, depth: int = 4) -> str:
    """Well-formed expressions of plain pieces, blanks anywhere."""
    blank = st.sampled_from(["", "", " ", "  ", "\t"])
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(
            st.sampled_from(
                ["0", "1", "7", "64", "0xff", "x", "_y2", ".L", ".", "1b", "771f", str(1 << 63), "123456789012345678"]
            )
        )
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return draw(st.sampled_from("-+~!")) + draw(blank) + draw(expressions(depth=depth - 1))
    if kind == 1:
        return f"({draw(blank)}{draw(expressions(depth=depth - 1))}{draw(blank)})"
    operator = f"{draw(blank)}{draw(st.sampled_from(OPERATORS))}{draw(blank)}"
    if operator in ("!", "/", "&", "|", "<", ">", "-") or operator.strip() == "%":
        operator = f" {operator.strip()} "
    return draw(expressions(depth=depth - 1)) + operator + draw(expressions(depth=depth - 1))


@given(expressions())
@settings(max_examples=300, deadline=None)
def test_both_readers_read_the_same(text: str) -> None:
    plain = read_plain(text)
    for dialect in DIALECTS:
        tree, end = read_expression(text, dialect)
        assert not text[end:].strip()
        assert plain is None or plain == tree


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
@settings(max_examples=800, deadline=None)
def test_what_is_read_without_the_grammar_is_an_expression_to_the_grammar(text: str) -> None:
    plain = read_plain(text)
    if plain is None:
        return
    for dialect in DIALECTS:
        tree, end = read_expression(text, dialect)
        assert (tree, text[end:].strip()) == (plain, "")


@pytest.mark.parametrize(
    "text",
    [
        "1",
        " x ",
        "a == b",
        "(a+1)*-2 >= ~b",
        "a && !b || c",
        "0xFF<<3",
        "5 % 3",
        ".Lx-.Ly",
        ".L - .",
        "771b-.",
        "(1f)+2",
    ],
)
def test_plain_forms_are_read_without_the_grammar(text: str) -> None:
    assert read_plain(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 2",
        "(1",
        "1)",
        "1+",
        "017",
        "0b1",
        "0b",
        "01f",
        "1b2",
        "1b:",
        ". .",
        "10u",
        "a$b",
        "a!b",
        "1<>2",
        '"a"',
        "%eax",
        "x%y",
    ],
)
def test_all_else_is_left_to_the_grammar(text: str) -> None:
    assert read_plain(text) is None


def reference(tree: tuple[object, ...]) -> int:
    """The number a tree of integers means, computed on bits."""
    bits = (1 << 64) - 1

    def wrap(number: int) -> int:
        return ((number & bits) ^ (1 << 63)) - (1 << 63)

    if tree[0] == "int":
        return int(tree[1])  # type: ignore[call-overload,no-any-return]
    if tree[0] == "unary":
        one = reference(tree[2])  # type: ignore[arg-type]
        return wrap({"-": -one, "+": one, "~": one ^ bits, "!": int(one == 0)}[str(tree[1])])
    left, right = reference(tree[2]), reference(tree[3])  # type: ignore[arg-type]
    truth = {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }
    logic = {"&&": bool(left) and bool(right), "||": bool(left) or bool(right)}
    operator = str(tree[1])
    if operator in truth:
        return -1 if truth[operator] else 0
    if operator in logic:
        return int(logic[operator])
    return wrap(
        {
            "+": left + right,
            "-": left - right,
            "*": left * right,
            "&": left & right,
            "|": left | right,
            "^": left ^ right,
        }[operator]
    )


NUMBERS = st.recursive(
    st.sampled_from([0, 1, 2, 5, 63, (1 << 63) - 1, 1 << 63, (1 << 64) - 1]).map(str),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("-+~!"), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(
            inner, st.sampled_from([each for each in OPERATORS if each not in ("/", "%", "<<", ">>")]), inner
        ).map(lambda parts: f"({parts[0]}){parts[1]}({parts[2]})"),
    ),
    max_leaves=12,
)


@given(NUMBERS)
@settings(max_examples=300, deadline=None)
def test_numbers_wrap_at_64_bits(text: str) -> None:
    tree = read_expression(text, DIALECTS[1])[0]
    assert value(text, GAS) == value(text, CLANG) == reference(tree)


@pytest.mark.parametrize("arch", ["x86_64", "i386"])
@pytest.mark.parametrize("assembler", ["gas@2.35", "gas@2.47", "clang@9", "clang@23"])
@pytest.mark.parametrize(
    "text", ["%rax", " %zmm31", "%eax", "%st", "%bogus3", "%r0", "%k1", "%rax==%rbx", " %rax != %eax", "%rax==%bogus3"]
)
def test_registers_are_read_as_the_grammar_reads_them(assembler: str, arch: str, text: str) -> None:
    family, _, release = assembler.partition("@")
    one = profile(family, release, arch)
    grammar = reading._by_grammar(text, reading._dialect(("register_name",), one))
    quick = reading._registers(text, ("register_name",), one)
    assert quick == (None if isinstance(grammar, ExpressionError) else grammar)
