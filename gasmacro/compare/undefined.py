"""A name that is nowhere defined, added and subtracted in one expression.

In: statements whose operands have a name twice, once behind a minus.  Out: readings of those that an assembler rejects.
Rule: GNU as lets the two cancel each other, LLVM's assembler wants the subtracted one defined.
"""

from __future__ import annotations

from gasmacro.compare.refusals import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The statements that subtract a name nobody defines."""
    if reader.profile.undefined_names_cancel:
        return
    says = [(place, text, reader.noted[text]) for place, text, _ in steps]
    defined = {name for _, _, noted in says for name in (*noted.labels, noted.target)}
    for place, text, noted in says:
        if noted.cancels and noted.cancels not in defined and noted.cancels.lower() != noted.op.lower():
            words = f"symbol '{noted.cancels}' can not be undefined in a subtraction expression"
            yield place, ("rejected", reader(text)[1], Refusal(words, "undefined-cancels"))
