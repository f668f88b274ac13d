"""What is compiled of plain expressions gives what the full evaluation gives, or leaves the answer to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gasmacro.engine.conditions import decide
from gasmacro.engine.expressions import ExpressionError, evaluate
from gasmacro.engine.quick import NotPlainError, compiled, condition
from gasmacro.engine.symbols import Symbols
from gasmacro.targets.ranges import profile

PROFILES = [profile("gas", "2.35", "x86_64"), profile("gas", "2.47", "x86_64"), profile("clang", "23", "x86_64")]
OPERATORS = ["+", "-", "*", "&", "|", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "/", "<<", "^"]
LEAVES = st.one_of(
    st.integers(0, 9).map(str), st.sampled_from(["x", "y", "big", "label", "nobody", "4611686018427387904"])
)


def texts() -> st.SearchStrategy[str]:
    """Expressions of numbers, names and operators, with and without blanks and parentheses."""
    return st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}"),
            inner.map(lambda text: f"({text})"),
            inner.map(lambda text: f"-({text})"),
        ),
        max_leaves=6,
    )


def symbols() -> Symbols:
    """Two small numbers, a large one, and a label."""
    table = Symbols()
    table.here = 5
    table.assign("x", 3, "set")
    table.assign("y", -2, "set")
    table.assign("big", (1 << 61) + 1, "set")
    table.define_label("label", 1)
    return table


@settings(max_examples=300, deadline=None)
@given(text=texts(), number=st.sampled_from(range(len(PROFILES))))
def test_a_compiled_expression_is_what_the_evaluation_gives(text: str, number: int) -> None:
    table, one = symbols(), PROFILES[number]
    quick = compiled(text)
    if quick is None:
        return
    try:
        value = quick(table.table())
    except NotPlainError:
        return
    assert evaluate(text, one, table) == value


@settings(max_examples=200, deadline=None)
@given(text=texts(), number=st.sampled_from(range(len(PROFILES))), word=st.sampled_from(["if", "ifeq", "ifge", "iflt"]))
def test_a_compiled_condition_is_decided_as_the_full_one(text: str, number: int, word: str) -> None:
    table, one = symbols(), PROFILES[number]
    quick = condition(f".{word}", text)
    if quick is None:
        return
    try:
        outcome = quick(table.table())
    except NotPlainError:
        return
    assert decide(word, text, one, table) is outcome


@pytest.mark.parametrize("text", ["label", "nobody", "label - 1", "1 / 0", "big * 4"])
def test_what_is_not_plain_is_left_to_the_evaluation(text: str) -> None:
    quick = compiled(text)
    if quick is not None:
        with pytest.raises(NotPlainError):
            quick(symbols().table())


def test_an_expression_the_assembler_refuses_is_never_answered() -> None:
    for one in PROFILES:
        with pytest.raises(ExpressionError):
            evaluate("1 +* 2", one, symbols())
    assert compiled("1 +* 2") is None
