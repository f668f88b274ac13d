r"""`arg` to `\arg`: under `.altmacro` GNU as, and LLVM since 19, replace a formal's name without a backslash too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"(?<![\w.$\\@&])[A-Za-z_.$][\w.$]*(?![\w.$])")


def propose(site: Site) -> Iterator[Spelling]:
    """Backslashes before the names of formals, behind the operation, then before the operation too."""
    names = frozenset(site.formals)
    if not names:
        return

    def marked(text: str) -> str:
        return _WORD.sub(lambda found: f"\\{found[0]}" if found[0] in names else found[0], text)

    head = re.match(r"\S*", site.text)
    start = head.end() if head else 0
    yield from (
        Spelling(text)
        for text in (site.text[:start] + marked(site.text[start:]), marked(site.text))
        if text != site.text
    )
