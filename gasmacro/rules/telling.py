"""Differences in, findings out: each told by the first rule that explains it.

Rule: rules are asked from the narrow to the wide; what two differences say of one place is one finding, with the worse
verdict of each assembler.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.compare.verdicts import agreeing, body, makes, readable, verdicts
from gasmacro.findings import ACCEPTS, DIFFERS, MISREADS, REJECTS, UNKNOWN, Finding
from gasmacro.model import Definition, Frame
from gasmacro.rules import asked
from gasmacro.rules.mending import candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gasmacro.compare.difference import Difference
    from gasmacro.engine.events import Call
    from gasmacro.findings import Edit, Fix
    from gasmacro.rules import Rule, Told
    from gasmacro.source.written import Pass

_WORSE = (UNKNOWN, ACCEPTS, DIFFERS, MISREADS, REJECTS)


def findings(
    differences: Iterable[Difference], assemblers: Sequence[str], doubt: Callable[[Difference], bool] | None = None
) -> list[Finding]:
    """The findings of a source, in the order of their places. `assemblers`: the range in its order; `doubt` says of a
    difference whether it is doubtful."""
    told: dict[tuple[str, int, int, str], Finding] = {}
    for difference in differences:
        for rule, words in _explained(difference):
            finding = _finding(rule, words, difference, assemblers)
            if doubt is not None and doubt(difference):
                finding = replace(finding, doubtful=True)
            before = told.get(finding.place())
            told[finding.place()] = finding if before is None else _merged(before, finding)
    return [told[place] for place in sorted(told)]


def merged(
    told: Sequence[tuple[Pass, list[Finding]]],
    passes: Sequence[Pass],
    filename: str,
    own: Sequence[tuple[Pass, list[Finding]]] = (),
) -> list[Finding]:
    """The findings of all passes over a source: one for each place and rule.

    What every assembler rejects in one pass but not in another that has the line is no finding: it is the choice of
    names that can't be.  Nor is what families part over in passes of one family's compiler alone: `own` has what its
    assemblers say there.
    """
    found: dict[tuple[str, int, int, str], Finding] = {}
    times: Counter[tuple[str, int, int, str]] = Counter()
    each = [(reading, placed(findings, reading)) for reading, findings in told]
    if own:
        each = _shared(each, [(reading, placed(findings, reading)) for reading, findings in own], passes)
    for _, placed_findings in each:
        for finding in placed_findings:
            place = finding.place()
            times[place] += 1
            found[place] = finding if place not in found else _merged(found[place], finding)
    if len(passes) > 1 and any(finding.hopeless() for finding in found.values()):
        lines = Counter(line for reading in passes for line in reading.written(filename))
        for place, finding in list(found.items()):
            if finding.hopeless() and times[place] < lines[finding.file, finding.line]:
                del found[place]
    return [found[place] for place in sorted(found)]


def _shared(
    told: list[tuple[Pass, list[Finding]]], own: list[tuple[Pass, list[Finding]]], passes: Sequence[Pass]
) -> list[tuple[Pass, list[Finding]]]:
    """Of each pass what it tells in the passes of every reader, and what its reader's own assemblers tell."""
    readers: dict[tuple[str, int, int, str], set[str]] = {}
    for reading, findings in told:
        for finding in findings:
            readers.setdefault(finding.place(), set()).add(reading.reader)
    every = {reading.reader for reading in passes}
    alone = {id(reading): findings for reading, findings in own}
    out = []
    for reading, findings in told:
        kept = [finding for finding in findings if readers[finding.place()] >= every]
        places = {finding.place() for finding in kept}
        kept += [finding for finding in alone.get(id(reading), ()) if finding.place() not in places]
        out.append((reading, kept))
    return out


def placed(findings: list[Finding], reading: Pass) -> list[Finding]:
    """The findings of a pass at their places in the file."""
    if reading.units:
        from gasmacro.rules.in_c import in_c

        return in_c(findings, reading)
    return moved(findings, reading) if reading.joins or reading.pieces else findings


