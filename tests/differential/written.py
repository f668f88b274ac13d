"""Spellings kept as text, one a row.

In: rows as a source would have them.  Out: strings.  Rule: `¶` stands for a newline; blanks at either end of a row
count.
"""

from __future__ import annotations


def rows(text: str) -> tuple[str, ...]:
    """The rows of a text that begins and ends with a newline."""
    return tuple(row.replace("¶", "\n") for row in text[1:-1].split("\n"))
