"""Lines of a unified diff in, the changes of its files out.

Rule: a hunk's head says how many lines follow, and so many are taken, whatever they look like; blanks at the ends of
lines may have been lost on the way, a long line may have been wrapped, and a hunk may be cut off: each is mended where
it can be and kept in `damage` where it can't.  What is no diff between is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NOTHING = "/dev/null"
_KINDS = " +-"
_AHEAD = re.compile(r"@@ -\d|diff --git |--- \S|-- ?$|\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a hunk: `kind` " ", "+" or "-", its `text`, and where it stands in the message (`at`, from 0)."""

    kind: str
    text: str
    at: int


@dataclass(slots=True)
class Hunk:
    """Lines that change together: where they begin before and after (from 1), the `lines`, and the index in the message
    of the head (`at`)."""

    before: int
    after: int
    at: int
    lines: list[Line] = field(default_factory=list)

    def old(self) -> list[str]:
        """The lines as they were."""
        return [line.text for line in self.lines if line.kind != "+"]

    def new(self) -> list[str]:
        """The lines as they become."""
        return [line.text for line in self.lines if line.kind != "-"]


@dataclass(slots=True)
class FileChange:
    """The change of one file: its names before and after ("" for none), and its `hunks`."""

    before: str
    after: str
    at: int
    hunks: list[Hunk] = field(default_factory=list)


@dataclass(slots=True)
class Diff:
    """The changes of files in order, and the indexes of lines at which a hunk does not hold what its head says."""

    files: list[FileChange] = field(default_factory=list)
    damage: list[int] = field(default_factory=list)


def read(lines: list[str]) -> Diff:
    """The diff that lines of text hold."""
    found = Diff()
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.startswith("--- ") and index + 1 < len(lines) and lines[index + 1].startswith("+++ "):
            found.files.append(FileChange(_name(line), _name(lines[index + 1]), index))
            index += 2
        elif found.files and (head := _HEAD.match(line)):
            index = _hunk(lines, index, head, found)
        else:
            index += 1
    found.files = [change for change in found.files if change.hunks]
    return found


def _name(line: str) -> str:
    """The file's name in a line `--- a/name` or `+++ b/name`."""
    name = line[4:].split("\t", maxsplit=1)[0].rstrip()
    if name.startswith('"') and name.endswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    if name == _NOTHING:
        return ""
    return name.split("/", 1)[1] if re.match(r"[a-z]/", name) else name


def _hunk(lines: list[str], index: int, head: re.Match[str], found: Diff) -> int:
    """Takes a hunk in; the index behind it."""
    wanted = {"-": int(head[2] or 1), "+": int(head[4] or 1)}
    hunk = Hunk(int(head[1]) or 1, int(head[3]) or 1, index)
    index += 1
    while (wanted["-"] > 0 or wanted["+"] > 0) and index < len(lines):
        line = lines[index]
        kind, text = line[:1], line[1:]
        if kind == "":  # a blank line of the context that lost its blank
            kind = " "
        if kind == "\\":
            index += 1
            continue
        if kind not in _KINDS:
            if not hunk.lines or _AHEAD.match(line):
                found.damage.append(index)
                break
            last = hunk.lines[-1]  # the end of a line that was wrapped on the way
            hunk.lines[-1] = Line(last.kind, f"{last.text.rstrip()} {line.strip()}", last.at)
            found.damage.append(index)
            index += 1
            continue
        if kind != " " and wanted[kind] <= 0:
            break
        hunk.lines.append(Line(kind, text, index))
        for side in "-+":
            wanted[side] -= kind in (side, " ")
        index += 1
    if wanted["-"] > 0 or wanted["+"] > 0:
        found.damage.append(index)
    found.files[-1].hunks.append(hunk)
    return index
