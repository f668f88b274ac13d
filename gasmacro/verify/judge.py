"""How an expansion compares with its source: what one assembler made of both.

In: what gasmacro says of a source, what the assembler made of it, what it made of the expansion.  Out: a kind and a
detail.  Rule: where gasmacro rejects, the assembler must; where it does not, the assembler must make the same object
of the expansion as of the source, or reject both, the expansion with the errors of the source among its own: the cause
of these lies below the macro layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    class Made(Protocol):
        """What an assembler made of a text, live or recorded."""

        @property
        def accepted(self) -> bool:
            """Whether it left an object."""

        @property
        def died(self) -> bool:
            """Whether it crashed or ran out of time."""

        @property
        def object(self) -> str | None:
            """A digest of the object."""

        @property
        def sections(self) -> Mapping[str, bytes]:
            """The bytes of the object's sections."""

        @property
        def messages(self) -> Sequence[tuple[int, str, str]]:
            """What it said: line, severity, text."""


PROVED = "the same object"
BELOW = "rejected below the macro layer"
REJECTED = "rejected by both"
INEXACT = "not exact, and told"
AGREED = (PROVED, BELOW, REJECTED, INEXACT)
"""The kinds that are agreement."""

REJECTS = "gasmacro rejects, the assembler accepts"
ACCEPTS = "gasmacro accepts, the assembler rejects"
BREAKS = "the expansion is rejected, the source is not"
BYTES = "other bytes"
OBJECT = "another object of the same bytes"
REASONS = "rejected for other reasons"
LEFT = "the macro layer is left in the expansion"
DISAGREED = (REJECTS, ACCEPTS, BREAKS, BYTES, OBJECT, LEFT, REASONS)
"""The kinds that are none; all but the last are the macro layer's."""

_EXCERPT = 8


@dataclass(frozen=True)
class Parted:
    """The first place at which two objects differ: the `section`, the `offset` in it (bytes from 0), the `sizes` of it
    in both, and some bytes from there on, in hex."""

    section: str
    offset: int
    sizes: tuple[int, int]
    bytes: tuple[str, str]

    def __str__(self) -> str:
        first, second = (each or "(end)" for each in self.bytes)
        return f"{self.section} at byte {self.offset}: {first} of the source, {second} of the expansion"


def without_text(said: bool | None, real: Made, complaints: Sequence[str]) -> tuple[str, str] | None:
    """Kind and detail where gasmacro rejects a source, for which no expansion needs asking; else None. `complaints` are
    its errors."""
    if said is not False:
        return None
    return (REJECTS, "; ".join(complaints[:2])) if real.accepted else (REJECTED, "")


def with_text(exact: bool, real: Made, again: Made) -> tuple[str, str]:
    """Kind and detail from what the assembler made of a source (`real`) and of its expansion (`again`)."""
    if real.accepted and again.accepted and real.object == again.object:
        return PROVED, ""
    if not real.accepted and rejected_alike(real, again):
        return BELOW, "; ".join(sorted(errors(real)))[:200] or "dies"
    if not exact:
        return INEXACT, ""
    if real.accepted and not again.accepted:
        return BREAKS, "; ".join(sorted(errors(again)))[:200]
    if not real.accepted and again.accepted:
        return ACCEPTS, "; ".join(sorted(errors(real)))[:200]
    if not real.accepted:
        return REASONS, f"{sorted(errors(real))[:2]} against {sorted(errors(again))[:2]}"
    place = parted(real, again)
    return (OBJECT, "symbols, relocations or their order") if place is None else (BYTES, str(place))


def parted(real: Made, again: Made) -> Parted | None:
    """Where the bytes of two objects part first; None where all are the same."""
    for name in dict.fromkeys([*real.sections, *again.sections]):
        one, other = real.sections.get(name, b""), again.sections.get(name, b"")
        if one != other:
            shared = min(len(one), len(other))
            at = next((at for at in range(shared) if one[at] != other[at]), shared)
            excerpts = one[at : at + _EXCERPT].hex(" "), other[at : at + _EXCERPT].hex(" ")
            return Parted(name, at, (len(one), len(other)), excerpts)
    return None


def rejected_alike(real: Made, again: Made) -> bool:
    """Whether an expansion is rejected for what its source is rejected for."""
    # What the source is rejected for must be there again. More may follow: a string left open ends with the buffer of
    # its expansion, and with nothing in a file.
    if real.died:
        return again.died
    return not again.accepted and bool(errors(real)) and errors(real) <= errors(again)


def errors(made: Made) -> frozenset[str]:
    """The texts of the errors in what an assembler said."""
    return frozenset(text for _, severity, text in made.messages if severity == "error")
