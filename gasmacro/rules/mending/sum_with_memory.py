r"""`\off + \base` to `\off\base`: what stands before a memory operand is its displacement, and LLVM adds none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUM = re.compile(r"(?<=[\w)])[ \t]*\+[ \t]*(?=\\[A-Za-z_.$]|\([ \t]*[%\\])")


def propose(site: Site) -> Iterator[Spelling]:
    """Without the plus."""
    text = _SUM.sub("", site.text)
    if text != site.text and site.directive[:1] != ".":
        yield Spelling(text)
