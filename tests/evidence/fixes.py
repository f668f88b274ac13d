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
from typing import NamedTuple

from gasmacro.control.config import Config
from gasmacro.fixing.rounds import Rounds
from gasmacro.pipeline.checking import Checking
from gasmacro.rules import rules
from gasmacro.source.files import decode
from tests.evidence.fixtures import ROOT, fixtures
from tests.evidence.incidents import MACRO_LAYER, incidents
from tests.evidence.live import ask
from tests.evidence.proving import WIDE, Case, Offered, judged, newest, offered, questions, told


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


class Mended(NamedTuple):
    """A public report: whether it is of the macro layer, the rules that tell it, and its fix: "safe" where nothing is
    left when safe fixes are made, "unsafe" where nothing is left when all are, else "none"."""

    name: str
    macro_layer: bool
    rules: tuple[str, ...]
    fix: str


def reports() -> Iterator[Mended]:
    """The reproduced reports."""
    for incident in incidents():
        name = incident.fixture.name
        if incident.parts or name in MACRO_LAYER:
            config = Config(assemblers=WIDE, arch=incident.fixture.arch)
            found = Checking("x.s", config).look({"x.s": incident.source}).findings
            sure = "none" if found else ""
            for word, unsafe in (("unsafe", True), ("safe", False)):
                checking = Checking("x.s", config)
                rounds = Rounds("x.s", checking.look, checking.counting, lambda file: True, unsafe=unsafe)
                if found and not rounds.run({"x.s": incident.source}).left:
                    sure = word
            yield Mended(name, name in MACRO_LAYER, tuple(dict.fromkeys(each.rule for each in found)), sure)


def table(rows: Iterable[Mended]) -> list[str]:
    """The reports and their fixes, as Markdown, and how many have a safe one."""
    known = list(rows)
    lines = ["| report | layer | rules | fix |", "|---|---|---|---|"]
    for each in sorted(known, key=lambda row: (not row.macro_layer, row.name)):
        layer = "macro" if each.macro_layer else "statement"
        lines.append(f"| {each.name.partition('/')[2]} | {layer} | {', '.join(each.rules)} | {each.fix} |")
    for title, mine in (("of the macro layer", [row for row in known if row.macro_layer]), ("of both layers", known)):
        lines.append(f"reports {title}: {len(mine)}, {sum(row.fix == 'safe' for row in mine)} with a safe fix")
    return lines


def main(arguments: list[str]) -> int:
    """Run the command line."""
    if "--incidents" in arguments:
        rows = list(reports())
        print("\n".join(table(rows)))
        mine = [row for row in rows if row.macro_layer]
        return 0 if 2 * sum(row.fix == "safe" for row in mine) >= len(mine) else 1
    parts = tuple(each for each in arguments if not each.startswith("-"))
    failed, counts = proved(fix for case in cases(sample="--check" in arguments, parts=parts) for fix in offered(case))
    print("\n".join(failed), end="\n" if failed else "")
    for (sure, kind), count in sorted(counts.items()):
        print(f"{count:6} {sure}: {kind}")
    print(f"fixes: {counts.total()} asked, {len(failed)} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
