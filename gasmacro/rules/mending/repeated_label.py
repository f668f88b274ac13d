"""`x:` to nothing where a macro has put it already: GNU as takes a label twice at one place, LLVM does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(r"[\w.$]*[A-Za-z_.$][\w.$]*[ \t]*:[ \t]*")


def propose(site: Site) -> Iterator[Spelling]:
    """The statement without its label."""
    found = _LABEL.match(site.text)
    if found:
        yield Spelling(site.text[found.end() :])
