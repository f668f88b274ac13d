"""`_Pragma("...")`, which no assembler reads.

In: the tokens of a line, every macro expanded.  Out: the tokens of the lines that it becomes.  Rule: a pragma stands on
a line of its own; what stands before it and behind it are lines as well.
"""

from __future__ import annotations

from gasmacro.source.cpp.lexer import PADDING, STRING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.source.cpp.lexer import Token


def apart(made: list[Token]) -> list[list[Token]]:
    """Tokens parted where a `_Pragma("...")` stands, which ends the line before it and leaves nothing itself."""
    parts: list[list[Token]] = [[]]
    at = 0
    while at < len(made):
        length = _pragma(made, at) if made[at].text == "_Pragma" else 0
        if length:
            parts.append([])
        else:
            parts[-1].append(made[at])
        at += length or 1
    return parts


def _pragma(made: list[Token], at: int) -> int:
    """How many tokens the `_Pragma("...")` at an index has; 0 where it is none."""
    wanted = ["_Pragma", "(", STRING, ")"]
    for index in range(at, len(made)):
        token = made[index]
        if token.kind == PADDING:
            continue
        if wanted[0] not in (token.text, token.kind):
            return 0
        wanted.pop(0)
        if not wanted:
            return index + 1 - at
    return 0
