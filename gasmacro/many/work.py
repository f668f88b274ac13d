"""Many files: what the cache has is taken from there, the rest is checked by one process per core.

In: files, each with its configuration, and the function that checks one.  Out: reports in the order of the files.
Rule: little work is done here, since a process costs as much as some hundred statements; more goes in batches to
processes, whose reports are taken in order.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager

from gasmacro.errors import GasmacroError
from gasmacro.findings import Report, Trouble
from gasmacro.source.files import LEDGER, read_named, regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from typing import Any, TypeAlias

    from gasmacro.many.store import Store

    Check: TypeAlias = Callable[[str, Any], Report]
    Watch: TypeAlias = Callable[[Iterator[Report], int], Iterator[Report]]
    Others: TypeAlias = dict[str, tuple[str, str]]
    Done: TypeAlias = "tuple[Report, Others]"

WORTH_A_PROCESS = 200_000  # bytes of sources for which processes are started
_MOST = 61  # processes: Windows waits for no more
_BATCH_BYTES = 64_000  # of sources that go to a process at once,
_BATCH_FILES = 32  # and how many files at most


def cores() -> int:
    """How many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Many:
    """Checks files with up to `jobs` processes (0: one per core); `store` is the cache, None for none; `watch` looks
    on, given the reports and how many there will be."""

    def __init__(self, jobs: int = 0, store: Store | None = None, watch: Watch | None = None) -> None:
        self.jobs = jobs or cores()
        self.store = store
        self.watch = watch

    def map(self, check: Check, files: Sequence[str], configs: Sequence[Any]) -> Iterator[Report]:
        """A report for each file, in their order."""
        found = (task.report for task in self._done(check, files, configs) if task.report is not None)
        return found if self.watch is None else self.watch(found, len(files))

    def hanging(self, check: Check, files: Sequence[str], configs: Sequence[Any]) -> Iterator[tuple[Report, list[str]]]:
        """The same with the real paths of the files that each report hangs on, its own aside."""
        for task in self._done(check, files, configs):
            if task.report is not None:
                yield task.report, [real for path, (real, _) in task.others.items() if real and path != task.path]

    def _done(self, check: Check, files: Sequence[str], configs: Sequence[Any]) -> Iterator[_Task]:
        tasks = [_Task(path, config) for path, config in zip(files, configs, strict=True)]
        if self.store is not None:
            still = _Still()
            for task in tasks:
                task.look(self.store, still)
        waiting = [task for task in tasks if task.report is None]
        here = self.jobs == 1 or len(waiting) < 2 or sum(task.size() for task in waiting) < WORTH_A_PROCESS
        following = iter(tasks)
        for task, (report, others) in self._here(check, waiting) if here else self._in_processes(check, waiting):
            task.report, task.others = report, others
            if self.store is not None:
                task.keep(self.store, dict(others))
            yield from _up_to(task, following)
        yield from (task for task in following if task.report is not None)

    def _here(self, check: Check, tasks: Sequence[_Task]) -> Iterator[tuple[_Task, Done]]:
        for task in tasks:
            yield task, recorded(check, task.path, task.config)

    def _in_processes(self, check: Check, tasks: list[_Task]) -> Iterator[tuple[_Task, Done]]:
        from concurrent.futures.process import BrokenProcessPool

        work = batches(tasks)
        taken = 0
        try:
            with _processes(min(self.jobs, len(work))) as executor:
                asked: list[tuple[list[_Task], Future[list[Done]]]] = [
                    (batch, executor.submit(check_batch, check, [(task.path, task.config) for task in batch]))
                    for batch in work
                ]
                for batch, future in asked:
                    done = future.result()
                    taken += len(batch)
                    yield from zip(batch, done, strict=True)
        except BrokenProcessPool:
            yield from self._one_by_one(check, tasks[taken:])

    def _one_by_one(self, check: Check, tasks: Sequence[_Task]) -> Iterator[tuple[_Task, Done]]:
        """What is left when a process ended early: one at a time, so that memory is enough for most, and the one that
        is too much is known."""
        from concurrent.futures.process import BrokenProcessPool

        at = 0
        while at < len(tasks):
            try:
                with _processes(1) as executor:
                    while at < len(tasks):
                        task = tasks[at]
                        (done,) = executor.submit(check_batch, check, [(task.path, task.config)]).result()
                        at += 1
                        yield task, done
            except BrokenProcessPool:
                at += 1
                yield tasks[at - 1], (_lost(tasks[at - 1].path), {})


