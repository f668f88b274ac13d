"""The means of the benchmarks: what is measured is what is meant. No time is asserted."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks import growth
from tests.benchmarks.bombs import BOMBS
from tests.benchmarks.measure import Row, cpu, in_turns, process, table
from tests.benchmarks.run import benchmarks
from tests.oracles.assemblers import assemble, assemblers


def test_every_module_with_rows_is_a_benchmark() -> None:
    assert set(benchmarks()) == {"startup", "kernel", "corpus", "growth", "bombs", "hook"}


def test_a_process_is_measured_with_what_it_waited_for() -> None:
    burn = "n = 0\nfor _ in range(3_000_000): n += 1"
    alone = process([sys.executable, "-c", "pass"])
    nested = process(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"]
    )
    large = process([sys.executable, "-c", "data = b'x' * 100_000_000"])
    assert process([sys.executable, "-c", "raise SystemExit(3)"]).status == 3
    assert nested.cpu > alone.cpu
    assert large.memory > 100_000_000


def test_a_failed_command_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="status 2"):
        cpu([sys.executable, "-c", "raise SystemExit(2)"])


def test_variants_take_turns_and_the_first_turn_does_not_count() -> None:
    order: list[str] = []
    values = {"a": iter([100.0, 1, 3, 2]), "b": iter([200.0, 5, 5, 9])}

    def variant(name: str) -> float:
        order.append(name)
        return next(values[name])

    assert in_turns({"a": lambda: variant("a"), "b": lambda: variant("b")}, 3) == {"a": 2, "b": 5}
    assert order == ["a", "b"] * 4


def test_the_table_says_which_goal_was_missed() -> None:
    text = table([Row("x", "1 s", 2.5, 2), Row("y", "1 s", 1.5, 2), Row("z", "1 s")])
    assert "| x | 1 s | 2.50 | 2 (missed) |" in text
    assert "| y | 1 s | 1.50 | 2 |" in text
    assert "| z | 1 s |  |  |" in text


@pytest.mark.live
@pytest.mark.parametrize("shape", growth.SHAPES)
@pytest.mark.parametrize("name", ["gas@2.40", "clang@19"])
def test_the_growing_sources_are_sound(shape: str, name: str) -> None:
    make = growth.SHAPES[shape]
    outcomes = [assemble(make(times), assemblers()[name]) for times in (1, 2)]
    assert [each.accepted for each in outcomes] == [True, True], outcomes[0].messages[:3]
    assert len(make(8)) > len(make(1)) or shape == "repetitions"


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_the_same_in_every_run(name: str) -> None:
    assert BOMBS[name]() == BOMBS[name]()
