"""What a search for sources passes over: excludes of the configuration, and what `.gitignore` files name.

In: the folders and files that a search meets.  Out: whether it goes on with them.  Rule: as git has it, the last
pattern of the deepest `.gitignore` that fits decides, a repository below starts anew, and nothing below a folder that
is passed over is looked at.  A file with no `.gitignore` above it and none of its own excludes costs no library.
"""

from __future__ import annotations

import os

from gasmacro.control.patterns import Patterns
from gasmacro.errors import ConfigError, GasmacroError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from gasmacro.control.config import Config


class Search:
    """Decides for the configurations that `configured` gives for folders."""

    def __init__(self, configured: Callable[[str], Config]) -> None:
        self._configured = configured
        self._ignored: dict[str, tuple[Patterns, ...]] = {}
        self._excludes: dict[tuple[tuple[str, ...], str], Patterns] = {}
        self._whole: tuple[str, ...] = ()  # named folders that a search would have passed over

    def enters(self, folder: str) -> bool:
        """Whether a search goes into a folder that it met."""
        return not self._passed(folder, os.path.dirname(folder), folder=True)

    def takes(self, path: str) -> bool:
        """Whether a search takes a file that it met."""
        return not self._passed(path, os.path.dirname(path), folder=False)

    def takes_named(self, path: str) -> bool:
        """Whether a file or folder that was named by the user is taken: always, unless excludes are to be forced.

        A folder that is named although a search would pass it over is searched whole.
        """
        folder = os.path.isdir(path)
        config = self._configured(path if folder else os.path.dirname(path))
        if not folder:
            return not config.force_exclude or self.takes(path)
        if not self._passed(path, os.path.dirname(os.path.normpath(path)), folder=True):
            return True
        self._whole = (*self._whole, os.path.abspath(path) + os.sep)
        return not config.force_exclude

    def _passed(self, path: str, home: str, folder: bool) -> bool:
        if self._whole and os.path.abspath(path).startswith(self._whole):
            return False
        config = self._configured(home)
        if self._patterns(config).match(path, folder):
            return True
        if not config.respect_gitignore:
            return False
        for patterns in reversed(self._gitignores(os.path.abspath(home))):
            decided = patterns.decide(path, folder)
            if decided is not None:
                return decided
        return False

    def _patterns(self, config: Config) -> Patterns:
        key = (config.exclude + config.extend_exclude, config.root)
        if key not in self._excludes:
            self._excludes[key] = Patterns(*key)
            try:
                self._excludes[key].match(os.path.join(config.root, "x"))
            except UsageError as error:
                raise ConfigError(f"exclude: {error.message}", file=config.file) from None
        return self._excludes[key]

    def _gitignores(self, folder: str) -> tuple[Patterns, ...]:
        """The patterns that hold in a folder, of the outermost file first."""
        known = self._ignored.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            top = above == folder or os.path.lexists(os.path.join(folder, ".git"))
            found = () if top else self._gitignores(above)
            names = (os.path.join(".git", "info", "exclude"), ".gitignore") if top else (".gitignore",)
            for name in names:
                lines = _lines(os.path.join(folder, name))
                if lines:
                    found = (*found, Patterns(lines, folder, lenient=True))
            known = self._ignored[folder] = found
        return known


def _lines(path: str) -> tuple[str, ...]:
    """The lines of an ignore file that say something; none where it is no regular file that can be read."""
    from gasmacro.source.files import decode, read_named

    if not os.path.isfile(path):
        return ()
    try:
        lines = decode(read_named(path)).splitlines()
    except GasmacroError:
        return ()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))
