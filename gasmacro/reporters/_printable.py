"""Text of a source made safe to print: what is no character, or moves a terminal's cursor, is shown by its number."""

from __future__ import annotations

import unicodedata

# Categories that print nothing or move what is printed: controls, format marks, surrogates, line and paragraph ends.
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def printable(text: str) -> str:
    """The text with control characters, direction marks and undecodable bytes as `\\x..` or `\\u....`; newlines
    stay, a tab is a blank."""
    if text.isprintable():
        return text
    return "".join(_escape(c) if c != "\n" and unicodedata.category(c) in _HIDDEN else c for c in text)


def _escape(character: str) -> str:
    if character == "\t":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
