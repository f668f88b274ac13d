r"""A backslash before a word that is no formal

What happens
------------
Names run on over letters, digits, `_`, `.` and `$`: in `\a.8h` every assembler looks for a formal `a.8h`, finds none,
and leaves the text as it is. No assembler reads a backslash in an instruction.

Why
---
Apple's assembler of old took the longest name that there was, so sources written for it have `\a.8h`.

Bad
---
    .macro double a
     mov \a.l, %al
    .endm
     double %b

Good
----
    .macro double a
     mov \a\()l, %al
    .endm
     double %b

Fix
---
`\()` behind the formal's name.

Reports
-------
https://github.com/cisco/openh264/pull/738
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gasmacro.compare.refusals import reason
from gasmacro.findings import Edit, Fix
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference

_UNKNOWN = re.compile(r"\\([A-Za-z_][\w.$]*)")


class UnknownFormal(Rule):
    """GM207."""

    code = "GM207"
    name = "unknown-formal"
    order = 20
    message = "a backslash that is left in an instruction"
    advice = r"end the formal's name with `\()`"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of statements that a backslash makes none, to one assembler or to all."""
        told = (reading[2] for outcome in difference.all_outcomes() for reading in outcome.readings)
        if not any(reason(words) == "stray-backslash" for words in told):
            return []
        origin = difference.cause.origin
        found = _UNKNOWN.search(origin.text)
        if found is None:
            return [Told(self.message, Span.of(difference.place.origin, *difference.place.span), self.advice)]
        known = [] if difference.cause.around is None else list(difference.cause.around.bound)
        start = next((name for name in sorted(known, key=len, reverse=True) if found[1].startswith(name)), "")
        if not start or start == found[1]:
            return [Told(f"`{found[0]}` names no formal here", Span.of(origin, *found.span()), self.advice)]
        text = f"\\{start}\\(){found[1][len(start) :]}"
        span = Span.of(origin, *found.span())
        edit = Edit(span.file, span.line, span.column, span.line, span.end_column, text, found[0])
        words = f"`{found[0]}` names no formal: the name runs on behind `{start}`"
        return [Told(words, span, f"write `{text}`", Fix(f"write `{text}`", "unsafe", (edit,)))]
