"""What is known of one file from outside it: its architecture, include paths, and the names defined for it.

In: a known tree, or a compiler's command.  Out: a `Setting`.  Rule: a command tells everything (`known`), a tree only
what holds in every configuration; paths are those of folders that exist.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Setting:
    """What holds for a file.

    `arch` is an architecture or "" for unknown; `skipped` why the file is left out ("" if it is not); `known`
    whether these are all flags of a compiler's command. `include_dirs` are searched for `"..."` and `<...>`,
    `quote_dirs` for `"..."` alone before them, `system_dirs` after them; `includes` are read before the file
    itself; `defines` are `NAME` or `NAME=TEXT`, `undefines` names; `symbols` are `NAME=NUMBER`, which the assembler
    is told. `renamed` leads a beginning of an include's name to a folder. `command` is the compiler's own command
    and `directory` where it runs. `origin` says in words where all this is from; `root` is the folder whose files
    the source may reach ("" for its own).
    """

    __slots__ = (
        "arch",
        "command",
        "defines",
        "directory",
        "include_dirs",
        "includes",
        "known",
        "origin",
        "quote_dirs",
        "renamed",
        "root",
        "skipped",
        "symbols",
        "system_dirs",
        "undefines",
    )

    def __init__(
        self,
        *,
        arch: str = "",
        skipped: str = "",
        known: bool = False,
        include_dirs: Sequence[str] = (),
        quote_dirs: Sequence[str] = (),
        system_dirs: Sequence[str] = (),
        includes: Sequence[str] = (),
        defines: Sequence[str] = (),
        undefines: Sequence[str] = (),
        symbols: Sequence[str] = (),
        renamed: Sequence[tuple[str, str]] = (),
        command: Sequence[str] = (),
        directory: str = "",
        origin: str = "",
        root: str = "",
    ) -> None:
        self.arch = arch
        self.skipped = skipped
        self.known = known
        self.include_dirs = tuple(include_dirs)
        self.quote_dirs = tuple(quote_dirs)
        self.system_dirs = tuple(system_dirs)
        self.includes = tuple(includes)
        self.defines = tuple(defines)
        self.undefines = tuple(undefines)
        self.symbols = tuple(symbols)
        self.renamed = tuple(renamed)
        self.command = tuple(command)
        self.directory = directory
        self.origin = origin
        self.root = root

    def folders(self) -> tuple[str, ...]:
        """All folders that an include is looked for in, in a compiler's order, each once."""
        return tuple(dict.fromkeys((*self.quote_dirs, *self.include_dirs, *self.system_dirs)))
