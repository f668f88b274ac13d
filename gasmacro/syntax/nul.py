"""NUL bytes in a source: what each machine reads in their place.

In: a text, the profile.  Out: the text with blanks for the NULs that are nothing but blanks to it.  Rule (found by
probing; fixtures `lex-065`, `lex-066`, `nul-*`): to the token reader a NUL outside strings is a blank; to the character
reader it ends a statement, so that one before the end of a line is nothing, but in a definition, whose lines it breaks.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile

_STRING = r"\"(?:[^\"\\]|\\.)*+\"?"
_ANYWHERE = re.compile(rf"{_STRING}|\0", re.DOTALL)
_AT_ENDS = re.compile(
    rf"{_STRING}|^[ \t]*\.(?:macro|rept|irpc?|rep)\b.*?^[ \t]*\.end[mr]\b|\0[\0 \t]*(?=\r?\n|\Z)"
    r"|(?<=[\n;])[\0 \t]*\0|\A[\0 \t]*\0",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def settled(text: str, profile: Profile) -> str:
    """The text as the machine reads it, of the same length."""
    if "\0" not in text:
        return text
    return (_ANYWHERE if profile.nul_is_blank else _AT_ENDS).sub(_blanks, text)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0]) if not found[0].strip("\0 \t") else found[0]
