"""Output formats of `gasmacro check`: one module each, named as the format with `_` for `-`, found by looking.

A module has `render(outcome, look)`, which yields pieces of text, and reads nothing but its arguments.
"""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from gasmacro.findings import Outcome


class Look:
    """How to print: `colour` or plain, `line(file, number)`, which gives a source line or None, the folder (`root`)
    that paths in fingerprints are told from, and the files whose lines may be shown (`named`, None for all)."""

    __slots__ = ("colour", "line", "named", "root")

    def __init__(
        self,
        line: Callable[[str, int], str | None],
        colour: bool = False,
        root: str = "",
        named: Container[str] | None = None,
    ) -> None:
        self.line = line
        self.colour = colour
        self.root = root
        self.named = named

    def shown(self, file: str, number: int) -> str | None:
        """A line that may be shown, else None."""
        return self.line(file, number) if self.named is None or file in self.named else None


class Reporter(Protocol):
    """What a format's module offers."""

    def render(self, outcome: Outcome, look: Look) -> Iterator[str]:
        """The pieces of text that make up the report."""


def formats() -> list[str]:
    """The names of all formats."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))


def reporter(name: str) -> Reporter:
    """The reporter of a format."""
    module: Any = __import__(f"{__name__}.{name.replace('-', '_')}", fromlist=["render"])
    return cast("Reporter", module)
