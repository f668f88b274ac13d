"""`m 8(%rax, %rbx), .byte (1)` to `m "8(%rax, %rbx)", ".byte (1)"`: quotes around actuals that assemblers cut
differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.rules.mending import Site, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"(?:[\w.$]+:[ \t]*)*[\w.$\\]+[ \t]+")
_CONDITIONS = frozenset((".if", ".elseif", ".ifne", ".ifeq", ".ifgt", ".ifge", ".iflt", ".ifle"))
_INSIDE = r'"(?:[^"\\]|\\.)*"|\((?:[^()"]|\([^()"]*\))*\)'
_PART = re.compile(rf'(?:{_INSIDE}|[^,"(])+|\(')
_PIECE = re.compile(rf'(?:{_INSIDE}|[^,"(\s])+|\(')
_QUOTABLE = re.compile(r"([\w.$]+=(?!=))?([^\"]*[ \t(,'=!<>#][^\"]*)")


def propose(site: Site) -> Iterator[Spelling]:
    """Quotes around what blanks and commas part, if it holds a bracket, a comparison, a number sign or an apostrophe;
    then around what only commas part, if it holds a blank besides."""
    head = _NAME.match(site.text)
    if head is None or not site.calls or "/*" in site.text or site.directive in _CONDITIONS:
        return
    operands = site.text[head.end() :]
    for pattern in (_PIECE, _PART):
        mended = pattern.sub(lambda found: _quoted(found[0]), operands)
        if mended != operands:
            yield Spelling(site.text[: head.end()] + mended)


def _quoted(part: str) -> str:
    bare = part.strip()
    found = _QUOTABLE.fullmatch(bare)
    if found is None:
        return part
    at = part.index(bare)
    return f'{part[:at]}{found[1] or ""}"{found[2]}"{part[at + len(bare) :]}'
