"""Paths in, source files out: a file is taken as it is, a folder is searched for the suffixes of sources.

Hidden folders, links to folders, what is no regular file in the folder, and what a `Chooser` does not take are passed
over; files come in the order of their names.
"""

from __future__ import annotations

import os

from gasmacro.errors import InputError
from gasmacro.source.files import met

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    class Chooser(Protocol):
        """Decides what a search goes on with."""

        def enters(self, folder: str) -> bool:
            """Whether it goes into a folder."""

        def takes(self, path: str) -> bool:
            """Whether it takes a file that it met."""

        def takes_named(self, path: str) -> bool:
            """Whether it takes a path that the user named."""


SUFFIXES = frozenset((".s", ".asm", ".h", ".inc", ".i", ".c"))


def sources(paths: Sequence[str], chooser: Chooser | None = None) -> list[str]:
    """The files that paths stand for, each once. Raises `InputError` for a path that does not exist."""
    found: dict[str, None] = {}
    for path in paths:
        if chooser is not None and os.path.lexists(path) and not chooser.takes_named(path):
            continue
        if os.path.isdir(path):
            found.update(dict.fromkeys(_below(path, chooser)))
        elif os.path.lexists(path):
            found[path] = None
        else:
            raise InputError("does not exist", file=path)
    return list(found)


def _below(folder: str, chooser: Chooser | None) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if chooser is not None:
            folders[:] = [name for name in folders if chooser.enters(os.path.normpath(os.path.join(root, name)))]
        for name in sorted(files):
            if os.path.splitext(name)[1].lower() in SUFFIXES:
                path = os.path.normpath(os.path.join(root, name))
                if met(path, folder) and (chooser is None or chooser.takes(path)):
                    yield path
