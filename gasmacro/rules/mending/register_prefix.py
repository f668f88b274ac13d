"""`neg %rcx` to `neg rcx`, in Intel syntax without prefixes: there LLVM knows registers by their bare names only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_REGISTER = re.compile(r"%(?=[a-z][a-z0-9]+\b)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """Registers without their prefix."""
    text = _REGISTER.sub("", site.text)
    if text != site.text and "(" not in site.text and "$" not in site.text and site.directive[:1] != ".":
        yield Spelling(text)
