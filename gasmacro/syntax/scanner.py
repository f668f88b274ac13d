"""Text in, statements out: one compiled pattern per profile finds where each statement begins and ends.

A statement ends at a newline or a separator that stands outside strings, character constants and comments.  The pattern
never looks back (possessive quantifiers), so its cost is linear in the text, whatever the length of a line.  Line
markers (`# 42 "file"` in column one) move the file and line of what follows, as in both families.
"""

from __future__ import annotations

import re

from gasmacro.syntax.nul import settled
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
    before that.  `parsed` is the engine's: what was compiled from `body`, once.
    """

    __slots__ = ("body", "comment", "ends", "parsed")

    def __init__(self, file: str, line: int, column: int, text: str, ends: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.text = text
        self.body = text
        self.ends = ends
        self.comment = ""
        self.parsed: object = None

    def found(self) -> tuple[object, ...]:
        """What the scan found."""
        return self.body, self.ends, self.comment, self.file, self.line, self.column

    def copy(self) -> Item:
        """The same statement, of which nothing is compiled yet."""
        made = Item(self.file, self.line, self.column, self.text, self.ends)
        made.comment = self.comment
        return made


def pattern(profile: Profile, text: str) -> re.Pattern[str]:
    """The statement pattern of a profile for a text: what looks for what the text does not hold is left out, so that
    profiles that part in nothing else share it.

    Groups: 1 a plain statement, perhaps an empty one, and 2 its end; of any other 3 the line-start comment, 4 the
    statement, 5 its comment, 6 its end.
    """
    hides = any("\\" + comment[0] in text for comment in profile.line_comments) and profile.backslash_hides_comment
    key = (
        tuple([comment for comment in profile.line_comments if comment in text]),
        tuple([comment for comment in profile.line_start_comments if comment in text and _leads(comment, text)]),
        "".join([separator for separator in profile.separators if separator in text]),
        profile.character_constant if "'" in text else "(?!)",
        "".join([end for end in profile.line_ends if end in text or end == "\n"]),
        hides,
    )
    known = _PATTERNS.get(key)
    if known is None:
        known = _PATTERNS[key] = re.compile(_build(*key), re.DOTALL)
    return known


def _leads(comment: str, text: str) -> bool:
    """Whether a comment's mark stands anywhere at the start of a line, labels before it aside."""
    found = _LEADS.get(comment)
    if found is None:
        found = _LEADS[comment] = re.compile(rf"\n(?>[ \t]*+(?:[\w.$]++[ \t]*+:[ \t]*+)*+){re.escape(comment)}(?!\*)")
    if "\r" in text:
        text = text.replace("\r", "\n")
    first = text[: text.find("\n") + 1] or text
    return found.search(text) is not None or found.match(f"\n{first}") is not None


_LEADS: dict[str, re.Pattern[str]] = {}


def _build(
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
    # A statement with nothing in it to be looked at closer, as most are.
    begins = rf"(?!(?:[\w.$]++[ \t]*+:[ \t]*+)*+(?:{start_comment}))" if line_start_comments else ""
    closer = f"{line_ends}\\r\"'/{backslash}{re.escape(leads + separators)}"
    whole = rf"[ \t]*+{begins}([^{closer}]*+)([\n{re.escape(separators)}])"
    return (
        rf"{whole}|(?:(?<!{line})((?>[ \t]*+(?:[\w.$]++[ \t]*+:[ \t]*+)*+)(?:{start_comment}){line}*+))?"
        rf"((?:{plain}++|{hidden}\"(?:[^\"\\]|\\.)*+\"?|{character_constant}|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|{slash}|{loose})*+)"
        rf"((?:{any_comment}){line}*+)?(\r?\n|[{re.escape(separators)}{line_ends}]|\Z)"
    )


class Scans:
    """The statements of one text under several profiles: those that cut it alike share the work."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._known: dict[tuple[re.Pattern[str], str], list[Item]] = {}

    def items(self, profile: Profile) -> list[Item]:
        """The statements, as objects of their own."""
        text = settled(self._text, profile)
        way = pattern(profile, text)
        known = self._known.get((way, text))
        if known is None:
            known = self._known[way, text] = _scanned(text, way, self._file, 1)
            return known.copy()  # what the engine compiles of a statement is no part of its copies
        return [item.copy() for item in known]

    def alike(self, first: Profile, second: Profile) -> bool:
        """Whether two profiles find the same statements."""
        texts = settled(self._text, first), settled(self._text, second)
        ways = pattern(first, texts[0]), pattern(second, texts[1])
        if ways[0] is ways[1] and texts[0] == texts[1]:
            return True
        mine, other = (
            self._known.get(key) or _scanned(key[1], key[0], self._file, 1) for key in zip(ways, texts, strict=True)
        )
        return [item.found() for item in mine] == [item.found() for item in other]


def scan(text: str, profile: Profile, file: str, line: int = 1) -> list[Item]:
    """The statements of a text that begins at `line` of `file`. Empty statements are left out."""
    text = settled(text, profile)
    return _scanned(text, pattern(profile, text), file, line)


def _scanned(text: str, way: re.Pattern[str], file: str, line: int) -> list[Item]:
    items: list[Item] = []
    append = items.append
    begin = 0  # offset of the line's first character
    for found in way.finditer(text):
        if found.lastindex == 2:
            body, ends = found.group(1, 2)
            if body and not body.isspace():
                append(Item(file, line, found.start(1) - begin + 1, body, ends))
            if ends == "\n":
                line += 1
                begin = found.end()
            continue
        lead, body, comment, ends = found.group(3, 4, 5, 6)
        alone = comment is not None and not body and found.start() == begin and comment[0] == "#"
        marker = MARKER.match(comment if alone else lead) if alone or lead is not None else None
        if marker:
            file, line = marker[2].replace("\\\\", "\\").replace('\\"', '"'), int(marker[1]) - 1
        elif lead is not None and ":" in lead:
            label = _LABELS.match(lead)
            if label and label[0].strip():
                append(Item(file, line, found.start() - begin + 1, label[0].strip(), "\n"))
        if body:
            stripped = body.lstrip(" \t")
            if stripped and not stripped.isspace():
                item = Item(file, line, found.end(4) - len(stripped) - begin + 1, stripped, ends)
                append(item)
                if comment is not None:
                    item.comment = comment
            if "\n" in body:
                line += body.count("\n")
                begin = found.start(4) + body.rindex("\n") + 1
        if ends in _NEWLINES:
            line += 1
            begin = found.end()
    return items


_NEWLINES = frozenset(("\n", "\r\n", "\r"))
_LABELS = re.compile(r"[ \t]*(?:[\w.$]+[ \t]*:[ \t]*)*")
