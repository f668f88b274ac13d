"""The files of the corpus that CI takes: a committed list of their names, and nothing of their text.

In: the corpus.  Out: those of its sources that `names.txt` lists.  Rule: a name that is listed and not there is a
mistake of the list or of `fetch`, never passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.corpus.store import Source, sources

LIST = Path(__file__).with_name("names.txt")


def listed() -> list[str]:
    """The names, in the order of the list."""
    return [line for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def missing() -> list[str]:
    """The sets that the list names files of, and that are not there with all of them."""
    there = {source.name for source in sources()}
    return sorted({name.partition("/")[0] for name in listed() if name not in there})


def named(every: Sequence[Source]) -> list[Source]:
    """The sources that the list names. Raises `LookupError` for a name that no source has."""
    by_name = {source.name: source for source in every}
    missing = [name for name in listed() if name not in by_name]
    if missing:
        raise LookupError(f"{len(missing)} of the listed files are not in the corpus, {missing[0]} first: fetch again")
    return [by_name[name] for name in listed()]
