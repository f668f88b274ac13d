"""Values that cross the library's border, led from a preprocessed text back to its sources.

In: findings, statements, diagnostics and frames whose places are a marker's line and a column of the preprocessed text.
Out: the same at their places in the sources, with the includes and C macros on the way among the frames.  Rule: the
includes that lead to the outermost frame come first, then what each frame stands in, then the frame; an edit stays only
where its text stands in the source as it is.
"""

from __future__ import annotations

from gasmacro.model import At, Definition, Diagnostic, Expansion, Frame, LazySequence, Statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from gasmacro.errors import GasmacroError
    from gasmacro.findings import Edit, Finding, Fix
    from gasmacro.source.cpp.places import Spot

    class Way(Protocol):
        """What leads back."""

        def spot(self, file: str, line: int, column: int, end_column: int = 0) -> Spot:
            """Where a stretch of a line stands."""


def expansion(made: Expansion, places: Way) -> Expansion:
    """An expansion with its statements and diagnostics led back, when they are first looked at."""
    statements, diagnostics = made.statements, made.diagnostics
    return Expansion(
        assembler=made.assembler,
        arch=made.arch,
        accepted=made.accepted,
        exact=made.exact,
        text=made.text,
        statements=LazySequence(lambda: [_statement(each, places) for each in statements]),
        diagnostics=LazySequence(lambda: [_diagnostic(each, places) for each in diagnostics]),
    )


def findings(found: Iterable[Finding], places: Way) -> list[Finding]:
    """Findings led back."""
    from dataclasses import replace

    out = []
    for finding in found:
        spot = places.spot(finding.file, finding.line, finding.column, finding.end_column)
        fixes = [replace(fix, edits=edits) for fix in finding.candidates if (edits := _edits(fix, places))]
        out.append(
            replace(
                finding,
                file=spot.file,
                line=spot.line,
                column=spot.column,
                end_line=spot.line,
                end_column=spot.end_column,
                stack=(*_stack(finding.stack, spot, places), *spot.part),
                candidates=tuple(fixes),
            )
        )
    return out


def error(told: GasmacroError, places: Way) -> GasmacroError:
    """An error of gasmacro's own led back."""
    if told.file:
        spot = places.spot(told.file, told.line, told.column)
        told.file, told.line, told.column = spot.file, spot.line, spot.column
    return told


def _edits(fix: Fix, places: Way) -> tuple[Edit, ...]:
    """A fix's edits led back; none where one of them is about text that does not stand in the source as it is."""
    from dataclasses import replace

    out = []
    for edit in fix.edits:
        start = places.spot(edit.file, edit.line, edit.column, max(edit.end_column, edit.column + 1))
        if edit.line != edit.end_line or not start.exact:
            return ()
        end = start.column + edit.end_column - edit.column
        out.append(
            replace(edit, file=start.file, line=start.line, column=start.column, end_line=start.line, end_column=end)
        )
    return tuple(out)


def _statement(statement: Statement, places: Way) -> Statement:
    spot = places.spot(statement.at.file, statement.at.line, statement.at.column)
    outer = places.spot(statement.file, statement.line, 1)
    return Statement(
        statement.text,
        outer.unit,
        outer.outer,
        At(spot.file, spot.line, spot.column),
        _stack(statement.stack, spot, places),
        statement.conditional,
    )


def _diagnostic(diagnostic: Diagnostic, places: Way) -> Diagnostic:
    spot = places.spot(diagnostic.file, diagnostic.line, diagnostic.column)
    stack = _stack(diagnostic.stack, spot, places)
    return Diagnostic(diagnostic.severity, diagnostic.message, spot.file, spot.line, spot.column, stack)


def _stack(frames: Sequence[Frame], spot: Spot, places: Way) -> tuple[Frame, ...]:
    """The frames led back, with the C macros that the place itself stands in behind them."""
    out: list[Frame] = []
    for frame in frames:
        called = places.spot(frame.file, frame.line or 1, frame.column or 1)
        if not out:
            out += called.includes
        if frame.line is not None:
            out += called.macros
        out.append(
            Frame(
                frame.kind,
                frame.name,
                called.file,
                frame.line and called.line,
                frame.column and called.column,
                _definition(frame.definition, places),
            )
        )
    if not out:
        out += spot.includes
    return (*out, *spot.macros)


def _definition(definition: Definition | None, places: Way) -> Definition | None:
    if definition is None:
        return None
    spot = places.spot(definition.file, definition.line, 1)
    return Definition(spot.file, spot.line)
