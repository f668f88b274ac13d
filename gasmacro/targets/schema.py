"""The shape of the tables and how a release on an architecture resolves to one value per behaviour.

In: a family's rows and an architecture's row.  Out: a `Profile`.  Rule: rows apply in order; a row holds from its
`since` on (a release of its family, or from the oldest), on its `arches` (or all), and a later row wins over an
earlier one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    Answer = TypeVar("Answer")


def release_key(release: str) -> tuple[int, ...]:
    """A release as numbers that compare: "2.44" gives (2, 44)."""
    return tuple(int(part) for part in release.split("."))


class Row:
    """One behaviour's value: `since` a release ("" the oldest), `arches` (empty: all), `fixtures` the names of the
    fixtures that prove it, `source` how the release was found out ("probed", or the public document that names it)."""

    __slots__ = ("arches", "behaviour", "fixtures", "since", "source", "value")

    def __init__(
        self,
        behaviour: str,
        value: Any,
        *,
        since: str = "",
        arches: tuple[str, ...] = (),
        fixtures: tuple[str, ...] = (),
        source: str = "probed",
    ) -> None:
        self.behaviour = behaviour
        self.value = value
        self.since = since
        self.arches = arches
        self.fixtures = fixtures
        self.source = source

    def holds(self, release: tuple[int, ...], arch: str) -> bool:
        """Whether the row applies to a release (as numbers) on an architecture."""
        return (not self.arches or arch in self.arches) and (not self.since or release >= release_key(self.since))


class Family:
    """An assembler family: its `name`, the `title` and what it is called in a sentence (`spoken`), the `releases`
    modelled (oldest first) and its `rows`."""

    __slots__ = ("name", "releases", "rows", "spoken", "title")

    def __init__(
        self, name: str, title: str, releases: tuple[str, ...], rows: tuple[Row, ...], spoken: str = ""
    ) -> None:
        self.name = name
        self.title = title
        self.spoken = spoken or title
        self.releases = releases
        self.rows = rows


class Profile:
    """The behaviours of one assembler release on one architecture, read as attributes.

    `assembler` ("gas@2.44") and `arch` name it.  `asked()` tells which release-dependent behaviours were read so far:
    two profiles that agree on those give the same expansion.  `fresh()` is the same profile with nothing asked.

    `own` is the profile whose values are read, `others` those for which the reading may stand as well: none here
    (`gasmacro.targets.company` has profiles that are read for several).
    """

    assembler: str
    arch: str
    others: Sequence[Profile] = ()

    def __init__(
        self,
        assembler: str,
        arch: str,
        fixed: dict[str, Any],
        varying: dict[str, Any],
        rows: Sequence[Row] = (),
    ) -> None:
        self.__dict__.update(fixed)
        self.assembler = assembler
        self.arch = arch
        self._fixed = fixed
        self._varying = varying
        self._rows = rows

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    else:

        def __getattr__(self, name):
            # Reached once per release-dependent behaviour and profile: afterwards it stands in __dict__.
            try:
                value = self._varying[name]
            except KeyError:
                raise AttributeError(f"no behaviour named {name!r} in the tables") from None
            self.__dict__[name] = value
            return value

    @property
    def own(self) -> Profile:
        """The profile whose values are read."""
        return self

    def agree(self, ask: Callable[[Profile], Answer]) -> Answer:
        """What a question put to the profile gives."""
        return ask(self)

    def asked(self) -> dict[str, Any]:
        """The release-dependent behaviours read so far, with their values."""
        here = self.__dict__
        return {name: value for name, value in self._varying.items() if name in here}

    def agrees(self, asked: dict[str, Any]) -> bool:
        """Whether this profile has the same values for the behaviours asked of another one of its family and arch."""
        return all(self._varying.get(name) == value for name, value in asked.items())

    def fresh(self) -> Profile:
        """The same profile with nothing asked."""
        return Profile(self.assembler, self.arch, self._fixed, self._varying, self._rows)

    def ever(self, name: str) -> tuple[Any, ...]:
        """The values that a behaviour has in any release on the architecture. It does not count as asked, but where
        the rows do not tell."""
        if name not in self._varying:
            return (self._fixed[name],)
        key = (id(self._rows), self.arch, name)
        known = _ever.get(key)
        if known is None:
            rows = [row for row in self._rows if row.behaviour == name]
            begins = sorted({release_key(row.since) for row in rows if row.since} | {(0,)})
            values = [[row.value for row in rows if row.holds(begin, self.arch)] for begin in begins]
            if not all(values):
                return (getattr(self, name),)
            known = _ever[key] = tuple([each[-1] for each in values]), self._rows
        return known[0]


# The values of behaviours by the rows they stand in, which are kept, so that an id stays theirs.
_ever: dict[tuple[int, str, str], tuple[tuple[Any, ...], Sequence[Row]]] = {}


def resolve(family: Family, release: str, arch: str, arch_row: dict[str, Any]) -> Profile:
    """The profile of a release on an architecture. `arch_row` holds the family's values of that architecture."""
    wanted = release_key(release)
    values: dict[str, Any] = dict(arch_row)
    varying = set()
    for row in family.rows:
        if row.since and (not row.arches or arch in row.arches):
            varying.add(row.behaviour)
        if row.holds(wanted, arch):
            values[row.behaviour] = row.value
    fixed = {name: value for name, value in values.items() if name not in varying}
    chosen = {name: values[name] for name in sorted(varying)}
    return Profile(f"{family.name}@{release}", arch, fixed, chosen, family.rows)
