"""Rules about actuals that assemblers cut differently: what they have in common.

A rule offers other spellings of the operands; it explains a difference when all assemblers bind one of them alike.
That spelling is the way out, safe when they then bind what the reference bound before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.findings import Edit, Fix
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gasmacro.compare.difference import Difference
    from gasmacro.compare.rebinding import Binder

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
        for spelling in self.spellings(binder.operands):
            if spelling != binder.operands and not binder.part(spelling):
                return [self._told(difference, binder, spelling)]
        inside = difference.substituted(binder.operands)
        if inside != binder.operands and any(
            not binder.part(text) for text in self.spellings(inside) if text != inside
        ):
            return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
        return []

    def _told(self, difference: Difference, binder: Binder, spelling: str) -> Told:
        origin = difference.cause.origin
        start = len(binder.head)
        old, new = binder.operands.rstrip(), spelling.rstrip()
        left = _shared(old, new)
        right = min(_shared(old[::-1], new[::-1]), len(old) - left, len(new) - left)
        span = Span.of(origin, start + _word_start(old, left), start + _word_end(old, len(old) - right))
        edit = Edit(
            origin.file,
            origin.line,
            origin.column + start + left,
            origin.line,
            origin.column + start + len(old) - right,
            new[left : len(new) - right],
        )
        sure = "safe" if binder.agree_as_reference(spelling) else "unsafe"
        fix = Fix(f"write `{(binder.head + spelling).strip()}`", sure, (edit,)) if "\n" not in old else None
        return Told(self.message, span, self.advice, fix)


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
