"""Fixes made in rounds, until none is left that may be made.

In: a source, how to look at it again, which findings count, which files may be edited.  Out: the mended texts, and the
findings that are left.  Rule: in each round all fixes whose edits do not overlap are made together, and the source is
looked at again; if that is not what they were proved to do one by one, half of them are, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gasmacro.fixing.prove import SAFE, Budget, Prover, verdict
from gasmacro.source.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gasmacro.findings import Edit, Finding
    from gasmacro.fixing.look import Look
    from gasmacro.fixing.prove import Again

ROUNDS = 20
TRIES = 16  # looks of one round at the most


@dataclass(slots=True)
class Mended:
    """What came of a source: the `texts` that fixes changed, by path, how many findings they `fixed`, the findings
    `left`, each with its fix where there is one that was not wanted, and those that were `known` and not looked at."""

    texts: dict[str, str] = field(default_factory=dict)
    fixed: int = 0
    left: list[Finding] = field(default_factory=list)
    known: list[Finding] = field(default_factory=list)


class Rounds:
    """Mends one source. `again` looks at it with texts in place of files, `counts` tells which findings matter,
    `editable` which files may be changed, `unsafe` whether unsafe fixes are made too; of those that matter `fresh`
    gives the ones to be mended (without it all)."""

    def __init__(
        self,
        filename: str,
        again: Again,
        counts: Callable[[Look], list[Finding]],
        editable: Callable[[str], bool],
        *,
        unsafe: bool,
        fresh: Callable[[Look, list[Finding]], list[Finding]] | None = None,
    ) -> None:
        self._filename = filename
        self._again = again
        self._counts = counts
        self._editable = editable
        self._unsafe = unsafe
        self._fresh = fresh or (lambda look, found: found)

    def run(self, given: Mapping[str, str]) -> Mended:
        """Mends it. `given` are the texts that stand in place of files already, its own among them."""
        texts = dict(given)
        look = self._again(texts)
        budget = Budget(look)
        first: int | None = None
        done = Mended()
        for turn in range(ROUNDS + 1):
            found = self._counts(look)
            done.left = self._fresh(look, found)
            fresh = {id(finding) for finding in done.left}
            done.known = [finding for finding in found if id(finding) not in fresh]
            first = len(done.left) if first is None else first
            if not any(finding.candidates for finding in done.left):
                break
            done.left = Prover(look, self._again, self._filename, texts, budget).findings(done.left)
            step = self._step(look, texts, done.left) if turn < ROUNDS else None
            if step is None:
                break
            look = step.look
            texts.update(step.texts)
            done.texts.update(step.texts)
        done.fixed = max(0, (first or 0) - len(done.left))
        return done

    def _step(self, look: Look, texts: Mapping[str, str], found: Sequence[Finding]) -> _Step | None:
        """What one round changes, looked at again; None where there is nothing to be done."""
        able = [finding for finding in found if self._able(finding, look)]
        waiting = [_apart(look, able)]
        for _ in range(TRIES):
            if not waiting or not waiting[-1]:
                return None
            chosen = waiting.pop()
            if step := self._held(look, texts, chosen):
                return step
            if len(chosen) > 1:  # some of them do not go together
                half = len(chosen) // 2
                waiting += [chosen[half:], chosen[:half]]
        return None

    def _able(self, finding: Finding, look: Look) -> bool:
        fix = finding.fix
        if fix is None or not (self._unsafe or fix.applicability == SAFE):
            return False
        return all(edit.file in look.texts and self._editable(edit.file) for edit in fix.edits)

    def _held(self, look: Look, texts: Mapping[str, str], targets: Sequence[Finding]) -> _Step | None:
        """The fixes of the targets made, if that does to all of them what the fixes promise."""
        made = applied(look.texts, _edits(targets))
        if made is None:
            return None
        after: list[Look] = []

        def again(changed: Mapping[str, str]) -> Look:
            after.append(self._again(changed))
            return after[-1]

        result = verdict(look, again, {**texts, **made}, targets)
        safe = all(finding.fix is not None and finding.fix.applicability == SAFE for finding in targets)
        held = result == SAFE if safe else result is not None
        return _Step(made, after[-1]) if held else None


@dataclass(frozen=True, slots=True)
class _Step:
    """What a round changed: the `texts`, by path, and the `look` at the source with them."""

    texts: dict[str, str]
    look: Look


def _edits(findings: Sequence[Finding]) -> list[Edit]:
    return [edit for finding in findings if finding.fix is not None for edit in finding.fix.edits]


def _apart(look: Look, findings: Sequence[Finding]) -> list[Finding]:
    """Findings whose fixes do not overlap, the first ones first."""
    if applied(look.texts, _edits(findings)) is not None:
        return list(findings)
    chosen: list[Finding] = []
    for finding in findings:
        if applied(look.texts, _edits([*chosen, finding])) is not None:
            chosen.append(finding)
    return chosen
