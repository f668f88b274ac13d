"""What holds for a source: every option's value, where it comes from, and the file that says so.

In: values, a file, or a path whose nearest configuration counts.  Out: a `Config`, which never changes.  Rule: the
nearest file upward wins and nothing is merged with files above it; the command line wins over the file.
"""

from __future__ import annotations

from gasmacro.control.options import BY_KEY, OPTIONS
from gasmacro.errors import UsageError
from gasmacro.targets.ranges import DEFAULT_ARCH, DEFAULT_RANGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from gasmacro.source.setting import Setting
    from gasmacro.targets.schema import Profile


class Config:
    """How sources are checked, an attribute for each option (docs/configuration.md has them all).

    `assemblers` are ranges or presets, `arch` an architecture ("": that of a file's flags, of its tree, or x86_64),
    `include_dirs` folders, `defines` and `undefines` as a compiler's; `mode` how C preprocessor lines are read;
    `select`, `extend_select`, `ignore` name rules, `per_file_ignores` maps patterns to rules, `severity` is the
    least that is told; `exclude`, `extend_exclude`, `respect_gitignore`, `force_exclude` say what a search passes
    over; `flags` whether what stands around a file counts, its build and its tree; `stubs` and `baseline` are
    paths. `build` is the folder of a build, `includes` are files that are read before the source, and `cpp` the
    commands that preprocess (one for all, or one for each family as `clang:clang -E`; none: no command is run;
    `database`: that of a source's build), which only a user names, never a file; `file` is the configuration file
    ("" without one), `root` the folder its patterns start from, `origins` tells for each option that is no default
    where it was set, in words.
    """

    __slots__ = (*(option.name for option in OPTIONS), "build", "cpp", "file", "includes", "origins", "root")

    def __init__(
        self,
        assemblers: Sequence[str] = DEFAULT_RANGES,
        arch: str = "",
        include_dirs: Sequence[str] = (),
        defines: Sequence[str] = (),
        undefines: Sequence[str] = (),
        *,
        mode: str = "auto",
        includes: Sequence[str] = (),
        select: Sequence[str] = BY_KEY["select"].default,
        extend_select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        per_file_ignores: Mapping[str, Sequence[str]] | None = None,
        severity: str = "warning",
        exclude: Sequence[str] = BY_KEY["exclude"].default,
        extend_exclude: Sequence[str] = (),
        respect_gitignore: bool = True,
        force_exclude: bool = False,
        flags: bool = True,
        stubs: Sequence[str] = (),
        baseline: str = "",
        build: str = "",
        cpp: str | Sequence[str] = (),
        file: str = "",
        root: str = "",
        origins: Mapping[str, str] | None = None,
    ) -> None:
        self.assemblers = tuple(assemblers)
        self.arch = arch
        self.include_dirs = tuple(include_dirs)
        self.defines = tuple(defines)
        self.undefines = tuple(undefines)
        self.mode = mode
        self.includes = tuple(includes)
        self.select = tuple(select)
        self.extend_select = tuple(extend_select)
        self.ignore = tuple(ignore)
        self.per_file_ignores = {pattern: tuple(rules) for pattern, rules in (per_file_ignores or {}).items()}
        self.severity = severity
        self.exclude = tuple(exclude)
        self.extend_exclude = tuple(extend_exclude)
        self.respect_gitignore = respect_gitignore
        self.force_exclude = force_exclude
        self.flags = flags
        self.stubs = tuple(stubs)
        self.baseline = baseline
        self.build = build
        self.cpp = tuple(each for each in ((cpp,) if isinstance(cpp, str) else cpp) if each)
        self.file = file
        self.root = root
        self.origins = dict(origins or {})

    @classmethod
    def load(cls, path: str) -> Config:
        """The configuration of a file: a `gasmacro.toml`, or the `[tool.gasmacro]` of a `pyproject.toml`.

        Raises `ConfigError`, with the place in the file, for a key or a value that is none.
        """
        from gasmacro.control.load import load

        return load(path)

    @classmethod
    def find(cls, path: str) -> Config:
        """The configuration that holds for a source or a folder: the nearest file upward, defaults where there is
        none. Raises `ConfigError`."""
        from gasmacro.control.find import Finder

        return Finder().config(path)

    def replaced(self, origin: str = "", **values: Any) -> Config:
        """The same with other values; `origin` says in words where they come from."""
        known = {name: getattr(self, name) for name in self.__slots__}
        origins = {**self.origins, **({name: origin for name in values if name in known} if origin else {})}
        return Config(**{**known, **values, "origins": origins})

    def profiles(self, arch: str = "") -> list[Profile]:
        """The profiles of the range, family by family, oldest release first; `arch` is a file's, where none was
        chosen. Raises `UsageError`."""
        from gasmacro.targets.ranges import profiles

        if not self.assemblers:
            raise UsageError("no assembler is named: name one, such as gas@2.35+")
        return profiles(self.assemblers, self.arch or arch or DEFAULT_ARCH)

    def arch_of(self, path: str) -> str:
        """The architecture of a file. Raises `InputError` for flags that can't be read."""
        return self.arch or self.around(path).arch or DEFAULT_ARCH

    def around(self, path: str) -> Setting:
        """What stands around a file. Raises `InputError` for flags that can't be read."""
        if not self.flags:
            from gasmacro.source.setting import Setting

            return Setting()
        from gasmacro.source.surroundings import surroundings

        return surroundings(self.build).setting(path)

    def notes(self) -> tuple[str, ...]:
        """What to tell about releases that are newer or older than the tables."""
        from gasmacro.targets.ranges import note, parse_range, preset_note

        arch = self.arch or DEFAULT_ARCH
        told = [preset_note(text, arch) for text in self.assemblers]
        pairs = dict.fromkeys(pair for text in self.assemblers for pair in parse_range(text, arch))
        return tuple(words for words in (*told, *(note(*pair) for pair in pairs)) if words)
