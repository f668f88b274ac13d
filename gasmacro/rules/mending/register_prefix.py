"""`neg %rcx` to `neg rcx`, in Intel syntax without prefixes: there LLVM knows registers by their bare names only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

_SYNTAX = re.compile(r"\s*\.(intel|att)_syntax\b")
_REGISTER = re.compile(r"%(?=[a-z][a-z0-9]+\b)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """Registers without their prefix."""
    text = _REGISTER.sub("", site.text)
    if text != site.text and site.directive[:1] != "." and site.origin.key() in site.known("in Intel syntax", _inside):
        yield Spelling(text)


def _inside(statements: Iterator[tuple[str, Origin]]) -> set[tuple[str, int, int]]:
    """The statements that are read in Intel syntax without prefixes."""
    found: set[tuple[str, int, int]] = set()
    inside = False
    for text, origin in statements:
        if switch := _SYNTAX.match(text):
            inside = switch[1] == "intel" and "noprefix" in text
        elif inside:
            found.add(origin.key())
    return found
