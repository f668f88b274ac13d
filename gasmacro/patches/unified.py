"""Lines of a unified diff in, the changes of its files out.

Rule: a hunk's head says how many lines follow, and so many are taken, whatever they look like; blanks at the ends of
lines may have been lost on the way, a long line may have been wrapped, and a hunk may hold fewer or more lines than its
head says: each is mended as far as it can be.  Git's own lines tell renames, links and submodules.  What is no diff
between is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gasmacro.errors import InputError

MOST_LINES = 1 << 22  # of a file: what is larger than gasmacro reads has more

_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_MODE = re.compile(r"(?:new file mode|old mode|new mode|deleted file mode|index [0-9a-f]+\.\.[0-9a-f]+) (\d+)$")
_MOVED = re.compile(r"(rename|copy) (from|to) (.*)$")
_REGULAR = "100"  # what the modes of regular files begin with; links and submodules have others
_NOTHING = "/dev/null"
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_KINDS = " +-"
_SIGNED = re.compile(r"-- ?$")
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
    """The change of one file: its names before and after ("" for none), where it begins in the message, its `hunks`,
    and whether the file before stays where it was (`copied`)."""

    before: str
    after: str
    at: int
    hunks: list[Hunk] = field(default_factory=list)
    copied: bool = False


@dataclass(slots=True)
class Diff:
    """The changes of files in order, the indexes of lines that were damaged on the way, those of the heads of hunks
    that don't hold what they say, and whether a diff is `there`, be it one of no lines."""

    files: list[FileChange] = field(default_factory=list)
    damage: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    there: bool = False


def read(lines: list[str]) -> Diff:
    """The diff that lines of text hold. Raises `InputError` for hunks that no source can have."""
    found = Diff()
    said: dict[str, str] = {}  # what git told of the file ahead of its hunks
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.startswith("diff --git "):
            _moved(said, found)
            said = {"at": str(index)}
            found.there = True
        elif said and (told := _MODE.match(line)):
            said["mode"] = told[1]
        elif said and (told := _MOVED.match(line)):
            said[told[2]], said["how"] = _unquoted(told[3]), told[1]
        elif line.startswith("--- ") and index + 1 < len(lines) and lines[index + 1].startswith("+++ "):
            before, after = _names(line, lines[index + 1])
            copied = said.get("how") == "copy"
            found.files.append(FileChange(said.get("from", before), said.get("to", after), index, copied=copied))
            if not said.get("mode", _REGULAR).startswith(_REGULAR):
                found.files[-1].after = found.files[-1].before = ""
            said = {}
            found.there = True
            index += 1
        elif found.files and not said and (head := _HEAD.match(line)):
            index = _hunk(lines, index, head, found)
            continue
        index += 1
    _moved(said, found)
    found.files = [
        change for change in found.files if (change.before or change.after) and (change.hunks or _renames(change))
    ]
    return found


def _renames(change: FileChange) -> bool:
    return bool(change.before and change.after) and change.before != change.after


def _moved(said: dict[str, str], found: Diff) -> None:
    """A file that was renamed or copied and not changed."""
    if "from" in said and "to" in said:
        found.files.append(FileChange(said["from"], said["to"], int(said["at"]), copied=said["how"] == "copy"))


def _names(before: str, after: str) -> tuple[str, str]:
    """The names in the lines `--- a/name` and `+++ b/name`, without the folders that tell the sides apart."""
    old, new = (_unquoted(line[4:].split("\t", maxsplit=1)[0].rstrip()) for line in (before, after))
    sides = [name.split("/", 1) for name in (old, new) if name != _NOTHING]
    apart = len(sides) == 2 and all(len(parts) == 2 for parts in sides)
    if apart and sides[0][1] == sides[1][1] and sides[0][0] != sides[1][0]:  # linux.orig/name, linux/name
        return sides[0][1], sides[1][1]
    return _name(old), _name(new)


def _name(name: str) -> str:
    if name == _NOTHING:
        return ""
    return name.split("/", 1)[1] if re.match(r"[a-z]/", name) else name


def _unquoted(name: str) -> str:
    """A name as git writes it, without its quotes: bytes that are none of ASCII's letters are octal there."""
    if len(name) < 2 or not (name.startswith('"') and name.endswith('"')):
        return name
    data = name[1:-1].encode("utf-8", "surrogateescape")

    def plain(found: re.Match[bytes]) -> bytes:
        word = found[1]
        return bytes([int(word, 8) & 255]) if len(word) == 3 else _LETTERS.get(word, word)

    return _ESCAPE.sub(plain, data).decode("utf-8", "surrogateescape")


def _hunk(lines: list[str], index: int, head: re.Match[str], found: Diff) -> int:
    """Takes a hunk in; the index behind it."""
    if any(len(number or "") > 9 or int(number or 1) > MOST_LINES for number in head.groups()):
        raise InputError(f"has a hunk beyond line {MOST_LINES:,}, where no source reaches: {head[0][:80]}")
    wanted = {"-": int(head[2] or 1), "+": int(head[4] or 1)}
    before, after = (int(head[at]) + (head[at + 1] == "0") for at in (1, 3))  # none of a side's lines: behind that line
    hunk = Hunk(before, after, index)
    index += 1
    while index < len(lines):
        line = lines[index]
        over = wanted["-"] <= 0 and wanted["+"] <= 0
        kind, text = line[:1], line[1:]
        if kind == "" and not over:  # a blank line of the context that lost its blank
            kind = " "
        if kind == "\\":
            index += 1
            continue
        if over and (kind == "" or kind not in _KINDS or _AHEAD.match(line)):
            break
        ahead = _HEAD.match("".join(lines[index + 2 : index + 3]))
        if kind == "-" and (_SIGNED.match(line) or (ahead and _AHEAD.match(line))):
            break  # the signature, or the next file: this one was cut off
        if kind not in _KINDS:
            if not hunk.lines or _AHEAD.match(line):
                break
            last = hunk.lines[-1]  # the end of a line that was wrapped on the way
            hunk.lines[-1] = Line(last.kind, f"{last.text.rstrip()} {line.strip()}", last.at)
            found.damage.append(index)
            index += 1
            continue
        hunk.lines.append(Line(kind, text, index))
        for side in "-+":
            wanted[side] -= kind in (side, " ")
        index += 1
    if any(wanted.values()):
        found.damage.append(index)
        found.wrong.append(hunk.at)
    found.files[-1].hunks.append(hunk)
    return index
