"""`.set begin, .` to `begin:`: the distance of two labels is known to LLVM, that of two assigned symbols is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.engine.events import Origin

_HERE = re.compile(r"(?:\.(?:set|equ)[ \t]+([A-Za-z_.$][\w.$]*)[ \t]*,|([A-Za-z_.$][\w.$]*)[ \t]*=)[ \t]*\.[ \t]*")
_WORD = re.compile(r"[A-Za-z_.$][\w.$]*")


def propose(site: Site) -> Iterator[Spelling]:
    """Labels for the symbols in the statement that are assigned the place where they stand."""
    if site.directive[:3] != ".if":
        return
    assigned = site.known("places assigned", _assigned)
    words = dict.fromkeys(word for word in _WORD.findall(site.text) if word in assigned)
    others = {origin.key(): (origin, f"{word}:") for word in words for origin in assigned[word]}
    if others:
        yield Spelling(site.text, others=tuple(others.values()))


def _assigned(statements: Iterator[tuple[str, Origin]]) -> dict[str, list[Origin]]:
    """Where symbols are assigned the place here, by name."""
    found: dict[str, list[Origin]] = {}
    for _, origin in statements:
        if here := _HERE.fullmatch(origin.text.strip()):
            found.setdefault(here[1] or here[2], []).append(origin)
    return found
