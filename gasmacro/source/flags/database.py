"""`compile_commands.json`: the commands of a build, as CMake, Meson, Bazel's helpers and the kernel's scripts write it.

In: the folder that holds it.  Out: the command of a source.  Rule: an entry is an object with `file`, `directory` and
`arguments` or `command`; of several for one source the first counts; an entry that is none of these is passed over.
"""

from __future__ import annotations

import os

from gasmacro.errors import InputError
from gasmacro.source.files import decode, read_regular
from gasmacro.source.flags.command import Command, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "compile_commands.json"
_LIMIT = 256 << 20  # bytes: that of a whole browser


def nearest(folder: str, most: int) -> str:
    """The nearest folder upward that holds a database, or whose `build` folder does; "" for none. Looks at `most`
    folders."""
    for _ in range(most):
        for home in (folder, os.path.join(folder, "build")):
            if os.path.isfile(os.path.join(home, NAME)):
                return home
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            break
        folder = above
    return ""


class Database:
    """The commands of a database by the source's real path. Commands are taken apart when they are asked for."""

    def __init__(self, entries: dict[str, dict[str, Any]], path: str, root: str) -> None:
        self._entries = entries
        self._path = path
        self._root = root

    @classmethod
    def read(cls, folder: str) -> Database | None:
        """The database of a folder; None where there is none. Raises `InputError` for one that is no JSON list."""
        import json

        path = os.path.join(folder, NAME)
        if not os.path.isfile(path):
            return None
        try:
            found = json.loads(decode(read_regular(path, _LIMIT)))
        except ValueError:
            raise InputError("is no JSON: write it anew, or leave it out with --no-flags", file=path) from None
        except RecursionError:
            raise InputError(
                "is nested too deeply: write it anew, or leave it out with --no-flags", file=path
            ) from None
        if not isinstance(found, list):
            raise InputError("is no list of commands: write it anew, or leave it out with --no-flags", file=path)
        entries: dict[str, dict[str, Any]] = {}
        for entry in found:
            if isinstance(entry, dict) and isinstance(file := entry.get("file"), str) and "\0" not in file:
                entries.setdefault(os.path.realpath(os.path.join(folder, _text(entry, "directory"), file)), entry)
        return cls(entries, path, _root(folder))

    def command(self, path: str) -> Command | None:
        """The command of a source, None where the database has none."""
        entry = self._entries.get(os.path.realpath(path))
        if entry is None:
            return None
        words = entry.get("arguments")
        if not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
            try:
                words = split(_text(entry, "command"))
            except ValueError:
                return None
        home = os.path.join(os.path.dirname(self._path), _text(entry, "directory"))
        return Command(words, home, self._path, self._root) if words else None


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) and "\0" not in value else ""


def _root(folder: str) -> str:
    """The folder that a database speaks for: the repository it is in, or the folder above one called `build`."""
    here = folder
    while True:
        if os.path.lexists(os.path.join(here, ".git")):
            return here
        above = os.path.dirname(here)
        if above == here:
            return os.path.dirname(folder) if os.path.basename(folder).startswith("build") else folder
        here = above
