"""Why an assembler refuses a statement, or reads it in a way of its own: words with a reason.

In: nothing.  Out: `Refusal` and `Sense`, texts that carry a `reason`, the name by which a rule knows its kind.  Rule: a
refusal's text is the message; a sense's text tells readings apart, so that two statements of the same tokens differ
where their senses do.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self


class Refusal(str):
    """The message of an assembler that rejects a statement; `reason` names the kind, "" for one of no kind."""

    __slots__ = ("reason",)

    reason: str

    def __new__(cls, message: str, reason: str = "") -> Self:
        """A message with its reason."""
        made = super().__new__(cls, message)
        made.reason = reason
        return made


class Sense(str):
    """A reading that an assembler has by itself; `reason` names the kind."""

    __slots__ = ("reason",)

    reason: str

    def __new__(cls, text: str, reason: str) -> Self:
        """A reading with its reason."""
        made = super().__new__(cls, text)
        made.reason = reason
        return made


def reason(words: object) -> str:
    """The reason that words carry, "" for words that carry none."""
    return words.reason if isinstance(words, Refusal | Sense) else ""
