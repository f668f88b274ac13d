"""Many small cases in one assembler run, each with its own exact verdict and its own exact bytes.

In: an assembler, definitions that all cases share, and cases (texts of one or more lines).  Out: one `Observation`
per case. Rule: markers stand before each case and after the last, on both output streams and in the object.  What is
said between two markers belongs to the case between them; rejected cases are taken out and the rest runs again until
it is accepted, and its object holds the bytes of each case.  A marker's text holds a run of blanks in a string, which
an assembler shrinks when an earlier case left a quote open; a marker that is missing, out of turn or shrunk means
damage: the first damaged case is observed in a run of its own and those after it once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gasmacro.verify.elf import section_bytes
from gasmacro.verify.programs import Assembler
from tests.differential import live

CASES_PER_RUN = 400
END = '.ascii "@@end  ."\n'
"""The statement after a case that stands alone: it shows whether the case reached beyond its line."""
_ENDED = b"@@end  ."
_LONGEST_FILL = 32
_MARK = "@@%d  ."
_SAID = re.compile(rb"^(?:[^\n:]*:)(?:\d+:)*\s*(warning|error|fatal error|note|info):\s?(.*)$", re.IGNORECASE)
_MARKED = re.compile(rb"@@(\d+)  \.")
_OPEN_COMMENT = re.compile(r"/\*(?!.*?\*/)")
_REACHING = re.compile(r"""["']|\\\s*$|;|^[\w.$]+\s*[=:]""")
_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)(?:\'|(?=.+\S))')


@dataclass(frozen=True, slots=True)
class Observation:
    """What one assembler made of one case: `accepted`, and when accepted the `shown` bytes."""

    accepted: bool
    shown: bytes = b""


def _source(definitions: str, cases: list[str]) -> bytes:
    parts = [definitions]
    for number, case in enumerate([*cases, ""]):
        mark = _MARK % number
        parts.append(f'.print "{mark}";.warning "{mark}";.ascii "{mark}"\n{case}\n')
    return "".join(parts).encode("utf-8", "surrogateescape")


def _between(lines: list[bytes], count: int) -> list[list[bytes] | None]:
    """The lines between each marker and its successor; None where the successor isn't the next marker met."""
    found: list[list[bytes] | None] = [None] * count
    current, held = -1, list[bytes]()
    for line in lines:
        match = _MARKED.search(line)
        if match is None:
            held.append(line)
            continue
        number = int(match[1])
        if current >= 0 and number == current + 1:
            found[current] = held
        current, held = number, []
    return found


def _messages(stderr: bytes) -> list[bytes]:
    """Error lines and markers, in order: warnings, notes, source lines and carets aren't verdicts."""
    return [
        line
        for line in stderr.split(b"\n")
        if (match := _SAID.match(line)) and (b"rror" in match[1].lower() or _MARKED.search(line))
    ]


def alone(assembler: Assembler, text: str) -> Observation:
    """A whole text, closed by `END` or what became of it, in a run of its own."""
    outcome = live.run(assembler, text.encode("utf-8", "surrogateescape"))
    if not outcome.accepted:
        return Observation(False)
    shown = section_bytes(outcome.elf).get(".text", b"")
    before, ended, after = shown.rpartition(_ENDED)
    return Observation(True, before if ended and len(after) < _LONGEST_FILL else shown)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one run told: the cases `rejected`, those `unsure`, the `culprit` that ended it, the bytes `shown` when it
    was accepted as a whole."""

    rejected: tuple[int, ...]
    unsure: tuple[int, ...]
    culprit: int | None = None
    shown: tuple[bytes, ...] | None = None


def _one_run(assembler: Assembler, definitions: str, cases: list[str]) -> _Batch:
    """One run over all the cases."""
    outcome = live.run(assembler, _source(definitions, cases))
    count = len(cases)
    everything = tuple(range(count))
    if outcome.crashed:
        # What was printed is lost with the process; the errors' stream isn't, and its last marker names the case.
        marks = [int(match[1]) for line in _messages(outcome.stderr) if (match := _MARKED.search(line))]
        return _Batch((), everything, marks[-1] if marks and marks[-1] < count else None)
    said = _between(_messages(outcome.stderr), count)
    printed = _between(outcome.stdout.split(b"\n"), count)
    if outcome.accepted:
        pieces = _MARKED.split(section_bytes(outcome.elf).get(".text", b""))[1:]
        shown = dict(zip(map(int, pieces[::2]), pieces[1::2], strict=True))
        in_turn = list(map(int, pieces[::2])) == [*everything, count]
        if any(said) or not in_turn:
            return _Batch((), tuple(n for n in everything if said[n] is None or printed[n] is None) or everything)
        return _Batch((), (), None, tuple(shown[number] for number in everything))
    if _late(outcome.stderr, count):
        return _Batch((), everything)
    unsure = tuple(n for n in everything if said[n] is None or printed[n] is None)
    rejected = tuple(n for n in everything if said[n] and n not in unsure)
    return _Batch(rejected, unsure if rejected or unsure else everything)


def _late(stderr: bytes, count: int) -> bool:
    """Whether errors follow the last marker: they were found late and can't be told to belong to any case."""
    last = (_MARK % count).encode()
    _, found, rest = stderr.rpartition(last)
    return bool(found) and any(
        b"rror" in match[1].lower() for line in rest.split(b"\n") if (match := _SAID.match(line))
    )


def reaches(case: str) -> bool:
    """Whether a case is likely to reach beyond its line or to leave a symbol behind: an open quote or comment, a
    separator, an assignment.  Such a case gets a run of its own from the start; a wrong guess costs time, never a
    verdict."""
    return _OPEN_COMMENT.search(case) is not None or _REACHING.search(_CLOSED.sub("_", case)) is not None


def _closed(definitions: str, case: str) -> str:
    return f"{definitions}{case}\n{END}"


def observe(assembler: Assembler, definitions: str, cases: list[str]) -> list[Observation]:
    """The observation of each case, in order."""
    result: dict[int, Observation] = {}
    waiting = []
    for index, case in enumerate(cases):
        if reaches(case):
            result[index] = alone(assembler, _closed(definitions, case))
        else:
            waiting.append(index)
    stack = [waiting[start : start + CASES_PER_RUN] for start in range(0, len(waiting), CASES_PER_RUN)]
    while stack:
        batch = stack.pop()
        if not batch:
            continue
        if len(batch) == 1:
            result[batch[0]] = alone(assembler, _closed(definitions, cases[batch[0]]))
            continue
        told = _one_run(assembler, definitions, [cases[index] for index in batch])
        if told.shown is not None:
            result.update({index: Observation(True, shown) for index, shown in zip(batch, told.shown, strict=True)})
            continue
        if told.culprit is None and len(told.unsure) == len(batch):
            # Nothing in this run could be trusted: halves find the case that spoils it.
            stack += [batch[: len(batch) // 2], batch[len(batch) // 2 :]]
            continue
        done = {batch[number] for number in told.rejected}
        result.update({index: Observation(False) for index in done})
        if told.unsure:
            first = batch[told.unsure[0] if told.culprit is None else told.culprit]
            result[first] = alone(assembler, _closed(definitions, cases[first]))
            done.add(first)
        stack.append([index for index in batch if index not in done])
    return [result[index] for index in range(len(cases))]
