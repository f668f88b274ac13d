"""Which configuration holds for a source: the nearest file upward, as long as nothing else was asked for.

In: paths.  Out: a `Config` for each.  Rule: in a folder `gasmacro.toml` comes before a `pyproject.toml` with a
`[tool.gasmacro]`; a file is read once; what the command line says is laid over each.
"""

from __future__ import annotations

import os

from gasmacro.control.config import Config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("gasmacro.toml", "pyproject.toml")


class Finder:
    """Finds configurations. `only` is a file that holds for all sources, `isolated` means that none is read, `over`
    lays other values over what was found."""

    def __init__(
        self, *, only: str = "", isolated: bool = False, over: Callable[[Config], Config] | None = None
    ) -> None:
        self._over = over or (lambda config: config)
        self._folders: dict[str, Config] = {}
        self._fixed: Config | None = None
        self._without: Config | None = None  # of all folders that have no file: a search meets thousands of them
        if isolated or only:
            from gasmacro.control.load import load

            self._fixed = self._over(load(only) if only and not isolated else Config())

    def config(self, path: str) -> Config:
        """What holds for a file or a folder. Raises `ConfigError`."""
        if self._fixed is not None:
            return self._fixed
        return self._folder(path if os.path.isdir(path) else os.path.dirname(path))

    def anything(self, option: str) -> bool:
        """Whether a configuration that was asked for so far sets an option, by its attribute's name."""
        return any(option in config.origins for config in self._used())

    def _used(self) -> list[Config]:
        return [self._fixed] if self._fixed is not None else list(self._folders.values())

    def notes(self) -> tuple[str, ...]:
        """What to tell about the ranges of all configurations that were asked for so far."""
        return tuple(dict.fromkeys(note for config in dict.fromkeys(self._used()) for note in config.notes()))

    def _folder(self, folder: str) -> Config:
        known = self._folders.get(folder)
        if known is None:
            file = nearest(folder)
            if file:
                home = os.path.dirname(file)
                known = self._folders.get(home) if home != folder else None
                if known is None:
                    from gasmacro.control.load import load

                    known = self._over(load(file, found=True))
                self._folders[home] = known
            else:
                known = self._without = self._without or self._over(Config())
            self._folders[folder] = known
        return known


def nearest(folder: str) -> str:
    """The configuration file of a folder or of the nearest one above it, "" where there is none.

    The path is relative where that is shorter to read: for a folder here or below.
    """
    here = os.path.normpath(folder) if folder not in ("", ".") else ""
    up = os.path.abspath(folder)
    while True:
        for name in NAMES:
            path = os.path.join(here, name)
            if os.path.isfile(path):
                from gasmacro.control.load import holds

                if holds(path):
                    return path
        above = os.path.dirname(up)
        if above == up:
            return ""
        here = _above(here, up)
        up = above


def _above(here: str, absolute: str) -> str:
    """The folder above, relative as long as it is one that `here` names or the current one."""
    head = os.path.dirname(here.rstrip(os.sep))
    if os.path.isabs(here) or (here and head != here and os.path.basename(here) not in ("", ".", "..")):
        return head
    return os.path.dirname(absolute)
