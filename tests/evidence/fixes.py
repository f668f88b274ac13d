r"""Whether fixes do to real assemblers what gasmacro promises of them, by object files.

    python -m tests.evidence.fixes [--check] [FILTER...]
    python -m tests.evidence.fixes --incidents

In: the fixtures whose name holds a FILTER (all; with `--check` the incidents and every twelfth other), and the bad
examples of all rules.  Out: a line for each fix that does not hold, and a count by kind; with `--incidents` a table of
the reproduced public reports and their fixes; status 1 if a fix does not hold, or fewer reports than half have a safe
one.  Rule: `tests/evidence/proving.py`.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from gasmacro.rules import rules
from gasmacro.source.files import decode
from tests.evidence.fixtures import ROOT, fixtures
from tests.evidence.live import ask
from tests.evidence.proving import Case, Offered, judged, newest, offered, questions, told


def cases(*, sample: bool = False, parts: tuple[str, ...] = ()) -> Iterator[Case]:
    """The sources to be mended."""
    for index, each in enumerate(fixtures(*parts)):
        if not sample or each.topic == "incidents" or index % 12 == 0:
            yield Case(each.name, each.path.name, each.arch, decode(each.source), (each.folder,), newest(each.arch))
    for rule in rules():
        if not parts or any(part in rule.code for part in parts):
            text = textwrap.dedent("    " + rule.section("Bad")) + "\n"
            yield Case(f"{rule.code} bad", "bad.s", "x86_64", text, (ROOT,), newest("x86_64"))


def proved(fixes: Iterable[Offered]) -> tuple[list[str], Counter[tuple[str, str]]]:
    """Those fixes that do not hold, for people; how many there are by how sure they are and what became of them."""
    asked = list(fixes)
    answers = ask(each for fix in asked for each in questions(fix))
    counts: Counter[tuple[str, str]] = Counter()
    failed = []
    for fix in asked:
        kind, wrong = judged(fix, answers)
        counts[fix.fix.applicability, kind] += 1
        if wrong:
            failed.append(told(fix, wrong))
    return failed, counts


def main(arguments: list[str]) -> int:
    """Run the command line."""
    parts = tuple(each for each in arguments if not each.startswith("-"))
    failed, counts = proved(fix for case in cases(sample="--check" in arguments, parts=parts) for fix in offered(case))
    print("\n".join(failed), end="\n" if failed else "")
    for (sure, kind), count in sorted(counts.items()):
        print(f"{count:6} {sure}: {kind}")
    print(f"fixes: {counts.total()} asked, {len(failed)} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
