"""A raw statement in, the text that a scrubbing assembler keeps of it out.

Rule (found by probing; fixtures `scrub-*`, `inv-*`): comments go, character constants become decimal numbers, blanks at
the start go, the first run of blanks after the operation becomes one blank, and any later run is kept, as one blank,
only between a symbol character (or the end of a string) and a symbol character, a backslash or a quote.  A label puts
the scrub back to the start of a statement.  How a block comment counts beside blanks differs by release.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile

_GAP = r"(?:[ \t\r]++|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"
_STRING = r"\"(?:[^\"\\]|\\.)*+\"?"
_CONSTANT = r"'(?:\\.|[^\\])?'?"
_OPERATION = re.compile(rf"((?:{_STRING}|{_CONSTANT}|[^ \t\r\"'/:]++|/(?!\*))*+)(:?)({_GAP}*+)(:?)", re.DOTALL)
_PIECE = re.compile(
    rf"(?P<gap>{_GAP}++)|(?P<string>{_STRING})|(?P<constant>{_CONSTANT})|(?P<text>[^ \t\r\"'/]++|/)", re.DOTALL
)
_CONSTANTS = re.compile(rf"({_STRING})|{_CONSTANT}", re.DOTALL)
_PLAIN = re.compile(r"[\w.$%]+")  # an operation with nothing glued to it
_SIMPLE = re.compile(r"[\w.$%]+(?: [\w.$%]+(?:,[\w.$%]+)*)?")
_ESCAPES = {"b": 8, "t": 9, "n": 10, "f": 12, "r": 13}


def character(constant: str) -> str:
    """The decimal number that a character constant (`'a`, `'a'`, `'\\n'`) becomes.

    A character beyond ASCII counts by its first byte; its other bytes stay as text.
    """
    body = constant[1:]
    if len(body) > 1 and body[-1] == "'" and body != "\\'":
        body = body[:-1]
    if body[:1] == "\\" and len(body) > 1:
        return str(_ESCAPES.get(body[1], ord(body[1])))
    if body > "\x7f":
        raw = body.encode("utf-8", "surrogateescape")
        return str(raw[0]) + raw[1:].decode("utf-8", "surrogateescape")
    return str(ord(body)) if body else constant


def scrub(text: str, profile: Profile) -> str:
    """What the assembler keeps of one raw statement (without what ended it)."""
    if _SIMPLE.fullmatch(text):
        return text
    out: list[str] = []
    position = 0
    begun = False  # an operation (or a label) has begun
    size = len(text)
    while position < size:
        found = _OPERATION.match(text, position)
        assert found is not None
        name, colon, gap, late_colon = found[1], found[2], found[3], found[4]
        out.append(_numbers(name) if "'" in name else name)
        begun = begun or bool(name)
        if colon:
            out.append(":")
            position, begun = found.end(2), False
            if _comment_starts(text, position, profile):
                break
        elif late_colon and "/" not in gap:
            out.append(":")
            position, begun = found.end(), False
            if _comment_starts(text, position, profile):
                break
        else:
            position = found.end(3)
            if begun and gap and _ends_operation(gap, profile):
                if text.startswith("/", position) and profile.slash_belongs_to_operation:
                    continue
                if position < size or (not _PLAIN.fullmatch(name) and ("/" in gap or profile.last_blank_stays)):
                    out.append(" ")
                return "".join((*out, _operands(text, position, profile)))
            if not name and not gap:  # a colon where no label ends
                out.append(text[position])
                position += 1
    return "".join(out)


def _comment_starts(text: str, position: int, profile: Profile) -> bool:
    """Whether what stands behind a label is a comment, as at the start of a line."""
    found = _BLANK.match(text, position)
    begin = found.end() if found else position
    return text.startswith(profile.line_start_comments, begin) and not text.startswith("/*", begin)


_BLANK = re.compile(r"[ \t\r]*")


def _numbers(name: str) -> str:
    """An operation with its character constants turned into numbers."""
    return _CONSTANTS.sub(lambda found: found[0] if found[1] else character(found[0]), name)


def _ends_operation(gap: str, profile: Profile) -> bool:
    """Whether a run of blanks and comments after an operation counts as the blank that ends it."""
    if "/" not in gap or profile.block_comment == "blank":
        return True
    return gap[0] != "/" and bool(profile.block_comment_keeps_first_blank)


def _operands(text: str, position: int, profile: Profile) -> str:
    """The text behind the operation, with its later runs of blanks decided."""
    if "{" in text or "}" in text:  # the only characters that count differently by release
        before, after = profile.blank_before, profile.blank_after
    else:
        before, after = profile.blank_beside, profile.blank_beside
    vanish = "/*" in text and profile.block_comment != "blank"
    out: list[str] = []
    joined = True  # what was kept last lets a blank after it go
    pending = quoted = False
    for found in _PIECE.finditer(text, position):
        kind, piece = found.lastgroup, found[0]
        if kind == "gap":
            pending = not (vanish and "/" in piece)
            continue
        if pending and quoted and not profile.string_keeps_blank:
            pending = False
        quoted = kind == "string"
        if pending and not joined and (kind != "text" or piece[0] in before or piece[0] == "\\" or piece[0] >= "\x80"):
            out.append(" ")
        pending = False
        if kind == "constant":
            out.append(character(piece))
            joined = True
        else:
            out.append(piece)
            if kind == "string" and (len(piece) == 1 or piece[-1] != '"'):
                out.append('"')  # the text ended inside
            joined = kind == "text" and not (piece[-1] in after or piece[-1] >= "\x80")
    return "".join(out)
