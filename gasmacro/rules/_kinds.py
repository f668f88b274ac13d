"""Rules that know their differences by a mark: the reason of a refusal, or the text of the statement.

In: a difference.  Out: what such a rule says of it.  Rule: a mark names a difference that is there; it never makes one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from gasmacro.compare.refusals import reason
from gasmacro.engine.events import Hinted
from gasmacro.findings import Edit, Fix
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference

STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


class MarkedRule(Rule):
    """Tells with one message and one advice; `marked` says whether a difference is of the rule's kind."""

    order = 40
    message: ClassVar[str]
    advice: ClassVar[str] = ""

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """The offsets in the text of the place that matter, None where the difference is of another kind."""
        raise NotImplementedError

    def explain(self, difference: Difference) -> list[Told]:
        """Told of differences that have the mark."""
        if not difference.parted() or (span := self.marked(difference)) is None:
            return []
        return [Told(self.message, Span.of(difference.place.origin, *span), self.advice)]


class ReasonRule(MarkedRule):
    """Knows a difference by the reason for which some assembler refuses a statement, or reads it in its own way."""

    reasons: ClassVar[frozenset[str]]
    with_refusal: ClassVar[bool] = False
    """Whether the message ends with what an assembler says."""
    in_body: ClassVar[str] = ""
    """A pattern with which the statement itself is to be marked, whatever actual came to it."""

    def explain(self, difference: Difference) -> list[Told]:
        """Told of differences that have the reason, at the body that made them where it did."""
        origin = difference.cause.origin
        at = re.search(self.in_body, origin.text) if self.in_body else None
        found = super().explain(difference)
        said = next((words for words in difference.refused() if reason(words) in self.reasons), "")
        if self.with_refusal and said:
            found = [Told(f"{each.message}: {said}", each.span, each.help) for each in found]
        return [Told(each.message, Span.of(origin, *at.span()), each.help) for each in found] if at else found

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """Marked where a reading has one of the reasons."""
        found = any(
            reason(reading[2]) in self.reasons for outcome in difference.all_outcomes() for reading in outcome.readings
        )
        return difference.place.span if found else None


class TextRule(MarkedRule):
    """Knows a difference by the statement it stands at: its `directives` (a pattern of the operation in lower case, ""
    for any) and `pattern`, searched in its text; strings are looked into only if `in_strings`."""

    directives: ClassVar[str] = ""
    pattern: ClassVar[str] = ""
    in_strings: ClassVar[bool] = False
    in_actuals: ClassVar[bool] = False
    """Whether the text may have come to the statement through an actual."""
    refusals: ClassVar[str] = ""
    """A pattern that the message of some assembler must have."""

    def marked(self, difference: Difference) -> tuple[int, int] | None:
        """Marked where operation, text and message are of the kind."""
        operation = difference.directive()
        if self.directives and not re.fullmatch(self.directives, operation):
            return None
        if self.refusals and not any(re.search(self.refusals, words) for words in difference.refused()):
            return None
        text = difference.cause.origin.text
        found = re.search(self.pattern, self._looked_into(text))
        if (
            found is None
            and self.in_actuals
            and re.search(self.pattern, self._looked_into(difference.substituted(text)))
        ):
            return difference.place.span
        if found is None:
            return None
        if difference.place.origin.key() != difference.cause.origin.key() or not found[0].strip():
            return difference.place.span
        return found.span("at") if "at" in found.groupdict() and found["at"] else difference.place.span

    def _looked_into(self, text: str) -> str:
        return text if self.in_strings else STRINGS.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', text)


class EndRule(Rule):
    """Knows an end directive that not every assembler takes for one, by what the message of a body without an end hints
    at: `ends` is searched in that statement."""

    order = 18
    message: ClassVar[str]
    advice: ClassVar[str]
    ends: ClassVar[str]

    def mended(self, found: re.Match[str]) -> str:
        """What to write for what `ends` found, "" where there is nothing to be proposed."""
        return ""

    def explain(self, difference: Difference) -> list[Told]:
        """Told at the end that the refusal hints at."""
        if not difference.parted():
            return []
        for words in difference.refused():
            near = words.near if isinstance(words, Hinted) else None
            found = re.search(self.ends, near.text) if near is not None else None
            if near is None or found is None:
                continue
            span = Span.of(near, *found.span())
            fix = None
            if text := self.mended(found):
                edit = Edit(span.file, span.line, span.column, span.line, span.end_column, text, found[0])
                fix = Fix(f"write `{text}`", "safe", (edit,))
            return [Told(self.message, span, self.advice, fix)]
        return []


class WarnedRule(Rule):
    """Knows by its kind what some assemblers warn of while all read it the same way: a note, for nobody parts."""

    order = 5
    severity = "note"
    message: ClassVar[str]
    advice: ClassVar[str]
    kind: ClassVar[str]

    def explain(self, difference: Difference) -> list[Told]:
        """Told of warnings of the kind."""
        if not any(words.reason == self.kind for words in difference.warnings):
            return []
        return [Told(self.message, Span.of(difference.place.origin), self.advice)]
