r"""An immediate operand with its prefix twice

What happens
------------
The caller writes `$1` and the macro's body adds the `$` again. GNU as, and LLVM's assembler since 11, read `$$1` as
the address of a symbol named `$1`, which nobody defines; LLVM's assembler before 11 rejects it. On arm
`##1` is rejected by all; on aarch64 GNU as accepts it in an index, `[x1, ##8]`, and LLVM's assembler nowhere.

Why
---
The file assembles, and the mistake shows when it is linked, or not at all in code that is only built as an object.

Bad
---
    .macro note value:req
     movl $\value, %eax
    .endm
     note $1

Good
----
    .macro note value:req
     movl $\value, %eax
    .endm
     note 1

Fix
---
Write the prefix in one place: in the macro's body or in its calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.places import actual, formals
from gasmacro.compare.readings import REJECTED, SYMBOL, doubled_index, doubled_operand
from gasmacro.findings import Edit, Fix
from gasmacro.rules import Rule, Span, Told

if TYPE_CHECKING:
    from gasmacro.compare.difference import Difference
    from gasmacro.compare.places import Place


class DoubledImmediatePrefix(Rule):
    """GM201."""

    code = "GM201"
    name = "doubled-immediate-prefix"

    def explain(self, difference: Difference) -> list[Told]:
        """Told of statements with an operand that has the prefix twice."""
        prefix = difference.groups[0].profile.immediate_prefix
        doubled = {
            operand
            for outcome in difference.all_outcomes()
            for reading in outcome.readings
            if reading[0] in (SYMBOL, REJECTED)
            and (operand := doubled_operand(reading[1], prefix) or doubled_index(reading[1], prefix))
        }
        if not doubled:
            return []
        place = _brought(difference.place, prefix)
        operand = min(doubled)
        message = f"the immediate's prefix is doubled: `{prefix}{operand}` is no number"
        if any(reading[0] == SYMBOL for outcome in difference.all_outcomes() for reading in outcome.readings):
            message = (
                f"the immediate's prefix is doubled: `{prefix}{operand}` is the address of a symbol named `{operand}`"
            )
        return [_told(message, difference, place, prefix)]


def _brought(place: Place, prefix: str) -> Place:
    """The actual that brings a prefix of its own to a statement that has two already, else the place itself."""
    if place.whole() and place.around is not None:
        values = dict(place.around.values)
        for name in formals(place.origin.text, values):
            if values[name].startswith(prefix):
                return actual(place.around, name)
    return place


def _told(message: str, difference: Difference, place: Place, prefix: str) -> Told:
    text = place.origin.text
    start, end = place.span
    if place.whole():  # the statement has both itself
        at = text.find(prefix * 2)
        if at < 0:
            return Told(message, Span.of(place.origin), f"write `{prefix}` once")
        start, end = at, at + 2 * len(prefix)
    inner = text[start:end]
    mended = inner.replace(prefix, "", 1)
    edits = [_edit(place.origin.file, place.origin.line, place.origin.column + start, inner, mended)]
    body = difference.cause.origin
    doubled = body.text.find(prefix * 2)
    if body.key() != place.origin.key() and doubled >= 0:  # the callee has two of its own besides
        edits.append(_edit(body.file, body.line, body.column + doubled, prefix * 2, prefix))
    fix = Fix(f"write `{mended}` instead of `{inner}`", "unsafe", tuple(edits)) if prefix in inner else None
    return Told(message, Span.of(place.origin, start, end), f"write `{prefix}` in one place only", fix)


def _edit(file: str, line: int, column: int, old: str, new: str) -> Edit:
    return Edit(file, line, column, line, column + len(old), new)
