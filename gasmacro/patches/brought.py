"""A patch in, the findings that it brings out: those of the text after it that the text before did not have.

In: patches in their order, a tree or none, what gives the configuration of a path.  Out: a `Brought` for each patch.
Rule: a file is read from the tree, or made of the hunks alone; a finding at a line that the patch left alone counts
only if the same rule said nothing there before.  Each patch of a series starts from what those before it made.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError
from gasmacro.findings import Edit, Finding, Fix, Report, Trouble
from gasmacro.patches.completing import Sparse, completed
from gasmacro.patches.rebuild import applied
from gasmacro.source.discover import SUFFIXES
from gasmacro.source.files import below, decode, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gasmacro.control.config import Config
    from gasmacro.model import Frame
    from gasmacro.patches.mail import Patch
    from gasmacro.patches.unified import FileChange

    # Texts by path, the path to check, the configuration, and whether the text is only a part of the file, to a report.
    Check = Callable[[Mapping[str, str], str, Config, bool], Report]


_INCLUDES = re.compile(r"[ \t]*[.#][ \t]*include\b", re.IGNORECASE)


@dataclass(slots=True)
class Side:
    """One side of a file's change: its `lines`, the `numbers` that they have in the file (0 for one that was put
    there), the line before of each (`origins`, 0 for none), the index in the message of each added one (`sources`,
    else -1), and whether these are `all` lines of the file."""

    lines: list[str]
    numbers: list[int]
    origins: list[int]
    sources: list[int]
    all: bool

    def text(self) -> str:
        """The text that is checked."""
        return "\n".join(self.lines) + "\n"

    def shown(self) -> str:
        """The text whose lines stand at their numbers in the file, others empty."""
        if self.all:
            return self.text()
        out = [""] * max(self.numbers, default=0)
        for number, line in zip(self.numbers, self.lines, strict=True):
            if number:
                out[number - 1] = line
        return "\n".join(out) + "\n"

    def number(self, line: int) -> int:
        """The number in the file of a line of the text; 0 for none."""
        return self.numbers[line - 1] if 0 < line <= len(self.numbers) else 0


@dataclass(slots=True)
class Brought:
    """What a patch brings: its `reports`, one for each file of it that was checked; `places` of findings in the
    message: index of its line to the findings there; `texts` after the patch by path; and `notes`."""

    patch: Patch
    reports: list[Report] = field(default_factory=list)
    places: dict[int, list[Finding]] = field(default_factory=dict)
    elsewhere: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def brought(
    patches: list[Patch],
    tree: str | None,
    configured: Callable[[str], Config],
    check: Check,
    wanted: Callable[[str], bool],
    state: Mapping[str, str],
) -> list[Brought]:
    """What each patch brings. `wanted` tells which paths are to be reported; `state` has the texts of files that were
    others than the tree's before the first patch."""
    state = dict(state)
    found = []
    for patch in patches:
        one = Brought(patch)
        sides = _sides(patch, tree, state, one.notes)
        was = {path: side.text() for path, (side, _) in sides.items() if side is not None}
        became = {path: side.text() for path, (_, side) in sides.items() if side is not None}
        texts = {**state, **was}, {**state, **became}
        for path, (old, new) in sides.items():
            if new is not None and wanted(path):
                one.texts[path] = new.shown()
                _file(one, path, (old, new), texts, configured(path), check, alone=tree is None)
        state.update((path, became[path]) for path, (_, new) in sides.items() if new is not None and new.all)
        found.append(one)
    return found


def is_source(change: FileChange) -> bool:
    """Whether what a patch changes is a source, by its name."""
    return os.path.splitext(change.after or change.before)[1].lower() in SUFFIXES


def _sides(
    patch: Patch, tree: str | None, state: Mapping[str, str], notes: list[str]
) -> dict[str, tuple[Side | None, Side | None]]:
    """Both sides of each source that the patch changes, by the path after it (before it, for a deleted file)."""
    sides: dict[str, tuple[Side | None, Side | None]] = {}
    wrong = (patch.lines[head].strip() for head in patch.diff.wrong)
    notes += [f"{patch.title()}: a hunk does not hold the lines that its head announces: {head}" for head in wrong]
    for change in patch.diff.files:
        if not is_source(change):
            continue
        before, after = (_inside(name, tree, state, notes) for name in (change.before, change.after))
        path = after or before
        if not path:
            continue
        if tree is not None and (whole := _whole(change, before, after, state, notes)) is not None:
            sides[path] = whole
            continue
        sides[path] = (
            None if not before else _sparse(completed(change.hunks, after=False)),
            None if not after else _sparse(completed(change.hunks, after=True), new=not before),
        )
    return sides


def _inside(name: str, tree: str | None, state: Mapping[str, str], notes: list[str]) -> str:
    """The path of a file by its name in a patch, "" for none: whatever the name says, it is in the tree. Folders in
    front that the tree does not have are the sender's."""
    if not name:
        return ""
    parts = [part for part in name.replace("\0", "").split("/") if part not in ("", ".", "..")]
    kept = "/".join(parts)
    if not kept:
        return ""
    if kept != os.path.normpath(name):
        notes.append(f"{name}: lies outside the tree: taken as {kept}")
    top = tree or "."
    paths = [os.path.normpath(os.path.join(top, *parts[index:])) for index in range(len(parts))]
    if tree is not None:
        known = (path for path in paths if path in state or os.path.isfile(path))
        near = (path for path in paths[:-2] if os.path.isdir(os.path.dirname(path)))
        path = next(known, None) or next(near, None) or paths[0]
    else:
        path = paths[0]
    if not below(os.path.realpath(path), os.path.realpath(top)):
        notes.append(f"{name}: a link leads out of the tree there: passed over")
        return ""
    return path


