"""Presets: names for the assemblers that a project or a distribution asks for, one file each, found by its name.

In: a preset's name, such as `linux-6.12`.  Out: its `Preset`.  Rule: a file of this folder has a module constant
`PRESET` and the preset's name, with `_` for `-` and `.`; nothing else lists it.  Each cites where its releases are
documented.  A documented minimum below the oldest modelled release begins with that, and a note tells so.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Preset:
    """The assemblers that something is built with: `name`, `title`, `asks` (family to release, `+` for that or newer),
    `asks_on` (the same for an architecture where it is otherwise), `sources` (where it is documented: pages, or files
    of a release), `remark`."""

    __slots__ = ("asks", "asks_on", "name", "remark", "sources", "title")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        asks: Mapping[str, str],
        sources: Sequence[str],
        asks_on: Mapping[str, Mapping[str, str]] | None = None,
        remark: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.asks = asks
        self.asks_on = asks_on or {}
        self.sources = tuple(sources)
        self.remark = remark

    def asked(self, arch: str = "") -> dict[str, str]:
        """Family to release (`2.25+` or `2.44`) on an architecture, as documented."""
        return {**self.asks, **self.asks_on.get(arch, {})}


def names() -> tuple[str, ...]:
    """The names of all presets: families of names together, releases in order."""
    from pkgutil import iter_modules

    found = [_module(module.name).name for module in iter_modules(__path__)]
    return tuple(sorted(found, key=_order))


def preset(name: str) -> Preset | None:
    """The preset of that name, None where none has it."""
    stem = name.replace("-", "_").replace(".", "_")
    if not stem.isidentifier() or stem.startswith("_"):
        return None
    try:
        found = _module(stem)
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{stem}":
            raise
        return None
    return found if found.name == name else None


def _module(stem: str) -> Preset:
    found: Preset = __import__(f"{__name__}.{stem}", fromlist=("PRESET",)).PRESET
    return found


def _order(name: str) -> tuple[str, tuple[int, ...]]:
    head, _, release = name.rpartition("-")
    numbers = release.lstrip("r").split(".")
    return head, tuple(int(number) for number in numbers) if all(each.isdigit() for each in numbers) else ()
