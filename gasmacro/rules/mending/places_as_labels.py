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
    words = set(_WORD.findall(site.text))
    if site.directive[:3] != ".if" or not words:
        return
    found: dict[tuple[str, int, int], tuple[Origin, str]] = {}
    for _, origin in site.source():
        here = _HERE.fullmatch(origin.text.strip())
        if here and (here[1] or here[2]) in words:
            found[origin.key()] = (origin, f"{here[1] or here[2]}:")
    if found:
        yield Spelling(site.text, others=tuple(found.values()))
