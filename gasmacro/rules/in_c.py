"""Findings in assembler inside C, put to where they stand in the C.

In: findings of an `Inline` pass.  Out: the same at their places, with the block and the C macros that lead there in the
stack.  Rule: what every assembler rejects is not told of a block of which not all is known; an edit is kept where the C
has just the characters that it replaces and none that C or a template would read otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.model import Definition, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gasmacro.findings import Edit, Finding, Fix
    from gasmacro.source.inline import Inline
    from gasmacro.source.written import Pass


def in_c(findings: Iterable[Finding], reading: Pass) -> list[Finding]:
    """The findings of an `Inline` pass at their places."""
    from gasmacro.source.inline import Inline

    assert isinstance(reading, Inline)
    kept = [finding for finding in findings if not (finding.hopeless() and reading.opaque(finding.line))]
    return [_placed(finding, reading) for finding in kept]


def _placed(finding: Finding, reading: Inline) -> Finding:
    """A finding at its place in the C, with the block and the C macros that lead to it."""
    file, line, column = reading.at(finding.line, finding.column)
    _, end_line, end_column = reading.at(finding.line, max(finding.end_column - 1, finding.column))
    stack = []
    for frame in finding.stack:
        definition = frame.definition
        if definition is not None:
            definition = Definition(*reading.at(definition.line, 1)[:2])
        place: tuple[str, int | None, int | None] = (frame.file, None, None)
        if frame.line is not None:
            place = reading.at(frame.line, frame.column or 1)
        stack.append(Frame(frame.kind, frame.name, *place, definition))
    outer = next((frame.line for frame in finding.stack if frame.line is not None), None)
    at = (finding.line, finding.column) if outer is None else (outer, 1)
    fixes = [
        replace(fix, edits=edits, message=_spoken(fix, reading))
        for fix in finding.candidates
        if (edits := _edits_in_c(fix, reading))
    ]
    return replace(
        finding,
        file=file,
        line=line,
        column=column,
        end_line=max(end_line, line),
        end_column=end_column + 1 if end_line > line else max(end_column, column) + 1,
        stack=(*reading.frames(*at), *stack),
        candidates=tuple(fixes),
    )


def _spoken(fix: Fix, reading: Inline) -> str:
    """A fix's words, with the operands of the template in the statement that they quote first."""
    head, _, rest = fix.message.partition("`")
    quoted, found, tail = rest.partition("`")
    line = fix.edits[0].line
    if not found or any(edit.line != line for edit in fix.edits):
        return fix.message
    whole = reading.text.split("\n")[line - 1]
    for edit in sorted(fix.edits, key=lambda edit: -edit.column):
        whole = whole[: edit.column - 1] + edit.text + whole[edit.end_column - 1 :]
    return f"{head}`{reading.spoken(line, quoted, whole)}`{tail}"


def _edits_in_c(fix: Fix, reading: Inline) -> tuple[Edit, ...]:
    """The edits of a fix where the C has just the characters that they replace; none where one has not."""
    edits = []
    for edit in fix.edits:
        if edit.end_line != edit.line or not reading.stretch(edit.line, edit.column, edit.end_column):
            return ()
        if any(character in '"\\%{|}\n' for character in edit.text + (edit.old or "")):
            return ()
        file, line, column = reading.at(edit.line, edit.column)
        width = edit.end_column - edit.column
        edits.append(replace(edit, file=file, line=line, column=column, end_line=line, end_column=column + width))
    return tuple(edits)
