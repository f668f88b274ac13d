"""Whether the real assemblers make of our expansions what they make of the sources.

In: fixtures, and what the assemblers made of them.  Out: a `Finding` per fixture and assembler.  Rule: where gasmacro
rejects, the assembler must; where it does not, the assembler must make the same object of `Expansion.text` as of the
source, or reject both, the expansion with the errors of the source among its own: these lie below the macro layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import gasmacro
from gasmacro.errors import GasmacroError
from tests.evidence import live
from tests.evidence.fixtures import Fixture
from tests.evidence.records import Recorded, short
from tests.oracles.assemblers import Assembler, assemblers, text_digest

PROVED = "the same object"
BELOW = "rejected below the macro layer"
REJECTED = "rejected by both"
INEXACT = "not exact, and told"
AGREED = (PROVED, BELOW, REJECTED, INEXACT)


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
            early = _without_text(ours, real[key])
            if early is None and proved.get(key) == short(text_digest(ours.text)):
                findings.append(Finding(fixture, assembler, PROVED if real[key].accepted else BELOW, "", ours.text))
            elif early is None:
                open_cases.append((fixture, assembler, ours, live.question(fixture, assembler, ours.text)))
            else:
                findings.append(Finding(fixture, assembler, *early))
    answers = live.ask(case[3] for case in open_cases)
    for fixture, assembler, ours, asked in open_cases:
        kind, detail = _with_text(ours, real[fixture.name, assembler.name], answers[asked])
        findings.append(Finding(fixture, assembler, kind, detail, ours.text))
    return sorted(findings, key=lambda each: each.fixture.name)


def _guarded(fixture: Fixture, assembler: str) -> Expanded:
    try:
        return expand(fixture, assembler)
    except Exception as error:  # noqa: BLE001 - a defect of gasmacro's is a finding like any other
        return Expanded(failed=f"{type(error).__name__}: {error}")


def _without_text(ours: Expanded, real: Recorded) -> tuple[str, str] | None:
    if ours.failed:
        return "gasmacro failed", ours.failed
    if ours.accepted is not False:
        return None
    if real.accepted:
        return "gasmacro rejects, the assembler accepts", "; ".join(ours.errors[:2])
    return REJECTED, ""


def _with_text(ours: Expanded, real: Recorded, answer: Recorded) -> tuple[str, str]:
    if real.accepted and answer.accepted and real.object == answer.object:
        return PROVED, ""
    if not real.accepted and _rejected_alike(real, answer):
        return BELOW, "; ".join(sorted(errors(real)))[:200] or "dies"
    if not ours.exact:
        return INEXACT, ""
    if real.accepted and not answer.accepted:
        return "the expansion is rejected, the source is not", "; ".join(sorted(errors(answer)))[:200]
    if not real.accepted and answer.accepted:
        return "gasmacro accepts, the assembler rejects", "; ".join(sorted(errors(real)))[:200]
    if not real.accepted:
        return "rejected for other reasons", f"{sorted(errors(real))[:2]} against {sorted(errors(answer))[:2]}"
    if real.sections != answer.sections:
        return "other bytes", f"{_shown(real)} against {_shown(answer)}"
    return "another object of the same bytes", ""


def _rejected_alike(real: Recorded, answer: Recorded) -> bool:
    # What the source is rejected for must be there again. More may follow: a string left open ends with the buffer of
    # its expansion, and with nothing in a file.
    if real.died:
        return answer.died
    return not answer.accepted and bool(errors(real)) and errors(real) <= errors(answer)


def errors(outcome: Recorded) -> frozenset[str]:
    """The texts of the errors in an outcome."""
    return frozenset(text for _, severity, text in outcome.messages if severity == "error")


def _shown(outcome: Recorded) -> str:
    return " ".join(f"{name} {data[:60]!r}" for name, data in outcome.sections.items())
