"""Fixes made in rounds, until none is left that may be made.

In: a source, how to look at it again, which findings count, which files may be edited.  Out: the mended texts, and the
findings that are left.  Rule: in each round all fixes whose edits do not overlap are made together, and the source is
looked at again; if that is not what they were proved to do one by one, only the first of them is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gasmacro.fixing.prove import SAFE, Budget, Prover, verdict
from gasmacro.source.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gasmacro.findings import Finding
    from gasmacro.fixing.look import Look
    from gasmacro.fixing.prove import Again

ROUNDS = 20


@dataclass(slots=True)
class Mended:
    """What came of a source: the `texts` that fixes changed, by path, how many findings they `fixed`, and the findings
    `left`, each with its fix where there is one that was not wanted."""

    texts: dict[str, str] = field(default_factory=dict)
    fixed: int = 0
    left: list[Finding] = field(default_factory=list)


class Rounds:
    """Mends one source. `again` looks at it with texts in place of files, `counts` tells which findings matter,
    `editable` which files may be changed, `unsafe` whether unsafe fixes are made too."""

    def __init__(
        self,
        filename: str,
        again: Again,
        counts: Callable[[Look], list[Finding]],
        editable: Callable[[str], bool],
        *,
        unsafe: bool,
    ) -> None:
        self._filename = filename
        self._again = again
        self._counts = counts
        self._editable = editable
        self._unsafe = unsafe

    def run(self, given: Mapping[str, str]) -> Mended:
        """Mends it. `given` are the texts that stand in place of files already, its own among them."""
        texts = dict(given)
        look = self._again(texts)
        budget = Budget(look)
        first: int | None = None
        done = Mended()
        for turn in range(ROUNDS + 1):
            done.left = self._counts(look)
            first = len(done.left) if first is None else first
            if not any(finding.candidates for finding in done.left):
                break
            done.left = Prover(look, self._again, self._filename, texts, budget).findings(done.left)
            made = self._made(look, texts, done.left) if turn < ROUNDS else None
            if made is None:
                break
            texts.update(made)
            done.texts.update(made)
            look = self._again(texts)
        done.fixed = max(0, (first or 0) - len(done.left))
        return done

    def _made(self, look: Look, texts: Mapping[str, str], found: Sequence[Finding]) -> dict[str, str] | None:
        """The texts that one round changes; None where there is nothing to be done."""
        able = [finding for finding in found if self._able(finding, look)]
        chosen: list[Finding] = []
        made: dict[str, str] | None = None
        for finding in able:
            edits = [edit for each in (*chosen, finding) if each.fix is not None for edit in each.fix.edits]
            together = applied(look.texts, edits)
            if together is not None:
                made = together
                chosen.append(finding)
        if made is None or len(chosen) == 1:
            return made
        if self._holds(look, texts, made, chosen):
            return made
        return next((alone for finding in chosen if (alone := self._alone(look, texts, finding)) is not None), None)

    def _able(self, finding: Finding, look: Look) -> bool:
        fix = finding.fix
        if fix is None or not (self._unsafe or fix.applicability == SAFE):
            return False
        return all(edit.file in look.texts and self._editable(edit.file) for edit in fix.edits)

    def _alone(self, look: Look, texts: Mapping[str, str], finding: Finding) -> dict[str, str] | None:
        made = applied(look.texts, finding.fix.edits) if finding.fix is not None else None
        return made if made is not None and self._holds(look, texts, made, [finding]) else None

    def _holds(self, look: Look, texts: Mapping[str, str], made: Mapping[str, str], targets: Sequence[Finding]) -> bool:
        """Whether new texts do to all targets what their fixes promise."""
        result = verdict(look, self._again, {**texts, **made}, targets)
        if all(finding.fix is not None and finding.fix.applicability == SAFE for finding in targets):
            return result == SAFE
        return result is not None
