"""Source trees known by name: one file each, found by itself, with what holds for a file by its place in the tree.

In: a path.  Out: a `Setting`, or None outside known trees.  Rule: the nearest folder upward that holds all the marks of
a tree is its root; include folders are those of the tree that exist and lie below its root, links followed.  A new tree
is one new file in this folder with a module constant `TREE`; nothing else names it.
"""

from __future__ import annotations

import os

from gasmacro.source.files import below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gasmacro.source.setting import Setting


class Tree:
    """A known tree: its `name`, the `marks` (paths below the root that must exist), and `setting`, which says what
    holds for a file by its path below the root, with `/` between folders; its include folders are below the root as
    well."""

    __slots__ = ("marks", "name", "setting")

    def __init__(self, name: str, marks: Sequence[str], setting: Callable[[str], Setting]) -> None:
        self.name = name
        self.marks = tuple(marks)
        self.setting = setting


def trees() -> tuple[Tree, ...]:
    """All known trees, by the names of their modules."""
    from pkgutil import iter_modules

    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(__import__(f"{__name__}.{name}", fromlist=("TREE",)).TREE for name in names)


class Trees:
    """Finds the tree of a file; each folder is looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[Tree, str] | None] = {}
        self._trees: tuple[Tree, ...] = ()
        self._inside: dict[str, bool] = {}

    def setting(self, path: str) -> Setting | None:
        """What a file's tree says of it; None outside known trees."""
        absolute = os.path.abspath(path)
        found = self._tree(os.path.dirname(absolute))
        if found is None:
            return None
        tree, root = found
        setting = tree.setting(os.path.relpath(absolute, root).replace(os.sep, "/"))
        shown = root if os.path.isabs(path) else os.path.relpath(root)
        setting.root = shown
        setting.origin = f"the tree of {tree.name} in {shown}"
        setting.include_dirs = tuple(
            folder for name in setting.include_dirs if (folder := self._folder(root, shown, name))
        )
        setting.includes = tuple(os.path.normpath(os.path.join(shown, name)) for name in setting.includes)
        setting.renamed = tuple(
            (begin, folder) for begin, name in setting.renamed if (folder := self._folder(root, shown, name))
        )
        return setting

    def _tree(self, folder: str) -> tuple[Tree, str] | None:
        if folder not in self._folders:
            here = next((tree for tree in self._all() if _marked(folder, tree)), None)
            above = os.path.dirname(folder)
            if here is not None:
                self._folders[folder] = here, folder
            else:
                self._folders[folder] = self._tree(above) if above != folder else None
        return self._folders[folder]

    def _all(self) -> tuple[Tree, ...]:
        self._trees = self._trees or trees()
        return self._trees

    def _folder(self, root: str, shown: str, name: str) -> str:
        """A folder of the tree as it is shown, "" where there is none or a link leads out of the tree."""
        folder = os.path.join(root, name)
        if folder not in self._inside:
            real = os.path.realpath(root)
            self._inside[folder] = os.path.isdir(folder) and below(os.path.realpath(folder), real)
        return os.path.normpath(os.path.join(shown, name)) if self._inside[folder] else ""


def _marked(folder: str, tree: Tree) -> bool:
    return all(os.path.lexists(os.path.join(folder, mark)) for mark in tree.marks)


def by_folder(path: str, names: Mapping[str, str]) -> str:
    """What a mapping has for a folder on a path, the last that it has; "" for none."""
    return next((names[part] for part in reversed(path.split("/")[:-1]) if part in names), "")
