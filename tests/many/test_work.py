"""Many files: the same reports in the same order, whoever checks them, and from the cache only what still holds."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from gasmacro import Config, check_paths
from gasmacro.findings import Report
from gasmacro.many import work
from gasmacro.many.store import Store
from gasmacro.many.work import Many
from gasmacro.pipeline.checking import check_file

CONFIG = Config(("gas@2.40", "clang@19"))
PARTING = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Sources of which every third has a finding, one can't be read, and one is much larger than the others."""
    found = []
    for number in range(12):
        path = tmp_path / f"{number:02}.s"
        path.write_text(f"# {number}\n nop\n" * (3000 if number == 1 else 1) + (PARTING if number % 3 == 0 else ""))
        found.append(str(path))
    return [*found[:5], str(tmp_path / "none.s"), *found[5:]]


@contextmanager
def dask() -> Iterator[Executor]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
        client.get_executor() as executor,
    ):
        yield executor


@pytest.mark.filterwarnings("default")  # what a cluster warns of is not ours
@pytest.mark.parametrize("make", [lambda: ProcessPoolExecutor(2), lambda: ThreadPoolExecutor(3), dask])
def test_any_executor_gives_the_same_reports(
    tmp_path: Path, files: list[str], make: Callable[[], AbstractContextManager[Executor]]
) -> None:
    existing = [path for path in files if os.path.exists(path)]
    expected = list(check_paths(existing, config=CONFIG))
    assert [bool(report.findings) for report in expected] == [number % 3 == 0 for number in range(12)]
    with make() as executor:
        assert list(check_paths(existing, config=CONFIG, executor=executor)) == expected
        assert list(check_paths([tmp_path], config=CONFIG, executor=executor)) == expected


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_processes_give_the_same_reports(files: list[str], jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [check_file(path, CONFIG) for path in files]
    assert [bool(report.errors) for report in expected].count(True) == 1
    for enough in (0, 1 << 30):
        monkeypatch.setattr(work, "WORTH_A_PROCESS", enough)
        assert list(Many(jobs).map(check_file, files, [CONFIG] * len(files))) == expected


def test_little_work_starts_no_process(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_processes", None)
    small = [path for path in files if not path.endswith("01.s")]
    assert len(list(Many(4).map(check_file, small, [CONFIG] * len(small)))) == len(small)
    assert len(list(Many(4).map(check_file, files[1:2], [CONFIG]))) == 1  # one file, whatever its size


def _dies(path: str, config: object) -> Report:
    if path.endswith("07.s"):
        os._exit(9)
    return Report(path, ())


def test_a_process_that_dies_is_told_of_and_loses_no_file(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "WORTH_A_PROCESS", 0)
    for most in (1, 32):
        monkeypatch.setattr(work, "_BATCH_FILES", most)
        reports = list(Many(2).map(_dies, files, [CONFIG] * len(files)))
        assert [report.file for report in reports] == files
        told = {report.file: report.errors[0].message for report in reports if report.errors}
        assert list(told) == [path for path in files if path.endswith("07.s")]
        assert all("ended early" in message for message in told.values())


def _sleeps(path: str, config: object) -> Report:
    if not path.endswith("00.s"):
        time.sleep(60)
    return Report(path, ())


def test_who_leaves_early_does_not_wait(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the keyboard interrupts, or nobody reads the output any more."""
    monkeypatch.setattr(work, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(work, "_BATCH_FILES", 1)
    reports = Many(2).map(_sleeps, files, [CONFIG] * len(files))
    next(reports)
    start = time.monotonic()
    reports.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 20
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are followed where they are forked")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = (
        "import multiprocessing, sys, time\n"
        "from gasmacro.many import work\n"
        "with work._processes(2) as executor:\n"
        "    for _ in range(2): executor.submit(time.sleep, 60)\n"
        "    time.sleep(0.5)\n"
        "    print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        children = [int(word) for word in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.kill()
        end = time.monotonic() + 20
        while any(_runs(child) for child in children) and time.monotonic() < end:
            time.sleep(0.05)
    assert not any(_runs(child) for child in children)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_batches_keep_the_order_and_part_large_files(files: list[str]) -> None:
    tasks = [work._Task(path, None) for path in files]
    found = work.batches(tasks)
    assert [task for batch in found for task in batch] == tasks
    assert all(sum(task.size() for task in batch) <= 64_000 or len(batch) == 1 for batch in found)


class Counting:
    """A check that counts the files it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path: str, config: Config) -> Report:
        self.asked.append(os.path.basename(path))
        return check_file(path, config)


def run(where: Path, paths: list[str], config: Config = CONFIG) -> tuple[list[Report], list[str]]:
    """The reports of a run with the cache at `where`, and what was checked anew."""
    checking = Counting()
    with Store(str(where / "cache")) as store:
        reports = list(Many(1, store).map(checking, paths, [config] * len(paths)))
    return reports, checking.asked


def test_the_cache_gives_the_same_reports(tmp_path: Path, files: list[str]) -> None:
    first, asked = run(tmp_path, files)
    assert len(asked) == 13
    second, again = run(tmp_path, files)
    assert second == first
    assert again == ["none.s"]  # what could not be done is tried again
    _, others = run(tmp_path, files, Config(("gas@2.40", "clang@20")))
    assert len(others) == 13
    Path(files[3]).write_text(" nop\n" + PARTING)
    third, changed = run(tmp_path, files)
    assert changed == ["03.s", "none.s"]
    assert third[3].findings[0].line == first[3].findings[0].line - 1
    Path(files[3]).write_text("# 3\n nop\n" + PARTING)
    assert run(tmp_path, files)[1] == ["none.s"]  # the old content is the old report


@pytest.mark.parametrize("suffix", [".s", ".S"])
def test_what_a_source_includes_counts(tmp_path: Path, suffix: str) -> None:
    include = '.include "m.inc"\n' if suffix == ".s" else '#include "m.inc"\n'
    source = tmp_path / f"a{suffix}"
    source.write_text(include + " m 1 -2\n")
    first = tmp_path / "first"
    first.mkdir()
    config = Config(CONFIG.assemblers, include_dirs=(str(first), str(tmp_path / "inc")))
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "m.inc").write_text(".macro m a:vararg\n .byte \\a\n.endm\n")

    def findings() -> tuple[int, int]:
        (report,), asked = run(tmp_path, [str(source)], config)
        assert report == check_file(str(source), config)
        return len(report.findings), len(asked)

    assert findings() == (0, 1)
    assert findings() == (0, 0)
    (tmp_path / "inc" / "m.inc").write_text(".macro m a, b=9\n .byte \\a, \\b\n.endm\n")
    assert findings() == (1, 1)  # a file that was read has changed
    assert findings() == (1, 0)
    (first / "m.inc").write_text(".macro m a:vararg\n .byte \\a\n.endm\n")
    assert findings() == (0, 1)  # a file that was looked for and not there is there
    (first / "m.inc").unlink()
    assert findings()[0] == 1
    (first / "m.inc").mkdir()
    assert findings()[0] == 1
    (tmp_path / "inc" / "m.inc").unlink()
    run(tmp_path, [str(source)], config)
    assert run(tmp_path, [str(source)], config)[0] == [check_file(str(source), config)]


def test_a_row_that_is_none_is_passed_over(tmp_path: Path, files: list[str]) -> None:
    first, _ = run(tmp_path, files[:3])
    with Store(str(tmp_path / "cache")) as store:
        assert store._connection is not None
        store._connection.execute("UPDATE reports SET row = '{\"report\": 1}'")
    second, asked = run(tmp_path, files[:3])
    assert (second, len(asked)) == (first, 3)


def test_a_file_that_changes_while_it_is_checked_is_not_kept(tmp_path: Path, files: list[str]) -> None:
    def changing(path: str, config: Config) -> Report:
        Path(path).write_text(PARTING)
        return check_file(path, config)

    before = Path(files[1]).read_text()
    with Store(str(tmp_path / "cache")) as store:
        (report,) = Many(1, store).map(changing, files[1:2], [CONFIG])
    assert report.findings
    Path(files[1]).write_text(before)
    (report,), asked = run(tmp_path, files[1:2])
    assert (report.findings, len(asked)) == ((), 1)
