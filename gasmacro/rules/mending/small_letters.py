"""`lock INCL (%rax)` to `lock incl (%rax)`: behind a prefix LLVM knows instructions in small letters only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIXED = re.compile(
    r"(?:[\w.$]+:[ \t]*)*(?:lock|rep|repe|repz|repne|repnz|notrack|data16|addr32)[ \t]+\S+", re.IGNORECASE
)
_ACTUAL = re.compile(r"(?<=[\s,])[A-Z][A-Z0-9]+(?=[ \t]*(?:,|\Z)|[ \t])")


def propose(site: Site) -> Iterator[Spelling]:
    """The prefix and its instruction in small letters; in a call, the actuals that are words in capitals."""
    if not _PREFIXED.match(site.cause):
        return
    if found := _PREFIXED.match(site.text):
        text = found[0].lower() + site.text[found.end() :] if "\\" not in found[0] else site.text
    else:
        text = _ACTUAL.sub(lambda word: word[0].lower(), site.text)
    if text != site.text:
        yield Spelling(text)
