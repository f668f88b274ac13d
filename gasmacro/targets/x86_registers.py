"""Patterns of x86 registers as they stand in expressions, `%` included.

In: the width and what a release adds.  Out: a pattern.  Rule: found by asking each assembler for each register
(expr-107, cond-010).
"""

from __future__ import annotations

_BOTH = r"e?[abcd]x|[abcd][lh]|e?[sb]p|e?[sd]i|[cdefgs]s|mm[0-7]|k[0-7]|st[ \t]*\([ \t]*[0-7][ \t]*\)|st(?![ \t]*\()"
_LONG = r"r[abcd]x|r[sb]p|r[sd]i|[sb]pl|[sd]il|[xyz]mm(?:[12][0-9]|3[01]|[0-9])|rip|eip|(?:[cd]r|db)(?:1[0-5]|[0-9])"
_NUMBERED = r"r(?:{})[bwd]?"
_SHORT = r"[xyz]mm[0-7]"
BOUNDS = r"bnd[0-3]"
"""The registers of MPX, which later releases dropped."""
TILES = r"tmm[0-7]"
"""The registers of AMX."""
INDEX = r"[er]iz|ip"
"""The names of no index, and of the 16-bit program counter, which one family takes for registers of their own."""

INTEL_NAMES = r"(?i:[re]?[abcd]x|[re]?[sd]i|[re]?[sb]p|[abcd][lh]|[sb]pl|[sd]il|r(?:[89]|1[0-5])[bwd]?|[xyz]mm\d+)"
"""Registers as Intel's syntax names them, without a `%`."""


def registers(width: int, *more: str, many: bool = False, blanks: str = "") -> str:
    """The pattern for `width` 64 or 32: `more` are further alternatives, `many` the sixteen registers of APX, `blanks`
    what may stand behind the `%`."""
    numbered = _NUMBERED.format("[89]|[12][0-9]|3[01]" if many else "[89]|1[0-5]")
    names = (_BOTH, _LONG, numbered, *more) if width == 64 else (_BOTH, _SHORT, *more)
    return f"(?i:%{blanks}(?:{'|'.join(names)})(?![A-Za-z0-9_.$]))"
