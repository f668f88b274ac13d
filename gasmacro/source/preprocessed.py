"""Sources with C preprocessor lines, preprocessed by us: blank for blank what compilers hand to their assemblers.

In: the text of a `.S`, what is known from outside (`Setting`), a file system, families and an architecture.  Out: for
each family a `Preprocessed`: the text, and the way from each of its characters back to file, line and column, through
C macros and includes.  Rule: names that nothing defines are 0 in `#if`; an include that is not found, or an `#error`
that is reached, is an InputError at its place, or a note where `forgiving`.
"""

from __future__ import annotations

from gasmacro.source.cpp.places import Places
from gasmacro.source.cpp.walk import FamiliesPartError, Walk
from gasmacro.source.setting import Setting
from gasmacro.targets.preprocessors import preprocessor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gasmacro.source.compiler import Compiled, Written
    from gasmacro.source.cpp.places import Spot
    from gasmacro.source.files import Files


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
    setting: Setting | None = None,
    files: Files | None = None,
    forgiving: bool = False,
    named: str = "",
) -> dict[str, Preprocessed]:
    """What each family reads of a source. Families that read the same share one `Preprocessed`.

    `named`: a family whose compiler's names are defined for all, who then part in blanks alone.  Raises `InputError`
    (not `forgiving`) and `LimitError`.
    """
    wanted = tuple(dict.fromkeys(families))
    tables = {family: preprocessor(family, arch) for family in wanted}
    every = [table.names for table in tables.values()]
    parting = frozenset(
        name for names in every for name in names if any(names[name] != each.get(name) for each in every)
    )
    flags = setting or Setting()

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

    if named:
        return walk((named, *(family for family in wanted if family != named)), frozenset())
    try:
        return walk(wanted, parting)
    except FamiliesPartError:
        pass
    apart: dict[str, Preprocessed] = {}
    for family in wanted:
        apart |= walk((family,), frozenset())
    first = apart[wanted[0]]
    return {family: first if each.text == first.text else each for family, each in apart.items()}


def either(made: Mapping[str, Preprocessed | Compiled]) -> Either:
    """The places of several families' texts: the first that has a line says where it stands."""
    return Either([each.places for each in made.values()])


class Either:
    """Places of several texts of one source."""

    __slots__ = ("_ways",)

    def __init__(self, ways: Sequence[Places | Written]) -> None:
        self._ways = ways

    def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
        """Where a stretch of a line stands."""
        way = next((way for way in self._ways if way.has(file, line)), self._ways[0])
        return way.spot(file, line, column, end_column)
