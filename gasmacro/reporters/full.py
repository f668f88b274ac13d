"""For people: the source frame with a caret, the way through the macros, what each assembler does, what to write
instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.compare.intervals import makes, sentence
from gasmacro.reporters._printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.findings import Finding, Outcome
    from gasmacro.model import Frame
    from gasmacro.reporters import Look

_ESCAPE = chr(27)
_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "bold": "1", "rule": "1;34"}
_DEEPEST = 6
_KINDS = {"macro": "in macro", "include": "included as", "cmacro": "in C macro"}


def render(outcome: Outcome, look: Look) -> Iterator[str]:
    """A block per finding, and a line that counts them."""
    for finding in outcome.findings:
        yield "\n".join(_block(finding, look)) + "\n\n"
    for note in outcome.notes:
        yield printable(f"note: {note}") + "\n"
    if outcome.findings or outcome.suppressed:
        yield _count(outcome) + "\n"


def _count(outcome: Outcome) -> str:
    found, files = len(outcome.findings), len({finding.file for finding in outcome.findings})
    hidden = f" ({len(outcome.suppressed)} suppressed)" if outcome.suppressed else ""
    if not found:
        return f"nothing found{hidden}"
    return f"{found} finding{'s' if found != 1 else ''} in {files} file{'s' if files != 1 else ''}{hidden}"


def _paint(text: str, style: str, look: Look) -> str:
    return f"{_ESCAPE}[{_COLOURS[style]}m{text}{_ESCAPE}[0m" if look.colour else text


def _block(finding: Finding, look: Look) -> Iterator[str]:
    head = _paint(f"{finding.severity}[{finding.rule}]", finding.severity, look)
    yield f"{head}: {_paint(printable(finding.message), 'bold', look)}"
    margin = " " * len(str(finding.line))
    bar, equals = _paint("|", "rule", look), _paint("=", "rule", look)
    yield f"{margin}{_paint('-->', 'rule', look)} {printable(finding.file)}:{finding.line}:{finding.column}"
    line = look.line(finding.file, finding.line)
    if line is not None:
        yield f"{margin} {bar}"
        yield f"{_paint(str(finding.line), 'rule', look)} {bar} {_shown(line)}"
        yield f"{margin} {bar} {_caret(line, finding, look)}"
    for way in _ways(finding.stack):
        yield f"{margin} {equals} {printable(way)}"
    if finding.verdicts:
        yield f"{margin} {equals} {sentence(finding.verdicts)}"
    for line in makes(finding):
        yield f"{margin} {equals} {printable(line)}"
    if finding.fix is not None:
        sure = "" if finding.fix.applicability == "safe" else " (unsafe: it changes or chooses the meaning)"
        yield f"{margin} {equals} help: {printable(finding.fix.message)}{sure}"
    elif finding.help:
        yield f"{margin} {equals} help: {printable(finding.help)}"


def _shown(line: str) -> str:
    return printable(line.rstrip("\r\n").replace("\t", "    "))


def _caret(line: str, finding: Finding, look: Look) -> str:
    before = line[: finding.column - 1]
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line.rstrip())
    marks = "^" * max(1, len(_shown(line[finding.column - 1 : end])))
    return " " * len(_shown(before)) + _paint(marks, finding.severity, look)


def _ways(stack: Sequence[Frame]) -> Iterator[str]:
    """The way to a place, innermost first; of a deep one both ends."""
    frames = tuple(reversed(stack))
    for place, frame in enumerate(frames):
        if len(frames) <= _DEEPEST or place < _DEEPEST - 2 or place == len(frames) - 1:
            yield _way(frame)
        elif place == _DEEPEST - 2:
            yield f"{len(frames) - _DEEPEST + 1} more between"


def _way(frame: Frame) -> str:
    name = f"{_KINDS.get(frame.kind, 'in')} {frame.name}"
    if frame.definition is not None:
        name += f", defined at {frame.definition.file}:{frame.definition.line}"
    if frame.line is None:
        return f"{name}, which nobody here calls"
    return f"{name}, from {frame.file}:{frame.line}:{frame.column}"
