"""Paths in, source files out: a file is taken as it is, a folder is searched for the suffixes of sources.

Hidden folders and links to folders are passed over; files come in the order of their names.
"""

from __future__ import annotations

import os

from gasmacro.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = frozenset((".s", ".asm", ".h", ".inc", ".i", ".c"))


def sources(paths: Sequence[str]) -> list[str]:
    """The files that paths stand for, each once. Raises `InputError` for a path that does not exist."""
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            found.update(dict.fromkeys(_below(path)))
        elif os.path.lexists(path):
            found[path] = None
        else:
            raise InputError("does not exist", file=path)
    return list(found)


def _below(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if os.path.splitext(name)[1].lower() in SUFFIXES:
                yield os.path.normpath(os.path.join(root, name))
