"""Makes a disagreement small: by lines, then by characters, for as long as it stays one.

In: a text and a question that says whether a text still disagrees.  Out: a text from which no chunk can be dropped.
Rule: delta debugging (Zeller, Hildebrandt 2002) with chunks that halve, under a limit of questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


MOST_QUESTIONS = 500


class _Asked:
    """Counts questions and remembers their answers."""

    def __init__(self, question: Callable[[str], bool]) -> None:
        self.question = question
        self.left = MOST_QUESTIONS
        self.known: dict[str, bool] = {}

    def __call__(self, text: str) -> bool:
        if text not in self.known:
            if self.left <= 0:
                return False
            self.left -= 1
            self.known[text] = self.question(text)
        return self.known[text]


def _fewer(parts: Sequence[str], join: Callable[[Sequence[str]], str], asked: _Asked) -> list[str]:
    """The parts without every chunk that can go."""
    kept = list(parts)
    size = max(1, len(kept) // 2)
    while True:
        start, dropped = 0, False
        while start < len(kept) and len(kept) > 1:
            smaller = kept[:start] + kept[start + size :]
            if smaller and asked(join(smaller)):
                kept, dropped = smaller, True
            else:
                start += size
        if size > 1:
            size //= 2
        elif not dropped:
            return kept


def _blocks(lines: list[str], asked: _Asked) -> list[str]:
    """The lines without the opening and closing line of a block whose inside can stand alone."""
    openers, closers = (".macro", ".rept", ".rep", ".irp", ".if"), (".endm", ".endr", ".endif")
    index = 0
    while index < len(lines):
        if lines[index].strip().startswith(openers):
            for end in range(index + 1, len(lines)):
                if lines[end].strip().startswith(closers):
                    smaller = lines[:index] + lines[index + 1 : end] + lines[end + 1 :]
                    if asked("\n".join(smaller) + "\n"):
                        return _blocks(smaller, asked)
        index += 1
    return lines


def shrink_lines(text: str, question: Callable[[str], bool]) -> str:
    """A program made small: lines, pairs of lines, then the characters of each line."""
    asked = _Asked(question)

    def join(parts: Sequence[str]) -> str:
        return "\n".join(parts) + "\n"

    lines = _fewer(text.rstrip("\n").split("\n"), join, asked)
    lines = _fewer(_blocks(lines, asked), join, asked)
    for index in range(len(lines)):

        def in_place(parts: Sequence[str], index: int = index) -> str:
            return join([*lines[:index], "".join(parts), *lines[index + 1 :]])

        lines[index] = "".join(_fewer(list(lines[index]), in_place, asked))
    return join(lines)


def shrink_characters(text: str, question: Callable[[str], bool]) -> str:
    """One line made small."""
    return "".join(_fewer(list(text), "".join, _Asked(question)))
