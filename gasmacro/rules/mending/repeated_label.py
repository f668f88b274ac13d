"""`x:` to nothing where a macro has put it already: GNU as takes a label twice at one place, LLVM does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

    Key = tuple[str, int, int]

_LABEL = re.compile(r"[\w.$]*[A-Za-z_.$][\w.$]*[ \t]*:[ \t]*")
_NAME = re.compile(r"\s*([\w.$]*[A-Za-z_.$][\w.$]*)\s*:")


def propose(site: Site) -> Iterator[Spelling]:
    """The statement without its label, where another one has it."""
    found = _LABEL.match(site.text)
    if found and site.origin.key() in site.known("labels of several", _several):
        yield Spelling(site.text[found.end() :])


def _several(statements: Iterator[tuple[str, Origin]]) -> set[Key]:
    """The statements with a label that others have."""
    places: dict[str, set[Key]] = {}
    for text, origin in statements:
        if found := _NAME.match(text):
            places.setdefault(found[1], set()).add(origin.key())
    return {key for keys in places.values() if len(keys) > 1 for key in keys}
