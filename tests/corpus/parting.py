"""Whether two live assemblers part over a text, and whether that lies in the macro layer.

In: a text, a pair of assemblers.  Out: a `Parting`.  Rule: they agree where both make of one text without a macro layer
what they make of the source; which of gasmacro's two expansions that is, and whether it is right, does not matter. What
one rejects, and what the other makes of it as well and in the same words, lies below the macro layer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import gasmacro
from gasmacro import Config
from gasmacro.findings import Finding
from gasmacro.pipeline.checking import Checking
from gasmacro.verify import runs
from gasmacro.verify.judge import rejected_alike
from gasmacro.verify.programs import Assembler
from gasmacro.verify.runs import Outcome
from tests.corpus.compare import with_options
from tests.corpus.store import Source
from tests.oracles.assemblers import assemble

AGREE = "agree"
NEITHER = "both reject"
VERDICT = "one rejects"
OBJECT = "other objects"
BELOW = "one rejects below the macro layer"
UNPROVED = "an expansion is not what its assembler reads"
UNDECIDED = "an expansion is told not to be exact"


@dataclasses.dataclass(frozen=True)
class Parting:
    """How a pair reads a text: `kind` is one of the names above, `detail` what the one that rejects says, or
    which of the pair has the expansion that proves nothing."""

    kind: str
    detail: str = ""

    @property
    def parts(self) -> bool:
        """Whether the macro layers part."""
        return self.kind in (VERDICT, OBJECT)


def told(pair: Sequence[Assembler], source: Source) -> tuple[Assembler, Assembler]:
    """The pair with the options that the compiler would hand on for a source."""
    first, second = (with_options(each, source) for each in pair)
    return first, second


class Pair:
    """Two assemblers (with their options) and a source in whose place they read texts.

    What they made of expansions is kept: most mutants have the expansion of the source itself."""

    def __init__(self, source: Source, pair: tuple[Assembler, Assembler]) -> None:
        self._source, self.assemblers = source, pair
        self._made: dict[tuple[int, str], Outcome] = {}

    def parting(self, text: str) -> Parting:
        """How the pair reads `text`."""
        real = [self._run(each, text) for each in (0, 1)]
        if not (real[0].accepted or real[1].accepted):
            return Parting(NEITHER)
        if real[0].accepted and real[1].accepted:
            return self._of_objects(text, real)
        return self._of_verdicts(text, real, 0 if real[0].accepted else 1)

    def _of_objects(self, text: str, real: Sequence[Outcome]) -> Parting:
        tried: list[str] = []
        for each in (0, 1):
            expanded = self.expanded(text, each)
            if expanded not in tried and all(self._makes(one, expanded, text, real[one]) for one in (each, 1 - each)):
                return Parting(AGREE)
            tried.append(expanded)
        wrong = [each for each in (0, 1) if not self._makes(each, tried[each], text, real[each])]
        return self._unproved(text, wrong[0]) if wrong else Parting(OBJECT)

    def _of_verdicts(self, text: str, real: Sequence[Outcome], accepts: int) -> Parting:
        expanded = self.expanded(text, accepts)
        if not self._makes(accepts, expanded, text, real[accepts]):
            return self._unproved(text, accepts)
        rejected = real[1 - accepts]
        again = self._expansion(1 - accepts, expanded)
        detail = next((f"{line}: {words}" for line, severity, words in rejected.messages if severity == "error"), "")
        below = not again.accepted and rejected_alike(rejected, again)
        return Parting(BELOW if below else VERDICT, detail or "dies")

    def _unproved(self, text: str, which: int) -> Parting:
        exact = self._expand(text, which).exact
        return Parting(UNPROVED if exact else UNDECIDED, self.assemblers[which].name)

    def expanded(self, text: str, which: int) -> str:
        """What gasmacro makes of a text for one of the pair."""
        return self._expand(text, which).text

    def _expand(self, text: str, which: int) -> gasmacro.Expansion:
        source = self._source
        return gasmacro.expand(
            text,
            assembler=self.assemblers[which].name,
            arch=source.arch,
            filename=source.file.name,
            include_dirs=source.include,
        )

    def _run(self, which: int, text: str) -> Outcome:
        include = [Path(each) for each in self._source.include]
        return assemble(text, self.assemblers[which], name=self._source.file.name, include=include, seconds=30)

    def _expansion(self, which: int, expanded: str) -> Outcome:
        made = self._made.get((which, expanded))
        if made is None:
            made = self._made[which, expanded] = self._run(which, expanded)
        return made

    def _makes(self, which: int, expanded: str, text: str, real: Outcome) -> bool:
        """Whether an assembler makes of an expansion what it made of the text."""
        again = self._expansion(which, expanded)
        if not again.accepted or again.object == real.object:
            return again.accepted
        # An assembler that writes memory it never set is asked with all of it set alike.
        settled = [
            runs.assemble(
                each, self.assemblers[which], name=self._source.file.name, include=self._source.include
            ).object
            for each in (text, expanded)
        ]
        return settled[0] == settled[1]


def parting(text: str, source: Source, pair: tuple[Assembler, Assembler]) -> Parting:
    """How a pair of assemblers (with their options) reads `text` in the place of a source's."""
    return Pair(source, pair).parting(text)


def produces(text: str, source: Source, pair: tuple[Assembler, Assembler]) -> bool:
    """Whether anything but definitions is in a text: its expansion has statements."""
    expanded = Pair(source, pair).expanded(text, 0)
    return any(not line.startswith("#") and line.strip() for line in expanded.splitlines())


def findings(text: str, source: Source, pair: Sequence[Assembler]) -> tuple[Finding, ...]:
    """What `check` reports for exactly a pair, before it proves fixes."""
    name = source.file.name
    config = Config(tuple(each.name for each in pair), arch=source.arch, include_dirs=source.include, flags=False)
    checking = Checking(name, config)
    return tuple(checking.counting(checking.look({name: text})))
