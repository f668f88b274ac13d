"""A file system in which some files read otherwise than on the disk: what a fix would make of them.

In: a file system, texts by path.  Out: the same file system with those texts.  What was read through it is kept, so
that a fix of an included file starts from the text that was looked at.
"""

from __future__ import annotations

import os

from gasmacro.source.files import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from gasmacro.source.files import Files


class Overlay:
    """The files of `under`, with `texts` in place of the files at their paths, by whatever name they are reached.
    `served` are the texts read, by path."""

    __slots__ = ("_texts", "served", "under")

    def __init__(self, under: Files, texts: Mapping[str, str]) -> None:
        self.under = under
        self._texts = {os.path.realpath(path): text for path, text in texts.items()} if len(texts) > 1 else {}
        self.served: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        """The path of an included file, or None where there is none that may be read. A text whose path ends as the
        name does stands for a file that is not on the disk."""
        found = self.under.find(name)
        if found is None and self._texts:
            ending = "/" + name.lstrip("./")
            found = next((path for path in self._texts if f"/{path}".endswith(ending)), None)
        return found

    def exists(self, name: str) -> bool:
        """Whether `find` has an answer."""
        return self.find(name) is not None

    def read(self, name: str) -> bytes:
        """The bytes of an included file; InputError where `find` has no answer."""
        path = self.find(name)
        if path is None:
            return self.under.read(name)
        if path not in self.served:
            known = self._texts.get(os.path.realpath(path)) if self._texts else None
            self.served[path] = decode(self.under.read(name)) if known is None else known
        return self.served[path].encode("utf-8", "surrogateescape")

    def seek(self, folder: str, name: str) -> str | None:
        """The path of a file in one folder, or None where there is none that may be read. A text at that path stands
        for a file that is not on the disk."""
        found = self.under.seek(folder, name)
        if found is None and self._texts:
            path = os.path.normpath(os.path.join(folder, name))
            found = path if os.path.realpath(path) in self._texts else None
        return found

    def load(self, path: str) -> bytes:
        """The bytes of a file that `seek` found."""
        if path not in self.served:
            known = self._texts.get(os.path.realpath(path)) if self._texts else None
            self.served[path] = decode(self.under.load(path)) if known is None else known
        return self.served[path].encode("utf-8", "surrogateescape")