def moved(findings: Iterable[Finding], reading: Pass) -> list[Finding]:
    """Findings in lines that others were joined to, or in which C macros were expanded, each where it is in the file;
    the C macro is the last step of the way there."""
    out = []
    for finding in findings:
        line, column = reading.place(finding.file, finding.line, finding.column)
        piece = reading.piece(finding.file, finding.line, finding.column)
        width = finding.end_column - finding.column
        stack = tuple(_moved_frame(frame, reading) for frame in finding.stack)
        if piece is not None:
            last = reading.piece(finding.file, finding.line, finding.end_column - 1) or piece
            behind = last.width if last.macro is not None else 1
            end = reading.place(finding.file, finding.line, finding.end_column - 1)[1] + behind
            width = max(end - column, 1)
            if piece.macro is not None:
                defined = Definition(piece.macro.file, piece.macro.line)
                stack = (*stack, Frame("cmacro", piece.macro.name, finding.file, line, column, defined))
        fixes = [replace(fix, edits=edits) for fix in finding.candidates if (edits := _moved_edits(fix, reading))]
        out.append(
            replace(
                finding,
                line=line,
                column=column,
                end_line=line,
                end_column=column + width,
                candidates=tuple(fixes),
                stack=stack,
            )
        )
    return out


def _moved_frame(frame: Frame, reading: Pass) -> Frame:
    if frame.line is None or frame.column is None:
        return frame
    line, column = reading.place(frame.file, frame.line, frame.column)
    return Frame(frame.kind, frame.name, frame.file, line, column, frame.definition)


def _moved_edits(fix: Fix, reading: Pass) -> tuple[Edit, ...]:
    """A candidate's edits, each at the line that has it in the file; none where one of them spans two such lines, or is
    in what came out of a C macro."""
    out = []
    for edit in fix.edits:
        start = reading.place(edit.file, edit.line, edit.column)
        last = reading.place(edit.file, edit.end_line, max(edit.end_column - 1, edit.column))
        width = edit.end_column - edit.column
        piece = reading.piece(edit.file, edit.line, edit.column)
        if last != (start[0], start[1] + max(width - 1, 0)) or (piece is not None and piece.macro is not None):
            return ()
        out.append(replace(edit, line=start[0], column=start[1], end_line=start[0], end_column=start[1] + width))
    return tuple(out)


def _explained(difference: Difference) -> list[tuple[Rule, Told]]:
    for rule in asked():
        if said := rule.explain(difference):
            return [(rule, words) for words in said]
    return []


def _finding(rule: Rule, told: Told, difference: Difference, assemblers: Sequence[str]) -> Finding:
    words = verdicts(difference)
    order = {assembler: place for place, assembler in enumerate(assemblers)}
    groups = [sorted(group, key=order.__getitem__) for group in agreeing(difference)]
    span = told.span
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=readable(told.message, difference),
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.end_column,
        verdicts={assembler: words[assembler] for assembler in assemblers if assembler in words},
        groups=sorted(groups, key=lambda group: order[group[0]]),
        stack=stack(difference.place.around),
        help=readable(told.help, difference),
        makes={assembler: text for assembler, text in makes(difference).items() if assembler in words},
        body=body(difference),
        candidates=candidates(told, difference),
    )


def _merged(first: Finding, second: Finding) -> Finding:
    """One finding for two at one place: the worse verdict counts; the rest is the first's."""
    words = {
        assembler: max(word, second.verdicts.get(assembler, UNKNOWN), key=_WORSE.index)
        for assembler, word in first.verdicts.items()
    }
    accepting = {assembler for assembler, word in words.items() if word != REJECTS}
    groups = [[name for name in group if name in accepting] for group in first.groups]
    fixes = tuple(dict.fromkeys((*first.candidates, *second.candidates)))
    groups = [group for group in groups if group]
    sure = not (first.doubtful and second.doubtful)
    return replace(first, verdicts=words, groups=groups, candidates=fixes, doubtful=not sure)


def stack(call: Call | None) -> tuple[Frame, ...]:
    """The frames that lead to what stands in a call, outermost first."""
    frames: list[Frame] = []
    while call is not None:
        defined = Definition(call.definition.file, call.definition.line) if call.definition is not None else None
        line, column = (None, None) if call.nobody else (call.origin.line, call.origin.column)
        frames.append(Frame(call.kind, call.name, call.origin.file, line, column, defined))
        call = call.parent
    return tuple(reversed(frames))