class _Task:
    """A file to be checked, and its report once there is one."""

    __slots__ = ("config", "content", "key", "others", "path", "report")

    def __init__(self, path: str, config: object) -> None:
        self.path = path
        self.config = config
        self.content = ""
        self.key: str | None = None
        self.report: Report | None = None
        self.others: Others = {}

    def look(self, store: Store, still: _Still) -> None:
        """Takes the report from the cache, if it is there and what it hangs on is as it was."""
        from gasmacro.many import keys, rows

        try:
            if not stat.S_ISREG(os.stat(self.path).st_mode):  # a pipe can be read once
                return
            self.content = keys.digest(read_named(self.path))
        except (GasmacroError, OSError, ValueError):
            return  # told by the check
        self.key = keys.key(self.path, self.content, self.config)
        row = store.get(self.key) if self.key is not None else None
        if row is None:
            return
        try:
            report, others = rows.read(row)
        except ValueError:
            return
        if all(still(path, *state) for path, state in others.items()):
            self.report, self.others = report, others

    def keep(self, store: Store, others: Others) -> None:
        """Puts the report into the cache; not if the file changed meanwhile, nor if something could not be done."""
        from gasmacro.many import rows

        _, content = others.pop(self.path, ("", ""))
        if self.key is not None and self.report is not None and not self.report.errors and content == self.content:
            store.put(self.key, rows.written(self.report, others))

    def size(self) -> int:
        """The size of the file in bytes."""
        try:
            return os.stat(self.path).st_size
        except (OSError, ValueError):
            return 0


class _Still:
    """Whether a path leads where it did, to the same content; each path is looked at once."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}
        self._content: dict[str, str] = {}

    def __call__(self, path: str, real: str, content: str) -> bool:
        if path not in self._real:
            self._real[path] = regular(path)
        return self._real[path] == real and (not content or self._digest(path) == content)

    def _digest(self, path: str) -> str:
        from gasmacro.many import keys

        if path not in self._content:
            try:
                self._content[path] = keys.digest(read_named(path))
            except GasmacroError:
                self._content[path] = "unreadable"
        return self._content[path]


def recorded(check: Check, path: str, config: object) -> Done:
    """A file's report and the files that it hangs on."""
    others: Others = {}
    token = LEDGER.set(others)
    try:
        return check(path, config), others
    finally:
        LEDGER.reset(token)


def check_batch(check: Check, work: Sequence[tuple[str, object]]) -> list[Done]:
    """What a process is asked for at once."""
    return [recorded(check, path, config) for path, config in work]


def _up_to(last: _Task, tasks: Iterator[_Task]) -> Iterator[_Task]:
    """The tasks up to one that has just been done; those before it are done."""
    for task in tasks:
        if task.report is not None:
            yield task
        if task is last:
            return


def batches(tasks: Sequence[_Task]) -> list[list[_Task]]:
    """Tasks in their order, in lists that are worth the way to a process."""
    found: list[list[_Task]] = []
    room = 0
    for task in tasks:
        size = task.size()
        if room < size or len(found[-1]) == _BATCH_FILES:
            found.append([])
            room = _BATCH_BYTES
        found[-1].append(task)
        room -= size
    return found


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    """Processes that end with the block; at once where it ends early, be it by an interrupt from the keyboard."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Where it is safe, a copy of this process is the quickest: what was imported is there.
    way = "fork" if sys.platform == "linux" else None
    executor = ProcessPoolExecutor(min(count, _MOST), multiprocessing.get_context(way), _left_alone)
    try:
        yield executor
    except BaseException:
        for process in list((getattr(executor, "_processes", None) or {}).values()):
            process.terminate()  # what it is about takes as long as a batch, and nobody wants it any more
        executor.shutdown(cancel_futures=True)
        raise
    executor.shutdown()


def _left_alone() -> None:
    """An interrupt from the keyboard is for the process that was started by the user, without which this one ends."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_followed, daemon=True).start()


def _followed() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _lost(path: str) -> Report:
    trouble = Trouble(path, 1, 1, "was not checked: the process that did it ended early (killed, or out of memory)")
    return Report(path, (), errors=(trouble,))
