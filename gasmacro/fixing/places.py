"""Where a candidate's edits land: in which file, at which line and column.

In: a candidate in the coordinates of its finding, the texts that were read.  Out: what to edit for the proof, and the
fix to be offered; or None where what is to be replaced does not stand there.  Rule: in a source as it stands, places
are those of its files.  In preprocessed output they are those of line markers: the proof edits each copy of the line in
the output, and the fix the file that the marker names, if that has the same line but for the width of its blanks.  No
line that the C preprocessor takes is edited.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError
from gasmacro.source.edits import Lines
from gasmacro.source.files import decode
from gasmacro.source.kinds import WRITTEN, suffix
from gasmacro.syntax.scanner import MARKER

if TYPE_CHECKING:
    from gasmacro.findings import Edit, Fix
    from gasmacro.fixing.look import Look

_BLANKS = re.compile(r"[ \t]+")


class Landing:
    """Takes candidates to their places. `filename` is the source's own name."""

    def __init__(self, look: Look, filename: str) -> None:
        self._look = look
        self._filename = filename
        self._lines: dict[str, Lines] = {}
        self._marked: dict[tuple[str, int], list[int]] | None = None
        if look.whole and MARKER.search(look.texts[filename]):
            self._marked = marked(look.texts[filename], filename)

    def __call__(self, fix: Fix) -> tuple[list[Edit], Fix] | None:
        """The edits that prove a candidate, and the fix to be offered."""
        proof: list[Edit] = []
        offered: list[Edit] = []
        for edit in fix.edits:
            found = self._plain(edit) if self._marked is None else self._through_markers(edit, self._marked)
            if found is None:
                return None
            if self._preprocessor_reads(found[1]):
                return None
            proof += found[0]
            offered.append(found[1])
        return proof, replace(fix, edits=tuple(offered))

    def _preprocessor_reads(self, edit: Edit) -> bool:
        """Whether an edit would change a line that the C preprocessor takes, as the body of a `#define` is."""
        if suffix(edit.file) not in WRITTEN:
            return False
        text = self._look.texts.get(edit.file)
        if text is None:
            return False
        if edit.file not in self._lines:
            self._lines[edit.file] = Lines(text)
        lines = self._lines[edit.file]
        number = edit.line
        while number > 1 and (lines.line(number - 1) or "").rstrip("\r").endswith("\\"):
            number -= 1
        return (lines.line(number) or "").lstrip()[:1] == "#"

    def _plain(self, edit: Edit) -> tuple[list[Edit], Edit] | None:
        text = self._look.texts.get(edit.file)
        if text is None or not self._fits(edit, text):
            return None
        return [edit], edit

    def _fits(self, edit: Edit, text: str) -> bool:
        if edit.file not in self._lines:
            self._lines[edit.file] = Lines(text)
        lines = self._lines[edit.file]
        start, end = lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column)
        return start is not None and end is not None and text[start:end] == edit.old

    def _through_markers(self, edit: Edit, lines: dict[tuple[str, int], list[int]]) -> tuple[list[Edit], Edit] | None:
        copies = lines.get((edit.file, edit.line), [])
        if not copies or edit.end_line != edit.line:
            return None
        proof = [replace(edit, file=self._filename, line=number, end_line=number) for number in copies]
        text = self._look.texts[self._filename]
        if not all(self._fits(each, text) for each in proof):
            return None
        offered = self._written(edit, self._lines[self._filename].line(copies[0]) or "")
        return (proof, offered) if offered is not None else None

    def _written(self, edit: Edit, line: str) -> Edit | None:
        """The edit in the file that was preprocessed."""
        files = self._look.files
        path = files.find(edit.file) if files is not None else None
        if files is None or path is None:
            return None
        try:
            original = Lines(decode(files.read(edit.file))).line(edit.line)
        except GasmacroError:
            return None
        if original is None:
            return None
        start, end = (same_spot(line, original, column - 1) for column in (edit.column, edit.end_column))
        if start is None or end is None or end < start:
            return None
        return replace(edit, file=path, column=start + 1, end_column=end + 1, old=original[start:end])


def marked(text: str, filename: str) -> dict[tuple[str, int], list[int]]:
    """The lines (from 1) of a preprocessor's output by the file and line that markers give them."""
    found: dict[tuple[str, int], list[int]] = {}
    file, number = filename, 0
    for at, line in enumerate(text.split("\n"), 1):
        number += 1
        marker = MARKER.match(line)
        if marker:
            file, number = marker[2].replace("\\\\", "\\").replace('\\"', '"'), int(marker[1]) - 1
        else:
            found.setdefault((file, number), []).append(at)
    return found


def same_spot(line: str, original: str, offset: int) -> int | None:
    """The offset in one line that stands where `offset` stands in another, if the two differ only in how wide their
    blanks are; None where they do not, and in the middle of blanks."""
    first, second = line.rstrip(), original.rstrip()
    if _BLANKS.sub(" ", first.lstrip()) != _BLANKS.sub(" ", second.lstrip()):
        return None
    mine = [at for at, character in enumerate(first) if character not in " \t"]
    other = [at for at, character in enumerate(second) if character not in " \t"]
    if offset in mine:
        return other[mine.index(offset)]
    if offset - 1 in mine:
        return other[mine.index(offset - 1)] + 1
    return None
