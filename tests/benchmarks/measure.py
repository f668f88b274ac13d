"""CPU and memory of whole processes and of calls, taken in turns.

In: commands, or functions.  Out: `Spent`, medians and ratios.  Rule: CPU is user and system time of a process and of
all that it waited for (wait4); variants run in turns (A B A B), so that what disturbs the machine disturbs both
alike; only ratios within one run are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """Of one process: CPU in seconds, the largest resident set of it or a child in bytes, the exit status."""

    cpu: float
    memory: int
    status: int


def clean_environment() -> dict[str, str]:
    """What a process gets: a search path and nothing that changes how Python starts."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}


def process(
    command: Sequence[str], *, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Spent:
    """Run a command to its end, its output thrown away."""
    started = subprocess.Popen(
        command, cwd=folder, env=dict(environment or clean_environment()), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, started.returncode)


def cpu(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> float:
    """CPU seconds of a command run to its end; RuntimeError when it fails (1, what a linter finds, is no failure)."""
    spent = process(command, environment=environment)
    if spent.status not in {0, 1}:
        raise RuntimeError(f"{' '.join(command)[-200:]} ended with status {spent.status}")
    return spent.cpu


def in_turns(variants: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each variant over `rounds` turns, after one turn that doesn't count."""
    values: dict[str, list[float]] = {name: [] for name in variants}
    for turn in range(rounds + 1):
        for name, variant in variants.items():
            value = variant()
            if turn:
                values[name].append(value)
    return {name: statistics.median(each) for name, each in values.items()}


class Row(NamedTuple):
    """One line of the table: what was measured and said as text, the ratio, and the goal for it (None: no goal)."""

    what: str
    measured: str
    ratio: float | None = None
    goal: float | None = None


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| what | measured | ratio | goal |", "|---|---|--:|--:|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        missed = row.ratio is not None and row.goal is not None and row.ratio > row.goal
        goal = "" if row.goal is None else f"{row.goal:g}{' (missed)' if missed else ''}"
        lines.append(f"| {row.what} | {row.measured} | {ratio} | {goal} |")
    return "\n".join(lines)
