"""A source and the files that it may reach, as the layers behind take them.

In: text or bytes, a file's name, folders.  Out: decoded text without another preprocessor's markers; a `Files`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.source import located
    from gasmacro.source.files import Files
    from gasmacro.source.setting import Setting


def text_of(source: object, filename: str) -> str:
    """A source, text or bytes, as text of which nothing is lost. Raises `InputError` for what is no text."""
    from gasmacro.source.files import decode, legible

    if isinstance(source, bytes):
        return legible(decode(source), filename)
    if isinstance(source, str):
        return legible(source, filename)
    kind = type(source).__name__
    raise TypeError(f"a source is text or bytes, not {kind}: read the file, or hand its path to check_paths")


def files_of(filename: str, include_dirs: Sequence[str], around: Setting, named: Sequence[str] = ()) -> Files:
    """The files that a source may reach: from its own folder, the folders given, and those known from around it;
    `named` ones wherever they are."""
    from gasmacro.source.files import Disk

    return Disk(os.path.dirname(filename), (*include_dirs, *around.folders()), around.root, around.renamed, named=named)


def marked_text(text: str) -> tuple[str, located.Way | None]:
    """A text with markers of another preprocessor, and the way back from it."""
    if '" 1' not in text:
        return text, None
    from gasmacro.source.cpp.places import marked

    return marked(text)


def own_and_other(families: Sequence[str], cpp: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The families that a command of the user's preprocesses for, with it, and those that gasmacro preprocesses for."""
    if not cpp:
        return {}, tuple(families)
    from gasmacro.source.compiler import command_for

    commands = {family: command for family in families if (command := command_for(family, cpp))}
    return commands, tuple(family for family in families if family not in commands)
