"""What stands around a source: its tree and its build, looked at once by all sources of a run.

In: a path.  Out: a `Setting`.  Rule: the flags of a build win over what the tree says; the architecture is the tree's
where a command does not say it; outside of known trees a source reaches the files of its repository.
"""

from __future__ import annotations

import functools
import os

from gasmacro.source.flags import Builds
from gasmacro.source.setting import Setting
from gasmacro.source.trees import Trees

_MARKS = (".git", ".hg", ".jj", ".svn")


class Surroundings:
    """The trees and builds that sources of a run stand in. `build` is the folder of a build that the user names."""

    def __init__(self, build: str = "") -> None:
        self._trees = Trees()
        self._builds = Builds(build)
        self._last = ("", "", Setting())

    def setting(self, path: str) -> Setting:
        """What is known of a source. Raises `InputError` for a database that can't be read."""
        absolute = os.path.abspath(path)
        if self._last[:2] != (path, absolute):
            self._last = path, absolute, self._setting(path)
        return self._last[2]

    def _setting(self, path: str) -> Setting:
        tree = self._trees.setting(path)
        flags = self._builds.setting(path, tree.root if tree is not None else "")
        if flags is None:
            return tree or Setting(root=repository(os.path.dirname(os.path.abspath(path))))
        if tree is not None:
            flags.arch = flags.arch or tree.arch
            flags.root = tree.root
        return flags


@functools.lru_cache(maxsize=4096)
def repository(folder: str) -> str:
    """The working tree of a version control system that a folder is in, whose files a source in it may include; "" for
    none."""
    if any(os.path.lexists(os.path.join(folder, mark)) for mark in _MARKS):
        return folder
    above = os.path.dirname(folder)
    return repository(above) if above != folder else ""


@functools.cache
def surroundings(build: str = "") -> Surroundings:
    """The surroundings of a run; one for each build."""
    return Surroundings(build)
