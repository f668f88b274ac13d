"""Sources with C preprocessor lines, preprocessed by us: blank for blank what a compiler's driver hands to its assembler.

In: the text of a `.S`, what a compiler's command says (`Flags`), a file system, families and an architecture.  Out: for
each family a `Preprocessed`: the text, and the way from each of its characters back to file, line and column, through
C macros and includes.  Rule: names that nothing defines are 0 in `#if`; an include that is not found, or an `#error`
that is reached, is an InputError at its place, or a note where `forgiving`.
"""

from __future__ import annotations

from gasmacro.source.cpp.places import Places
from gasmacro.source.cpp.walk import FamiliesPartError, Walk
from gasmacro.targets.preprocessors import preprocessor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.source.files import Files


class Flags:
    """What a compiler's command says to its preprocessor: `defines` (`NAME` or `NAME=TEXT`) and `undefines`, which win;
    the folders of `-iquote`, `-I` and `-isystem`; `includes`, the files of `-include`."""

    __slots__ = ("defines", "include_dirs", "includes", "quote_dirs", "system_dirs", "undefines")

    def __init__(
        self,
        defines: Sequence[str] = (),
        undefines: Sequence[str] = (),
        include_dirs: Sequence[str] = (),
        includes: Sequence[str] = (),
        quote_dirs: Sequence[str] = (),
        system_dirs: Sequence[str] = (),
    ) -> None:
        self.defines = tuple(defines)
        self.undefines = tuple(undefines)
        self.include_dirs = tuple(include_dirs)
        self.includes = tuple(includes)
        self.quote_dirs = tuple(quote_dirs)
        self.system_dirs = tuple(system_dirs)


class Preprocessed:
    """What one family reads: its `text`, in which markers lead from line to line, `places`, the way back from it, and
    `notes`: what the preprocessing went past, in words."""

    __slots__ = ("notes", "places", "text")

    def __init__(self, text: str, places: Places, notes: Sequence[str] = ()) -> None:
        self.text = text
        self.places = places
        self.notes = tuple(notes)


def preprocess(
    text: str,
    filename: str,
    *,
    families: Sequence[str],
    arch: str,
    flags: Flags | None = None,
    files: Files | None = None,
    forgiving: bool = False,
) -> dict[str, Preprocessed]:
    """What each family reads of a source. Families that read the same share one `Preprocessed`.

    Raises `InputError` (not `forgiving`) and `LimitError`.
    """
    wanted = tuple(dict.fromkeys(families))
    tables = {family: preprocessor(family, arch) for family in wanted}
    every = [table.names for table in tables.values()]
    parting = frozenset(name for names in every for name in names if any(names[name] != each.get(name) for each in every))
    flags = flags or Flags()

    def walk(members: Sequence[str], apart: frozenset[str]) -> dict[str, Preprocessed]:
        common = tables[members[0]].text(apart)
        made = Walk(
            files, flags, padded=[tables[each].pads for each in members], names=[common], parting=apart,
            forgiving=forgiving,
        )  # fmt: skip
        made.run(text, filename)
        out: dict[str, Preprocessed] = {}
        known: dict[str, Preprocessed] = {}
        for family, product in zip(members, made.products, strict=True):
            whole = "\n".join([*product.lines, ""])
            if whole not in known:
                known[whole] = Preprocessed(whole, Places(made.inclusions, product.records), made.notes)
            out[family] = known[whole]
        return out

    try:
        return walk(wanted, parting)
    except FamiliesPartError:
        pass
    apart: dict[str, Preprocessed] = {}
    for family in wanted:
        apart |= walk((family,), frozenset())
    first = apart[wanted[0]]
    return {family: first if each.text == first.text else each for family, each in apart.items()}
