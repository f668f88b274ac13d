r"""`\(text)` to `text`: GNU as takes what stands in the brackets as it is, LLVM knows only the empty `\()`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = re.compile(r"\\\(([^()\\]+)\)")


def propose(site: Site) -> Iterator[Spelling]:
    """The text itself, or with empty separators around it."""
    if _FULL.search(site.text):
        yield Spelling(_FULL.sub(r"\1", site.text))
        yield Spelling(_FULL.sub(r"\\()\1\\()", site.text))
