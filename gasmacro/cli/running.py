"""Options of a run over many files: processes, the cache, and a progress bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gasmacro.findings import Report
    from gasmacro.many.work import Many

PATIENCE = 2.0  # seconds before a bar is shown

_OPTIONS = (
    click.option(
        "-j", "--jobs", type=click.IntRange(0), default=0, metavar="N",
        help="Check with up to N processes; 0, the default, is one per core.",
    ),
    click.option(
        "--cache/--no-cache", default=True, envvar="GASMACRO_CACHE", help="Keep reports for the next run (default)."
    ),
    click.option(
        "--cache-dir", metavar="DIR", envvar="GASMACRO_CACHE_DIR", help="Keep them here, not in the user's folder."
    ),
)  # fmt: skip


def running(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds these options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def many(jobs: int, cache: bool, cache_dir: str | None) -> Iterator[Many]:
    """What checks the files, as the options say."""
    from gasmacro.many.work import Many

    where = ""
    if cache:
        from gasmacro.many.store import folder

        where = cache_dir or folder()
    if not where:
        yield Many(jobs, None, progress)
        return
    from gasmacro.many.store import Store

    with Store(where) as store:
        yield Many(jobs, store, progress)


def progress(reports: Iterator[Report], length: int) -> Iterator[Report]:
    """The same reports; what takes longer than a moment shows how far it is, on a terminal."""
    if not sys.stderr.isatty():
        yield from reports
        return
    begin = monotonic()
    done = 0
    for report in reports:
        yield report
        done += 1
        if monotonic() - begin > PATIENCE and done < length:
            break
    else:
        return
    with click.progressbar(length=length, label="checking", file=sys.stderr, show_pos=True) as bar:
        bar.update(done)
        for report in reports:
            yield report
            bar.update(1)
