"""Whether the real assemblers make of our expansions what they make of the sources.

In: fixtures, and what the assemblers made of them.  Out: a `Finding` per fixture and assembler.  Rule:
`gasmacro.verify.judge`; an expansion that was proved before is not asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import gasmacro
from gasmacro.errors import GasmacroError
from gasmacro.verify.ask import FAILED
from gasmacro.verify.fixtures import Fixture
from gasmacro.verify.judge import AGREED, BELOW, PROVED, with_text, without_text
from gasmacro.verify.programs import Assembler
from gasmacro.verify.records import short, text_digest
from tests.evidence import live
from tests.oracles.assemblers import assemblers


@dataclass(frozen=True)
class Finding:
    """How a fixture and an assembler compare: `kind` one of the above or a disagreement, `detail` for people,
    `text` the expansion that was compared, if one was.
    """

    fixture: Fixture
    assembler: Assembler
    kind: str
    detail: str = ""
    text: bytes | None = None

    @property
    def agrees(self) -> bool:
        return self.kind in AGREED


@dataclass(frozen=True)
class Expanded:
    """What gasmacro makes of a fixture; `failed` tells what it could not do."""

    accepted: bool | None = None
    exact: bool = True
    text: bytes = b""
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failed: str = ""


def expand(fixture: Fixture, assembler: str) -> Expanded:
    """What gasmacro makes of a fixture for an assembler ("gas@2.44")."""
    try:
        expansion = gasmacro.expand(
            fixture.source,
            assembler=assembler,
            arch=fixture.arch,
            filename=fixture.path.name,
            include_dirs=(str(fixture.folder),),
        )
        return Expanded(
            accepted=expansion.accepted,
            exact=expansion.exact,
            text=expansion.text.encode("utf-8", "surrogateescape"),
            errors=tuple(each.message for each in expansion.diagnostics if each.severity == "error"),
            notes=tuple(each.message for each in expansion.diagnostics if each.severity == "note"),
        )
    except GasmacroError as error:
        return Expanded(failed=f"{type(error).__name__}: {error}")


def prove(
    chosen: Iterable[Fixture], real: live.Outcomes, proved: Mapping[tuple[str, str], str] | None = None
) -> list[Finding]:
    """Compare each fixture under each installed assembler.

    `real` is what they made of the sources, `proved` the short digests of expansions that need no asking again.
    """
    proved = proved or {}
    findings, open_cases = [], []
    for fixture in chosen:
        for assembler in assemblers(fixture.arch).values():
            ours = _guarded(fixture, assembler.name)
            key = fixture.name, assembler.name
            early = (FAILED, ours.failed) if ours.failed else without_text(ours.accepted, real[key], ours.errors)
            if early is None and proved.get(key) == short(text_digest(ours.text)):
                findings.append(Finding(fixture, assembler, PROVED if real[key].accepted else BELOW, "", ours.text))
            elif early is None:
                open_cases.append((fixture, assembler, ours, live.question(fixture, assembler, ours.text)))
            else:
                findings.append(Finding(fixture, assembler, *early))
    answers = live.ask(case[3] for case in open_cases)
    for fixture, assembler, ours, asked in open_cases:
        kind, detail = with_text(ours.exact, real[fixture.name, assembler.name], answers[asked])
        findings.append(Finding(fixture, assembler, kind, detail, ours.text))
    return sorted(findings, key=lambda each: each.fixture.name)


def _guarded(fixture: Fixture, assembler: str) -> Expanded:
    try:
        return expand(fixture, assembler)
    except Exception as error:  # noqa: BLE001 - a defect of gasmacro's is a finding like any other
        return Expanded(failed=f"{type(error).__name__}: {error}")
