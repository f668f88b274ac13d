"""Rules about actuals that assemblers cut differently: what they have in common.

A rule offers other spellings of the operands; it explains a difference when all assemblers bind one of them alike.
Those spellings are its candidates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.findings import Fix
from gasmacro.rules import Rule, Span, Told
from gasmacro.rules.mending.edits import edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gasmacro.compare.difference import Difference
    from gasmacro.compare.rebinding import Binder

COMMENT = re.compile(r"[ \t]*/\*.*?(?:\*/|\Z)[ \t]*", re.DOTALL)
PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|[^"]+')


class SplittingRule(Rule):
    """Explains differences by spellings that remove them."""

    message = "assemblers split these operands differently"
    advice = ""

    def spellings(self, operands: str) -> Iterable[str]:
        """Other spellings of the operands, the best first."""
        raise NotImplementedError

    def explain(self, difference: Difference) -> list[Told]:
        """Told when a spelling binds alike everywhere."""
        found = difference.cause
        if found.call is None:
            return []
        binder = difference.binder()
        if not binder.part(binder.operands):
            return []
        spellings = dict.fromkeys(self.spellings(binder.operands))
        found_out = [text for text in spellings if text != binder.operands and not binder.part(text)]
        if found_out:
            return [self._told(difference, binder, found_out)]
        bare = outside_strings(binder.operands, COMMENT, " ").rstrip()
        if bare != binder.operands.rstrip() and binder.part(bare) and self._explains(binder, bare):
            start, lead = len(binder.head), len(bare) - len(bare.lstrip())
            return [Told(self.message, Span.of(found.origin, start + lead, start + len(bare)), self.advice)]
        inside = difference.substituted(binder.operands)
        if inside != binder.operands and self._explains(binder, inside):
            return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
        return []

    def _explains(self, binder: Binder, operands: str) -> bool:
        """Whether another spelling of operands binds alike everywhere."""
        return any(not binder.part(text) for text in self.spellings(operands) if text != operands)

    def _told(self, difference: Difference, binder: Binder, spellings: Sequence[str]) -> Told:
        origin = difference.cause.origin
        start = len(binder.head)
        old, new = binder.operands.rstrip(), spellings[0].rstrip()
        left = _shared(old, new)
        right = min(_shared(old[::-1], new[::-1]), len(old) - left, len(new) - left)
        span = Span.of(origin, start + _word_start(old, left), start + _word_end(old, len(old) - right))
        fixes = [
            Fix(f"write `{(binder.head + spelling).strip()}`", "safe", made)
            for spelling in spellings
            if (made := edits(origin, start, start + len(old), spelling.rstrip()))
        ]
        return Told(self.message, span, self.advice, None, fixes)


def _shared(first: str, second: str) -> int:
    """How many characters two texts share at their start."""
    count = 0
    for mine, other in zip(first, second, strict=False):
        if mine != other:
            break
        count += 1
    return count


def _word_start(text: str, at: int) -> int:
    """The start of what stands before a place, blanks between passed over."""
    before = text[:at].rstrip()
    return max((before.rfind(character) + 1 for character in " \t,"), default=0)


def _word_end(text: str, at: int) -> int:
    """The end of what stands behind a place."""
    behind = text[at:]
    lead = len(behind) - len(behind.lstrip())
    found = re.match(r"[^\s,]*", behind[lead:])
    return at + lead + (found.end() if found else 0)


def outside_strings(operands: str, pattern: re.Pattern[str], replacement: str) -> str:
    """The operands with a pattern replaced, strings left alone."""
    return "".join(piece if piece[0] == '"' else pattern.sub(replacement, piece) for piece in pieces(operands))


def pieces(operands: str) -> Iterator[str]:
    """Strings and the text between them."""
    return (found[0] for found in PIECES.finditer(operands))
