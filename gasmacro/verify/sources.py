"""The sources of a run: what paths stand for, and the small set that comes with gasmacro.

In: paths, bytes.  Out: `Source`s as an assembler reads them.  Rule: files that hold C preprocessor lines are
preprocessed before an assembler sees them, as its family does it; what nobody assembles alone (headers, C) is passed
over in folders.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gasmacro.control.search import Search
from gasmacro.errors import GasmacroError
from gasmacro.findings import Trouble
from gasmacro.pipeline.expanding import assembler_texts
from gasmacro.pipeline.readings import combined
from gasmacro.source.discover import sources
from gasmacro.source.files import read_named
from gasmacro.source.kinds import holds_directives
from gasmacro.verify.ask import Source, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gasmacro.control.config import Config

_ASSEMBLED = frozenset((".s", ".asm"))
SAMPLES = os.path.join(os.path.dirname(__file__), "samples")
"""The folder of the sources that come with gasmacro."""


def built_in() -> Iterator[Source]:
    """The sources that come with gasmacro: statements of the macro layer and data, for every architecture."""
    for name in sorted(os.listdir(SAMPLES)):
        if name.endswith(".s"):
            path = os.path.join(SAMPLES, name)
            yield source_of(read_named(path), path)


def searched(paths: Iterable[str], configured: Callable[[str], Config], errors: list[Trouble]) -> list[str]:
    """The files to be asked about; what does not exist goes to `errors`. `configured` gives a folder's configuration,
    which says what a search passes over."""
    chooser = Search(configured)
    found: list[str] = []
    for path in paths:
        try:
            if os.path.isdir(path):
                found += [each for each in sources([path], chooser) if os.path.splitext(each)[1].lower() in _ASSEMBLED]
            else:
                found += [path] if path == "-" else sources([path], chooser)
        except GasmacroError as error:
            errors.append(Trouble.of(error, path))
    return found


def prepared(data: bytes, name: str, config: Config, families: Sequence[str]) -> dict[str, Source]:
    """The source in a file's bytes as the assemblers of each family read it; what is defined for its preprocessor is
    not defined for them. Raises `InputError` and `LimitError`."""
    setting = combined(config, config.around(name))
    texts = assembler_texts(data, name, setting, families, config.arch_of(name), config.includes, config.cpp)
    defines = () if holds_directives(name) else tuple(config.defines)
    return {family: Source(name, text, setting.folders(), defines) for family, text in texts.items()}
