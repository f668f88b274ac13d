"""Whether an offered fix does to real assemblers what gasmacro promises of it, by object files.

In: a source with its architecture, folders and judges.  Out: its fixes, each made by itself; what is to be asked about
one; what the answers say.  Rule: if no finding is left that was not there before, each judge (the newest GNU as, the
newest LLVM) makes one object of all expansions of the mended source, one under each assembler in range, or rejects all
of them alike for what lies below the macro layer.  Of a safe fix, the newest GNU as makes the object it made before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import gasmacro
from gasmacro.errors import GasmacroError
from gasmacro.findings import Finding, Fix
from gasmacro.source.edits import applied
from gasmacro.verify.programs import Assembler
from gasmacro.verify.records import Recorded
from tests.evidence.live import Question
from tests.oracles.assemblers import assemblers

RANGES = {"loongarch64": ("gas@2.35+", "clang@16+")}
WIDE = ("gas@2.35+", "clang@9+")
SEVERAL, ONE, BELOW = "one finding of several", "one object", "below the macro layer"


class Case(NamedTuple):
    """A source: its `name` for people, the file name it is assembled under, its architecture, its text, the folders
    that it includes from, and who judges it, GNU as first."""

    name: str
    file: str
    arch: str
    text: str
    include: tuple[Path, ...]
    judges: tuple[Assembler, ...]


class Offered(NamedTuple):
    """A fix of a case: the text it makes, whether a finding is left in that, and the expansions of it by assembler."""

    case: Case
    rule: str
    line: int
    fix: Fix
    text: str
    left: bool
    expansions: dict[str, str]


def newest(arch: str) -> tuple[Assembler, ...]:
    """The newest assembler of each family installed here, GNU as first."""
    found = {each.family: each for each in assemblers(arch).values()}
    return tuple(sorted(found.values(), key=lambda each: each.family != "gas"))


def _found(case: Case, text: str) -> tuple[Finding, ...]:
    return gasmacro.check(
        text,
        assemblers=RANGES.get(case.arch, WIDE),
        arch=case.arch,
        filename=case.file,
        include_dirs=tuple(map(str, case.include)),
    ).findings


def offered(
    case: Case, wanted: Callable[[Finding], bool] = lambda finding: True, known: Counter[str] | None = None
) -> Iterator[Offered]:
    """The fixes of a case for those findings that are `wanted`, each made by itself; `known` are the findings, by
    rule, that nobody is asked to mend."""
    known = known or Counter()
    try:
        findings = _found(case, case.text)
    except GasmacroError:
        return
    for finding in filter(wanted, findings):
        if finding.fix is None or any(edit.file != case.file for edit in finding.fix.edits):
            continue
        made = applied({case.file: case.text}, finding.fix.edits)
        assert made is not None, f"{case.name}: the edits of a fix overlap"
        text = made[case.file]
        left = bool(Counter(each.rule for each in _found(case, text)) - known)
        yield Offered(case, finding.rule, finding.line, finding.fix, text, left, _expansions(case, text))


def _expansions(case: Case, text: str) -> dict[str, str]:
    include = tuple(map(str, case.include))
    return {
        name: gasmacro.expand(text, assembler=name, arch=case.arch, filename=case.file, include_dirs=include).text
        for name in assemblers(case.arch)
    }


def questions(fix: Offered) -> list[Question]:
    """All that is to be asked about a fix."""
    case = fix.case
    texts = [(case.judges[0], case.text), (case.judges[0], fix.text)]
    if not fix.left:
        texts += [(judge, text) for judge in case.judges for text in dict.fromkeys(fix.expansions.values())]
    return [Question(judge, text.encode("utf-8", "surrogateescape"), case.file, case.include) for judge, text in texts]


def judged(fix: Offered, answers: dict[Question, Recorded]) -> tuple[str, str]:
    """What became of a fix, in a word, and what is wrong with it ("" if nothing)."""
    asked = questions(fix)
    before, after = (answers[each] for each in asked[:2])
    wrong = ""
    if fix.fix.applicability == "safe":
        if before.accepted and (not after.accepted or before.object != after.object):
            wrong = "GNU as makes another object of it"
        elif not before.accepted and _errors(before) - _errors(after):
            wrong = "GNU as rejects it otherwise" if not after.accepted else ""
    for judge in fix.case.judges:
        results = [answers[each] for each in asked[2:] if each.assembler is judge]
        if len({result.object for result in results}) > 1:
            wrong = f"{judge.name} makes several objects of the expansions"
    return SEVERAL if fix.left else ONE if after.accepted else BELOW, wrong


def _errors(result: Recorded) -> frozenset[str]:
    return frozenset(text for _, severity, text in result.messages if severity == "error")


def told(fix: Offered, wrong: str) -> str:
    """A fix that does not hold, for people."""
    return f"{fix.case.name}:{fix.line}: {fix.rule}: {fix.fix.applicability}: {fix.fix.message}: {wrong}"
