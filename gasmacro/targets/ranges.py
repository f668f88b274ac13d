"""Names of assemblers: what people write in, families and releases out, and the profile of each.

In: `gas@2.44`, `gas@2.35+`, `clang@13..21`, `gas>=2.35,<2.44`, `gas`, or a preset such as `linux-6.12`.  Out: pairs of
family and release, and a `Profile` for a pair on an architecture.  Rule: every release between the oldest and the
newest modelled one exists and can be named; it behaves by the rows whose `since` it has reached.  Newer ones behave as
the newest, which `note` tells; older ones are an error.  A family's tables are imported when the family is first named.
"""

from __future__ import annotations

import functools
import re

from gasmacro.errors import UsageError
from gasmacro.targets.schema import Family, release_key, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from gasmacro.targets.presets import Preset
    from gasmacro.targets.schema import Profile

    # An operator of PEP 440, a release, and whether `.*` follows it.
    Clause: TypeAlias = tuple[str, str, bool]

# Family to the module of its tables, the reference family first.
FAMILIES = {"gas": "gas", "clang": "llvm"}
DEFAULT_ARCH = "x86_64"
DEFAULT_RANGES = ("gas@2.35+", "clang@13+")

_NUMBER = r"[0-9]+(?:\.[0-9]+)*"
_PLAIN = re.compile(rf"([a-z]+)(?:@({_NUMBER})(\+|\.\.({_NUMBER}))?)?")
_SPELLINGS = "write gas@2.44, gas@2.35+, gas@2.35..2.44 or 'gas>=2.35,<2.44'"
# The operators that set where a range begins, and those whose release is itself part of it.
_FROM_BELOW = frozenset(("==", ">=", "~=", ">"))
_NAMING = frozenset(("==", ">=", "~=", "<="))

_profiles: dict[tuple[str, str, str], Profile] = {}


def family(name: str) -> Family:
    """The tables of a family. Raises `UsageError` for a name that is none."""
    module = FAMILIES.get(name)
    if module is None:
        raise UsageError(f"unknown assembler family {name!r}: choose one of {', '.join(FAMILIES)}")
    found: Family = __import__(f"gasmacro.targets.{module}", fromlist=("FAMILY",)).FAMILY
    return found


@functools.lru_cache(maxsize=256)
def parse_range(text: str, arch: str = "") -> tuple[tuple[str, str], ...]:
    """The assemblers that a range or a preset names, as (family, release) from the oldest on.

    `arch` leaves out the releases that do not know that architecture yet.  Raises `UsageError` for what is no range, is
    empty, or begins below the oldest modelled release.
    """
    plain = _PLAIN.fullmatch(text)
    chosen = _preset(text) if plain is None and "-" in text else None
    if chosen is not None:
        return _of_preset(chosen, arch)
    if plain is None:
        name, clauses = _clauses(text)
    else:
        name, low, end, high = plain.groups()
        if not low:
            clauses = [("==", family(name).releases[-1], False)]
        elif not end:
            clauses = [("==", low, False)]
        else:
            clauses = [(">=", low, False), *([("<=", high, False)] if high else [])]
    found = _satisfying(name, clauses)
    if not found:
        raise UsageError(f"{text!r} names no release of {family(name).title}: {_SPELLINGS}")
    known = tuple((name, release) for release in found if not arch or knows(name, release, arch))
    if not known:
        raise UsageError(f"no release in {text!r} knows the architecture {arch}: name a newer one")
    return known


def profiles(texts: Iterable[str], arch: str) -> list[Profile]:
    """The profiles of several ranges on an architecture, each once: family by family, oldest release first."""
    pairs = {pair for text in texts for pair in parse_range(text, arch)}
    order = list(FAMILIES)
    ordered = sorted(pairs, key=lambda pair: (order.index(pair[0]), release_key(pair[1])))
    return [profile(name, release, arch) for name, release in ordered]


def everything(arch: str) -> list[Profile]:
    """The profiles of every modelled release that knows an architecture, in the order of `profiles`."""
    return profiles([f"{name}@{_oldest(name)}+" for name in FAMILIES], arch)


def profile(name: str, release: str, arch: str) -> Profile:
    """The behaviours of a family's release on an architecture. Raises `UsageError` for what the tables do not have."""
    key = (name, release, arch)
    known = _profiles.get(key)
    if known is None:
        from gasmacro.targets.arch import architecture

        row = architecture(arch)
        tables = family(name)
        if not knows(name, release, arch):
            raise UsageError(f"{name}@{release} has no {arch}: name {name}@{row.since[name]} or newer")
        everything = Family(tables.name, tables.title, tables.releases, tables.rows + row.rows(name))
        known = _profiles[key] = resolve(everything, release, arch, row.values(name))
    return known


