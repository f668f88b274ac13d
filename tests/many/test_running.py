"""The options of `gasmacro check` for many files."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gasmacro.cli import running
from gasmacro.findings import Report
from gasmacro.many import work
from tests.test_cli import SPLIT, gasmacro


def test_the_number_of_processes_and_the_cache_change_nothing(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.s").write_text(SPLIT + "nop\n" * 20_000)
    pair = ("--as", "gas@2.40", "--as", "clang@19")
    outputs = {
        gasmacro("check", "--format", "json", *pair, *options, ".", cwd=tmp_path).stdout
        for options in (
            ["-j1"], ["--jobs", "2"], ["--cache", "--cache-dir", "cache"], ["--cache", "--cache-dir", "cache"],
            ["--no-cache", "--cache-dir", "none"],
        )
    }  # fmt: skip
    assert len(outputs) == 1
    assert [found["file"] for found in json.loads(outputs.pop())["findings"]] == [f"{number}.s" for number in range(6)]
    assert (tmp_path / "cache").is_dir()
    assert not (tmp_path / "none").exists()


def test_no_process_is_no_number(tmp_path: Path) -> None:
    assert gasmacro("check", "-j", "-1", tmp_path).returncode == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _reports(clock: list[float]) -> Iterator[Report]:
    for number in range(5):
        clock[0] += 1.0
        yield Report(f"{number}.s", ())


@pytest.mark.parametrize(("terminal", "speed", "shown"), [(True, 1.0, True), (True, 0.1, False), (False, 1.0, False)])
def test_a_bar_is_shown_on_a_terminal_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, speed: float, shown: bool
) -> None:
    clock = [0.0]
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(running, "monotonic", lambda: clock[0] * speed)
    assert [report.file for report in running.progress(_reports(clock), 5)] == [f"{number}.s" for number in range(5)]
    assert ("5/5" in stream.getvalue()) is shown
    assert bool(stream.getvalue()) is shown


def test_the_cores_are_those_this_process_may_use() -> None:
    assert work.cores() >= 1
    assert work.Many().jobs == work.cores()
