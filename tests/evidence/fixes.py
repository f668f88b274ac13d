r"""Whether fixes do to real assemblers what gasmacro promises of them, by object files.

    python -m tests.evidence.fixes [--check] [FILTER...]

In: the fixtures whose name holds a FILTER (all; with `--check` the incidents and every twelfth other), and the bad
examples of all rules.  Out: a line for each fix that does not hold, and a count by kind; status 1 if one does not.
Rule: each offered fix is made by itself.  If no finding is left then, the newest GNU as and the newest LLVM each make
one object of all expansions of the mended source, one under each assembler in range, or reject all of them alike for
what lies below the macro layer.  Of a safe fix, the newest GNU as makes the object it made before.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import gasmacro
from gasmacro.errors import GasmacroError
from gasmacro.findings import Fix
from gasmacro.rules import rules
from gasmacro.source.edits import applied
from gasmacro.source.files import decode
from gasmacro.verify.programs import Assembler
from gasmacro.verify.records import Recorded
from tests.evidence.fixtures import ROOT, fixtures
from tests.evidence.live import Question, ask
from tests.oracles.assemblers import assemblers

RANGES = {"loongarch64": ("gas@2.35+", "clang@16+")}
WIDE = ("gas@2.35+", "clang@9+")


class Case(NamedTuple):
    """A source: its `name` for people, the file name it is assembled under, its architecture, its text, its folder."""

    name: str
    file: str
    arch: str
    text: str
    folder: Path


class Offered(NamedTuple):
    """A fix of a case: the text it makes, whether a finding is left in that, and the expansions of it by assembler."""

    case: Case
    rule: str
    fix: Fix
    text: str
    left: bool
    expansions: dict[str, str]


def cases(*, sample: bool = False, parts: tuple[str, ...] = ()) -> Iterator[Case]:
    """The sources to be mended."""
    for index, each in enumerate(fixtures(*parts)):
        if not sample or each.topic == "incidents" or index % 12 == 0:
            yield Case(each.name, each.path.name, each.arch, decode(each.source), each.folder)
    for rule in rules():
        if not parts or any(part in rule.code for part in parts):
            yield Case(
                f"{rule.code} bad", "bad.s", "x86_64", textwrap.dedent("    " + rule.section("Bad")) + "\n", ROOT
            )


def offered(case: Case) -> Iterator[Offered]:
    """The fixes of a case, each made by itself."""
    ranges = RANGES.get(case.arch, WIDE)
    folders = (str(case.folder),)

    def found(text: str) -> tuple[gasmacro.Finding, ...]:
        return gasmacro.check(
            text, assemblers=ranges, arch=case.arch, filename=case.file, include_dirs=folders
        ).findings

    try:
        findings = found(case.text)
    except GasmacroError:
        return
    for finding in findings:
        if finding.fix is None or any(edit.file != case.file for edit in finding.fix.edits):
            continue
        made = applied({case.file: case.text}, finding.fix.edits)
        assert made is not None, f"{case.name}: the edits of a fix overlap"
        text = made[case.file]
        left = bool(found(text))
        expansions = {}
        for name in assemblers(case.arch):
            expansions[name] = gasmacro.expand(
                text, assembler=name, arch=case.arch, filename=case.file, include_dirs=folders
            ).text
        yield Offered(case, finding.rule, finding.fix, text, left, expansions)


def newest(arch: str) -> tuple[Assembler, ...]:
    """The newest assembler of each family installed here, GNU as first."""
    found = {each.family: each for each in assemblers(arch).values()}
    return tuple(sorted(found.values(), key=lambda each: each.family != "gas"))


def questions(fix: Offered) -> list[Question]:
    """All that is to be asked about a fix."""
    case = fix.case
    judges = newest(case.arch)
    texts = [(judges[0], case.text), (judges[0], fix.text)]
    if not fix.left:
        texts += [(judge, text) for judge in judges for text in dict.fromkeys(fix.expansions.values())]
    return [Question(judge, text.encode("utf-8", "surrogateescape"), case.file, case.folder) for judge, text in texts]


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
    for judge in newest(fix.case.arch):
        results = [answers[each] for each in asked[2:] if each.assembler is judge]
        if len({result.object for result in results}) > 1:
            wrong = f"{judge.name} makes several objects of the expansions"
    kind = "one finding of several" if fix.left else "one object" if after.accepted else "below the macro layer"
    return kind, wrong


def _errors(result: Recorded) -> frozenset[str]:
    return frozenset(text for _, severity, text in result.messages if severity == "error")


def main(arguments: list[str]) -> int:
    """Run the command line."""
    parts = tuple(each for each in arguments if not each.startswith("-"))
    fixes = [fix for case in cases(sample="--check" in arguments, parts=parts) for fix in offered(case)]
    answers = ask(each for fix in fixes for each in questions(fix))
    counts: Counter[tuple[str, str]] = Counter()
    failed = 0
    for fix in fixes:
        kind, wrong = judged(fix, answers)
        counts[fix.fix.applicability, kind] += 1
        if wrong:
            failed += 1
            print(f"{fix.case.name}: {fix.rule}: {fix.fix.applicability}: {fix.fix.message}: {wrong}")
    for (sure, kind), count in sorted(counts.items()):
        print(f"{count:6} {sure}: {kind}")
    print(f"fixes: {len(fixes)} asked, {failed} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
