"""`mrc p15, 0, r15, c7, c14, 3` to `mrc p15, 0, APSR_nzcv, c7, c14, 3`: the flags by their own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = re.compile(r"((?:[\w.$]+:[ \t]*)*mrc2?\S*[ \t]+[^,]+,[^,]+,[ \t]*)(?:r15|pc)(?=[ \t]*,)", re.IGNORECASE)


def propose(site: Site) -> Iterator[Spelling]:
    """The name of the flags for the register's."""
    if _FLAGS.match(site.text):
        yield Spelling(_FLAGS.sub(r"\1APSR_nzcv", site.text, count=1))
