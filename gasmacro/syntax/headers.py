"""A macro's header in, its name and formals out: the plain ones by one pattern, all others by the grammar.

Rule: formals are separated by commas, blanks or both; each is a name, perhaps `:req` or `:vararg`, perhaps `=` and a
default, which is cut by the family's own rule for actuals (fixtures `hdr-*`).
"""

from __future__ import annotations

import re

from gasmacro.syntax.tokens import Cursor, TokenError, spelling, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from gasmacro.targets.schema import Profile

    # A name, "" or "req" or "vararg", and the default (None: none given).
    Parts: TypeAlias = tuple[str, str, str | None]
    # Where a default begins to its text and where it ends.
    Cut: TypeAlias = Callable[[int], tuple[str, int]]

# What every assembler reads alike: ASCII names, and defaults that are one name or one number without a suffix; others
# are cut by the family's rule.
_FORMAL = r"([A-Za-z_]\w*+)(?::(req|vararg)|=([A-Za-z_]\w*+|0[xX][0-9a-fA-F]++|[0-9]++))?(?=[ \t,]|\Z)"
_NEXT = re.compile(rf"(?:[ \t]*,[ \t]*|[ \t]+)(?:{_FORMAL}|([A-Za-z_]\w*+)=(?=[%(]))", re.ASCII)
_BEHIND = re.compile(r"[ \t,]|\Z")
_NAME = re.compile(r"([A-Za-z_]\w*+)(?=[ \t,]|\Z)", re.ASCII)


class HeaderError(Exception):
    """The assembler refuses the header; the message says so in its words."""


def read_plain(text: str, cut: Cut | None = None) -> tuple[str, list[Parts]] | None:
    """The name and formals of a plain header, None for any other. `cut`, if given, cuts registers and parentheses."""
    name = _NAME.match(text)
    if name is None:
        return None
    formals: list[Parts] = []
    end, size = name.end(), len(text.rstrip(" \t"))
    while end < size:
        found = _NEXT.match(text, end)
        if found is None or (formals and formals[-1][1] == "vararg"):
            return None
        end = found.end()
        if found[4] is None:
            formals.append((found[1], found[2] or "", found[3]))
            continue
        try:
            default, end = cut(end) if cut is not None else ("", end)
        except (HeaderError, TokenError):  # told by the grammar, unless it has something to say before
            return None
        while text[end - 1] in " \t":  # what separates it, where the cut takes that in
            end -= 1
        if not default or not _BEHIND.match(text, end):
            return None
        formals.append((found[4], "", default))
    return name[1], formals


def read_characters(text: str, label: str, cut: Cut, *, altmacro: bool = False) -> tuple[str, list[Parts]]:
    """The name and formals of a scrubbed header. `label`: the name where a label gives it. Raises `HeaderError`."""
    plain = read_plain(text, None if altmacro else cut) if not label else None
    if plain is not None:
        return plain
    from gasmacro.syntax.grammar import read_character_header

    return read_character_header(text, label, cut)


def read_tokens(text: str, profile: Profile) -> tuple[str, list[Parts]]:
    """The name and formals of a header that a lexer reads. Raises `HeaderError`."""

    def cut(at: int) -> tuple[str, int]:
        cursor = Cursor(text, profile)
        cursor.move(at)
        actual = spelling(cursor.actual())
        if cursor.kind() == "comment":
            raise HeaderError("expected identifier in '.macro' directive")
        return actual, cursor.items[cursor.position][2] if cursor.kind() else len(text)

    plain = read_plain(text, cut)
    if plain is not None:
        return plain
    from gasmacro.syntax.grammar import read_token_header

    try:
        tokens(text, profile)
        return read_token_header(text, re.escape(profile.identifier_start), re.escape(profile.identifier_inside), cut)
    except TokenError as error:
        raise HeaderError(str(error)) from None
