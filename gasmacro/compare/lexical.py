"""A statement's text as an assembler lexes it: one spelling for all texts that give it the same tokens.

In: a text and the profile that reads it.  Out: a text without comments, with blanks only where they part two tokens,
character constants as numbers.  Two profiles read a statement the same way when their spellings are equal.
"""

from __future__ import annotations

import re

from gasmacro.syntax.scrub import character, scrub

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gasmacro.targets.schema import Profile


def is_plain(text: str) -> bool:
    """Whether a text is nothing but words and characters that are tokens by themselves."""
    return _PLAIN.fullmatch(text) is not None


_LEXEMES = re.compile(
    r"(?P<string>\"(?:[^\"\\]|\\.)*+\"?)|(?P<constant>'(?:\\.|[^\\])'?)|(?P<gap>(?:\s|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)+)"
    r"|(?P<word>[^\x00-#%-\-/:-@\[-^`{-\x7f]+)|(?P<operator>[<>=!&|]+)|(?P<other>.)",
    re.DOTALL,
)
# Words, and characters that are tokens by themselves: of such a text every reader keeps the blanks between two words.
_PLAIN = re.compile(r"[\w.$ \t%,()+*:@~^-]*+", re.ASCII)
_GAPS = re.compile(r"(?<![\w.$ \t])[ \t]++|[ \t]++(?![\w.$])", re.ASCII)
_RUNS = re.compile(r"[ \t]{2,}|\t")
_JOINING = frozenset(("word", "operator"))


def lexed(text: str, profile: Profile) -> str:
    """The one spelling of a statement's text under a profile."""
    if _PLAIN.fullmatch(text):
        return _RUNS.sub(" ", _GAPS.sub("", text))
    if profile.reads == "characters":
        text = scrub(text, profile)
    return _spelled(text)


def _spelled(text: str) -> str:
    out: list[str] = []
    before = ""
    gap = False
    for found in _LEXEMES.finditer(text):
        kind, piece = found.lastgroup or "", found[0]
        if kind == "gap":
            gap = bool(out)
            continue
        if kind == "constant":
            kind, piece = "word", character(piece)
        if gap and kind == before and kind in _JOINING:
            out.append(" ")
        out.append(piece)
        before, gap = kind, False
    return "".join(out)


def operation(text: str) -> tuple[str, str]:
    """The operation of a spelled statement (behind its labels) in lower case, and its operands."""
    found = _OPERATION.match(text)
    if found is None:
        return "", text
    return found[1].lower(), text[found.end() :]


_OPERATION = re.compile(r"(?:[^\x00-#%-\-/:-@\[-^`{-\x7f]+:)*([^\x00-#%-\-/:-@\[-^`{-\x7f]+)(?=[^\w.$]|\Z) ?")
