"""Flags that stand in files: the commands that a build left behind, and what they say of a source.

In: a path, and the folder of a build where the user names one.  Out: a `Setting` that knows all flags, or None.  Rule:
the kernel's `.file.o.cmd` beside the source comes first, then the nearest `compile_commands.json` upward.  Nothing here
starts a program.  A build found by itself is the repository's word: it may lead to files below the folder that it
stands for and nowhere else; one that the user names may lead to any regular file.
"""

from __future__ import annotations

import os

from gasmacro.source.flags.command import setting
from gasmacro.source.flags.database import Database, nearest
from gasmacro.source.flags.kbuild import commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source.flags.command import Command
    from gasmacro.source.setting import Setting

_UP = 40  # folders


class Builds:
    """Finds the command of a source. `folder` is that of a build, where the user names it."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._databases: dict[str, Database | None] = {}
        self._near: dict[str, str] = {}
        self._objects: dict[str, dict[str, Command]] = {}

    def setting(self, path: str, root: str = "") -> Setting | None:
        """All flags of a source; None where no build tells them. `root`: the folder of the tree it is in."""
        found = self._kernel(path, root) or self._listed(path)
        if found is None:
            return None
        command, trusted = found
        return setting(command, path, "" if trusted else root or command.root)

    def _kernel(self, path: str, root: str) -> tuple[Command, bool] | None:
        folder = os.path.dirname(os.path.abspath(path))
        if self._folder and root:
            folder = os.path.join(os.path.abspath(self._folder), os.path.relpath(folder, os.path.abspath(root)))
        if folder not in self._objects:
            self._objects[folder] = commands(folder)
        known = self._objects[folder]
        command = known.get(os.path.basename(path))
        return (command, bool(self._folder)) if command is not None else None

    def _listed(self, path: str) -> tuple[Command, bool] | None:
        home = self._folder or self._upward(os.path.dirname(os.path.abspath(path)))
        if not home:
            return None
        if home not in self._databases:
            self._databases[home] = Database.read(home)
        database = self._databases[home]
        command = database.command(path) if database is not None else None
        return (command, bool(self._folder)) if command is not None else None

    def _upward(self, folder: str) -> str:
        if folder not in self._near:
            self._near[folder] = nearest(folder, _UP)
        return self._near[folder]
