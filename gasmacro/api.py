"""The library's three functions: what `import gasmacro` offers.

In: sources, names of assemblers, an architecture.  Out: an `Expansion`, a `Report`, or reports one by one.  What
gasmacro can't do is a `GasmacroError`; what an assembler rejects is a result.  Heavy modules are imported by the
function that needs them.
"""

from __future__ import annotations

import os

from gasmacro.control.config import Config as Config  # noqa: PLC0414 - the public name's home
from gasmacro.errors import InputError
from gasmacro.targets.ranges import DEFAULT_RANGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from gasmacro.findings import Report
    from gasmacro.model import Expansion


def expand(
    source: str | bytes,
    *,
    assembler: str = "gas",
    arch: str = "x86_64",
    filename: str | os.PathLike[str] = "<string>",
    include_dirs: Sequence[str | os.PathLike[str]] = (),
    defines: Sequence[str] = (),
    as_written: bool = False,
    undefines: Sequence[str] = (),
    includes: Sequence[str | os.PathLike[str]] = (),
) -> Expansion:
    """The expansion of a source under one assembler.

    `source` is text, or bytes in UTF-8 of which nothing is lost; `assembler` a family or `family@release`; `filename`
    tells what it is (`.s` is assembler as it stands, `.S` and headers hold C preprocessor lines) and where `.include`
    looks first, then in `include_dirs`.  `defines` are `NAME` or `NAME=VALUE`, as a compiler's `-D` for a source with
    C preprocessor lines and an assembler's `--defsym` for one without; `undefines` are names that are not defined,
    `includes` files to be read before the source, as a compiler's `-U` and `-include`.  In `#if` a name that nothing
    defines is 0, and an include that is not found is an error.  `as_written` keeps `#` lines where they are.
    Raises `UsageError`, `InputError`, `LimitError`.
    """
    from gasmacro.pipeline.expanding import expand_under
    from gasmacro.source.setting import Setting

    setting = Setting(
        include_dirs=_several(include_dirs),
        defines=_several(defines),
        undefines=_several(undefines),
        includes=_several(includes),
    )
    name = os.fspath(filename)
    return expand_under(source, setting, assembler, arch, name, as_written=as_written, named=setting.includes)


def check(
    source: str | bytes,
    *,
    assemblers: Sequence[str] = DEFAULT_RANGES,
    arch: str = "x86_64",
    filename: str | os.PathLike[str] = "<string>",
    include_dirs: Sequence[str | os.PathLike[str]] = (),
    defines: Sequence[str] = (),
    config: Config | None = None,
) -> Report:
    """Where the assemblers in range part over a source, and what all of them reject.

    Arguments as for `expand`; `assemblers` are ranges such as `gas@2.35+`.  `config`, if given, replaces them.  Raises
    `UsageError`, `InputError`, `LimitError`.
    """
    from dataclasses import replace

    from gasmacro.pipeline.checking import check_source

    if config is not None:
        return check_source(source, os.fspath(filename), config)
    config = Config(_several(assemblers), arch, _several(include_dirs), _several(defines), flags=False)
    report = check_source(source, os.fspath(filename), config)
    return replace(report, notes=(*config.notes(), *report.notes))


def check_paths(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    config: Config | Callable[[str], Config] | None = None,
    executor: Executor | None = None,
) -> Iterator[Report]:
    """A report for each file, in the order of `paths`; folders are searched for sources.

    What gasmacro can't do with a file is in its report's `errors`.  `config` holds for all files, or gives what holds
    for a file or folder, as `Config.find` does, which reads the nearest configuration file; without it no file is read.
    `executor` is any `concurrent.futures.Executor`; without one the files are checked here, one after the other.
    Raises `UsageError` or `ConfigError` for a bad `config`.
    """
    from gasmacro.control.search import Search
    from gasmacro.pipeline.checking import check_file
    from gasmacro.source.discover import sources

    configured = _by_path(config)
    search = Search(configured)
    found: dict[str, None] = {}
    for path in _several(paths):
        try:
            found.update(dict.fromkeys(sources([path], search)))
        except InputError:  # told in a report, as what is wrong with any other file
            found[path] = None
    files = list(found)
    if executor is None:
        return (check_file(path, configured(path)) for path in files)
    return iter(executor.map(check_file, files, [configured(path) for path in files]))


def _by_path(config: Config | Callable[[str], Config] | None) -> Callable[[str], Config]:
    """What gives the configuration of a path. A bad range is told before the first file is read."""
    if config is not None and not isinstance(config, Config):
        return config
    fixed = config or Config()
    fixed.profiles()
    return lambda path: fixed


def _several(values: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> tuple[str, ...]:
    """Values as texts; a text or path alone is one, not as many as it has characters."""
    return tuple(os.fspath(value) for value in ((values,) if isinstance(values, (str, os.PathLike)) else values))
