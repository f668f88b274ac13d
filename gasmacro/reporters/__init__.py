"""Output formats of `gasmacro check`: one module each, named as the format with `_` for `-`, found by looking.

A module has `render(outcome, look)`, which yields pieces of text, and reads nothing but its arguments.
"""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gasmacro.findings import Outcome


class Look:
    """How to print: `colour` or plain, `line(file, number)`, which gives a source line or None, and the folder (`root`)
    that paths in fingerprints are told from."""

    __slots__ = ("colour", "line", "root")

    def __init__(self, line: Callable[[str, int], str | None], colour: bool = False, root: str = "") -> None:
        self.line = line
        self.colour = colour
        self.root = root


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