def _whole(
    change: FileChange, before: str, after: str, state: Mapping[str, str], notes: list[str]
) -> tuple[Side | None, Side | None] | None:
    """Both sides of a file of the tree; None, and a note, where the hunks do not fit it."""
    old: list[str] = []
    if before:
        text = state.get(before)
        if text is None:
            try:
                text = decode(read_regular(before))
            except GasmacroError:
                notes.append(f"{change.before}: is not in the tree: read from the patch alone")
                return None
        old = text.removesuffix("\n").split("\n")
    made = applied(old, change.hunks)
    if made is None:
        notes.append(f"{change.before or change.after}: the patch does not fit the tree: read from the patch alone")
        return None
    numbers = list(range(1, len(old) + 1))
    first = Side(old, numbers, numbers, [-1] * len(old), all=True) if before else None
    second = Side(made.lines, list(range(1, len(made.lines) + 1)), made.origins, made.sources, all=True)
    return first, second if after else None


def _sparse(made: Sparse, *, new: bool = False) -> Side:
    return Side(made.lines, made.numbers, [], made.sources, all=new)


def _file(
    one: Brought,
    path: str,
    sides: tuple[Side | None, Side],
    texts: tuple[Mapping[str, str], Mapping[str, str]],
    config: Config,
    check: Check,
    *,
    alone: bool,
) -> None:
    """The findings of one file that were not there before; where it is `alone`, nobody knows what it includes."""
    old, new = sides
    before, after = texts

    def partial(side: Side) -> bool:
        return not side.all or (alone and any(map(_INCLUDES.match, side.lines)))

    try:
        report = check(after, path, config, partial(new))
        known = check(before, path, config, partial(old)).findings if report.findings and old is not None else ()
    except GasmacroError as error:
        one.reports.append(Report(path, (), errors=(Trouble.of(error, path),)))
        return
    had = {_old_key(_within(finding, path, old), path, old) for finding in known}
    told = []
    for finding in (_within(each, path, new) for each in report.findings):
        inside = finding.file == path
        number = new.number(finding.line) if inside else finding.line
        source = new.sources[finding.line - 1] if inside and number else -1
        if not number or (source < 0 and _new_key(finding, path, new, old) in had):
            continue
        placed = _placed(finding, path, new)
        told.append(placed)
        if source < 0:
            one.elsewhere.append(placed)
        else:
            one.places.setdefault(source, []).append(placed)
    one.reports.append(replace(report, findings=tuple(told)))


def _within(finding: Finding, path: str, side: Side | None) -> Finding:
    """A finding at the end of the text, where a block is open, say, as one at the end of its last line."""
    if side is None or finding.file != path or not side.lines or finding.line <= len(side.lines):
        return finding
    last, column = len(side.lines), len(side.lines[-1]) + 1
    return replace(finding, line=last, column=column, end_line=last, end_column=column)


def _old_key(finding: Finding, path: str, old: Side | None) -> tuple[str, str, object]:
    """What a finding before the patch is known by: the line it stands at."""
    if finding.file != path or old is None:
        return finding.rule, finding.file, finding.line
    return finding.rule, path, old.lines[finding.line - 1] if not old.all else finding.line


def _new_key(finding: Finding, path: str, new: Side, old: Side | None) -> tuple[str, str, object]:
    """The same for a finding after it, at a line that the patch left alone."""
    if finding.file != path or old is None:
        return finding.rule, finding.file, finding.line
    return finding.rule, path, new.origins[finding.line - 1] if old.all and new.all else new.lines[finding.line - 1]


def _placed(finding: Finding, path: str, side: Side) -> Finding:
    """A finding with the numbers of the file."""
    if side.all:
        return finding

    def moved(file: str, line: int) -> int:
        return side.number(line) if file == path else line

    stack = tuple(_frame(frame, moved) for frame in finding.stack)
    line = moved(finding.file, finding.line)
    fix = _fix(finding.fix, moved) if finding.fix else None
    return replace(finding, line=line, end_line=moved(finding.file, finding.end_line) or line, stack=stack, fix=fix)


def _frame(frame: Frame, moved: Callable[[str, int], int]) -> Frame:
    from gasmacro.model import Definition, Frame

    line = frame.line if frame.line is None else moved(frame.file, frame.line) or None
    column = frame.column if line is not None else None
    where = frame.definition
    if where is not None:
        number = moved(where.file, where.line)
        where = Definition(where.file, number) if number else None
    return Frame(frame.kind, frame.name, frame.file, line, column, where)


def _fix(fix: Fix, moved: Callable[[str, int], int]) -> Fix | None:
    edits = []
    for edit in fix.edits:
        line, end = moved(edit.file, edit.line), moved(edit.file, edit.end_line)
        if not line or not end:
            return None
        edits.append(Edit(edit.file, line, edit.column, end, edit.end_column, edit.text))
    return replace(fix, edits=tuple(edits))
