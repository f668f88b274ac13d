"""Whether two live assemblers part over a text, and whether that lies in the macro layer.

In: a text, a pair of assemblers.  Out: a `Parting`.  Rule: gasmacro's expansion for one of the pair is given to the
other; where one of the two makes the same object of both expansions, the macro layers agree. Whether gasmacro's
expansions are right is asked elsewhere (`compare`): here each assembler's own reading of the text is what counts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import gasmacro
from gasmacro.findings import Finding
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


@dataclasses.dataclass(frozen=True)
class Parting:
    """How a pair reads a text: `kind` is one of the names above, `detail` what the one that rejects says."""

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


def parting(text: str, source: Source, pair: tuple[Assembler, Assembler]) -> Parting:
    """How a pair of assemblers (with their options) reads `text` in the place of a source's."""
    include, name = [Path(each) for each in source.include], source.file.name

    def run(assembler: Assembler, body: str) -> Outcome:
        return assemble(body, assembler, name=name, include=include, seconds=30)

    real = [run(each, text) for each in pair]
    if not (real[0].accepted or real[1].accepted):
        return Parting(NEITHER)
    expanded = [_expanded(text, source, each) for each in pair]
    same = expanded[0] == expanded[1] or any(
        real[mine].accepted and run(pair[mine], expanded[1 - mine]).object == real[mine].object for mine in (0, 1)
    )
    if real[0].accepted and real[1].accepted:
        return Parting(AGREE if same else OBJECT)
    rejected = real[0] if real[1].accepted else real[1]
    detail = next((f"{line}: {words}" for line, severity, words in rejected.messages if severity == "error"), "dies")
    return Parting(BELOW if same else VERDICT, detail)


def _expanded(text: str, source: Source, assembler: Assembler) -> str:
    return gasmacro.expand(
        text, assembler=assembler.name, arch=source.arch, filename=source.file.name, include_dirs=source.include
    ).text


def produces(text: str, source: Source, pair: Sequence[Assembler]) -> bool:
    """Whether anything but definitions is in a text: its expansion has statements."""
    return any(not line.startswith("#") and line.strip() for line in _expanded(text, source, pair[0]).splitlines())


def findings(text: str, source: Source, pair: Sequence[Assembler]) -> tuple[Finding, ...]:
    """What `check` reports for exactly a pair."""
    return gasmacro.check(
        text,
        assemblers=tuple(each.name for each in pair),
        arch=source.arch,
        filename=source.file.name,
        include_dirs=source.include,
    ).findings