def knows(name: str, release: str, arch: str) -> bool:
    """Whether a family's release has the architecture as a target."""
    from gasmacro.targets.arch import architecture

    since = architecture(arch).since.get(name)
    return since is None or release_key(release) >= release_key(since)


def preset_note(text: str, arch: str) -> str:
    """What to tell about a preset that asks for releases older than the tables; "" for all other ranges."""
    chosen = _preset(text) if "-" in text else None
    if chosen is None:
        return ""
    older = [
        f"{family(name).title} {release.rstrip('+')} (read from {_oldest(name)} on)"
        for name, release in chosen.asked(arch).items()
        if _below(name, release)
    ]
    return f"{text} asks for releases older than the tables: {', '.join(older)}" if older else ""


def _preset(text: str) -> Preset | None:
    from gasmacro.targets.presets import preset

    return preset(text)


def _of_preset(chosen: Preset, arch: str) -> tuple[tuple[str, str], ...]:
    """The assemblers of a preset: what is older than the tables begins with the oldest modelled release."""
    found: list[tuple[str, str]] = []
    for name, release in chosen.asked(arch).items():
        open_end = "+" if release.endswith("+") else ""
        begin = _oldest(name) if _below(name, release) else release.rstrip("+")
        found += parse_range(f"{name}@{begin}{open_end}", arch)
    return tuple(found)


def _oldest(name: str) -> str:
    return family(name).releases[0]


def _below(name: str, release: str) -> bool:
    oldest = release_key(_oldest(name))
    return release_key(release.rstrip("+"))[: len(oldest)] < oldest


def note(name: str, release: str) -> str:
    """What to tell about a release newer than the newest modelled one; "" for all others."""
    newest = family(name).releases[-1]
    if release_key(release) <= release_key(newest):
        return ""
    return f"{name}@{release} is newer than the tables: read as {name}@{newest}"


def released(name: str) -> tuple[str, ...]:
    """Every release from the oldest to the newest modelled one: their last numbers leave no gap."""
    releases = family(name).releases
    *head, first = release_key(releases[0])
    last = release_key(releases[-1])[-1]
    return tuple(".".join(map(str, (*head, number))) for number in range(first, last + 1))


def _clauses(text: str) -> tuple[str, list[Clause]]:
    """The family and the clauses of a range in PEP 440's spelling."""
    from gasmacro.syntax.grammar import read_range

    read = read_range(text)
    if read is None:
        hint = ", or a preset, of which `gasmacro targets` lists all" if "-" in text else ""
        raise UsageError(f"{text!r} is no range of assemblers: {_SPELLINGS}{hint}")
    return read


def _satisfying(name: str, clauses: list[Clause]) -> list[str]:
    """The releases that meet every clause, and those newer than the tables that a clause itself names."""
    candidates = dict.fromkeys(released(name))
    for operator, number, wildcard in clauses:
        release = _release(name, number, bounds=operator in _FROM_BELOW, whole=not wildcard)
        if release_key(release) > release_key(family(name).releases[-1]) and operator in _NAMING and not wildcard:
            candidates[release] = None
    found = [each for each in candidates if all(_meets(release_key(each), *clause) for clause in clauses)]
    return sorted(found, key=release_key)


def _release(name: str, written: str, *, bounds: bool, whole: bool) -> str:
    """A release as the tables name it: `2.35.2` is 2.35, `19.1.7` is 19.

    Raises `UsageError` for one below the oldest where it `bounds` from below, and for too few parts where it must be
    `whole`.
    """
    releases = family(name).releases
    oldest = release_key(releases[0])
    numbers = release_key(written)[: len(oldest)]
    if whole and len(numbers) < len(oldest):
        raise UsageError(f"{name}@{written} is no whole release: write it like {name}@{releases[-1]}")
    if bounds and numbers < oldest[: len(numbers)]:
        raise UsageError(f"{name}@{written} is older than the oldest modelled release, {name}@{releases[0]}")
    return ".".join(map(str, numbers))


def _meets(release: tuple[int, ...], operator: str, number: str, wildcard: bool) -> bool:
    """Whether a release meets one clause. Parts of a written release beyond those that the tables name do not count."""
    written = release_key(number)
    wanted = written[: len(release)]
    if wildcard:
        return (release[: len(wanted)] == wanted) is (operator == "==")
    if operator == "~=":
        series = written[:-1][: len(release)]
        return release >= wanted and release[: len(series)] == series
    return {
        "==": release == wanted,
        "!=": release != wanted,
        ">=": release >= wanted,
        "<=": release <= wanted,
        ">": release > wanted,
        "<": release < wanted,
    }[operator]
