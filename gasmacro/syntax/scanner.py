"""Text in, statements out: one compiled pattern per profile finds where each statement begins and ends.

A statement ends at a newline or a separator that stands outside strings, character constants and comments.  The pattern
never looks back (possessive quantifiers), so its cost is linear in the text, whatever the length of a line.  Line
markers (`# 42 "file"` in column one) move the file and line of what follows, as in both families.
"""

from __future__ import annotations

import re

from gasmacro.syntax.origin import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile

_PATTERNS: dict[tuple[object, ...], re.Pattern[str]] = {}

MARKER = re.compile(r'#[ \t]*(?:line[ \t]+)?(\d+)[ \t]+"((?:[^"\\\n]|\\.)*)"[^\n]*')


class Item(Origin):
    """A statement as the scan found it, in a file or in a macro's body.

    `text` is what stands there; `body` what the assembler stores of it (scrubbed where it scrubs); `ends` the character
    that ended it ("\\n", a separator, or "" at the end of the text), `comment` the line comment that stood
    before that.  `template` and `parsed` are the engine's: what was
    compiled from `body`, once.
    """

    __slots__ = ("body", "comment", "ends", "parsed", "template")

    def __init__(self, file: str, line: int, column: int, text: str, ends: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.text = text
        self.body = text
        self.ends = ends
        self.comment = ""
        self.template: object = None
        self.parsed: object = None


def pattern(profile: Profile, text: str) -> re.Pattern[str]:
    """The statement pattern of a profile for a text.

    Groups: 1 the line-start comment, 2 the statement, 3 its comment, 4 its end.
    """
    hides = any("\\" + comment[0] in text for comment in profile.line_comments) and profile.backslash_hides_comment
    key = (
        profile.reads,
        profile.line_comments,
        profile.line_start_comments,
        profile.separators,
        profile.character_constant,
        profile.line_ends,
        hides,
    )
    known = _PATTERNS.get(key)
    if known is None:
        known = _PATTERNS[key] = re.compile(_build(*key), re.DOTALL)
    return known


def _build(
    reads: object,
    line_comments: tuple[str, ...],
    line_start_comments: tuple[str, ...],
    separators: str,
    character_constant: str,
    line_ends: str,
    hides: bool,
) -> str:
    any_comment = "|".join(re.escape(text) for text in line_comments) or r"(?!)"
    start_comment = "|".join(re.escape(text) + r"(?!\*)" for text in line_start_comments) or r"(?!)"
    leads = "".join({text[0] for text in line_comments if text != "//"})
    backslash = "\\\\" if hides and leads else ""
    plain = rf"[^{line_ends}\"'/{backslash}{re.escape(leads + separators)}]"
    line = rf"[^{line_ends}]"
    loose = "|".join(f"{re.escape(c)}" for c in {text[0] for text in line_comments if len(text) > 1} - {"/"}) or "(?!)"
    hidden = rf"\\[{re.escape(leads)}]|\\|" if backslash else ""
    slash = r"/(?!\*|/)" if "//" in line_comments else r"/(?!\*)"
    return (
        rf"(?:(?<!{line})((?>[ \t]*+(?:[\w.$]++[ \t]*+:[ \t]*+)*+)(?:{start_comment}){line}*+))?"
        rf"((?:{plain}++|{hidden}\"(?:[^\"\\]|\\.)*+\"?|{character_constant}|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|{slash}|{loose})*+)"
        rf"((?:{any_comment}){line}*+)?(\r?\n|[{re.escape(separators)}{line_ends}]|\Z)"
    )


def scan(text: str, profile: Profile, file: str, line: int = 1) -> list[Item]:
    """The statements of a text that begins at `line` of `file`. Empty statements are left out."""
    items: list[Item] = []
    append = items.append
    begin = 0  # offset of the line's first character
    size = len(text)
    position = 0
    match = pattern(profile, text).match
    while position < size:
        found = match(text, position)
        if found is None:  # the pattern takes any text: only an empty remainder does not match
            break
        start, stop = found.span(2)
        lead = found[1]
        if lead is not None:
            marker = MARKER.match(lead)
            if marker:
                file, line = marker[2].replace("\\\\", "\\").replace('\\"', '"'), int(marker[1]) - 1
            elif ":" in lead:
                label = _LABELS.match(lead)
                if label and label[0].strip():
                    append(Item(file, line, position - begin + 1, label[0].strip(), "\n"))
        comment = found[3]
        if comment is not None and start == stop and position == begin and comment[0] == "#":
            marker = MARKER.match(comment)
            if marker:
                file, line = marker[2].replace("\\\\", "\\").replace('\\"', '"'), int(marker[1]) - 1
        body = text[start:stop]
        if body and not body.isspace():
            shift = len(body) - len(body.lstrip(" \t"))
            item = Item(file, line, start + shift - begin + 1, body[shift:], found[4])
            append(item)
            if comment is not None:
                item.comment = comment
        if "\n" in body:
            line += body.count("\n")
            begin = start + body.rindex("\n") + 1
        position = found.end()
        if found[4] in _NEWLINES:
            line += 1
            begin = position
    return items


_NEWLINES = frozenset(("\n", "\r\n", "\r"))
_LABELS = re.compile(r"[ \t]*(?:[\w.$]+[ \t]*:[ \t]*)*")
