"""`m 8(%rax, %rbx), .byte (1)` to `m "8(%rax, %rbx)", ".byte (1)"`: quotes around actuals that assemblers cut
differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"(?:[\w.$]+:[ \t]*)*[\w.$\\]+[ \t]+")
_PART = re.compile(r'(?:"(?:[^"\\]|\\.)*"|\((?:[^()"]|\([^()"]*\))*\)|[^,"(])+|\(')
_QUOTABLE = re.compile(r"([\w.$]+=)?([^\"]*[ \t(,'][^\"]*)")


def propose(site: Site) -> Iterator[Spelling]:
    """Quotes around all operands that hold a blank, a bracket or an apostrophe."""
    head = _NAME.match(site.text)
    if head is None or site.directive.startswith("."):
        return
    operands = site.text[head.end() :]
    mended = _PART.sub(lambda found: _quoted(found[0]), operands)
    if mended != operands and "/*" not in operands:
        yield Spelling(site.text[: head.end()] + mended)


def _quoted(part: str) -> str:
    bare = part.strip()
    found = _QUOTABLE.fullmatch(bare)
    if found is None:
        return part
    at = part.index(bare)
    return f'{part[:at]}{found[1] or ""}"{found[2]}"{part[at + len(bare) :]}'
