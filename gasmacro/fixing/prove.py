"""Candidates proved by expanding again: what of them is offered as a fix.

In: a look at the sources, and how to look again with other texts in their place.  Out: the findings with their fixes.
Rule: a candidate becomes a fix when, with its edits made, its finding is gone, none is new and none worse; it is safe
when the reference makes of the source what it made before.  Of several, the first safe one counts, else the first.
Many findings are proved together, and apart where that fails; the work is bounded, and what is left over gets no fix.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gasmacro.errors import GasmacroError
from gasmacro.fixing.look import accepted, mended, same_reading
from gasmacro.fixing.places import Landing
from gasmacro.source.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from gasmacro.findings import Edit, Finding, Fix
    from gasmacro.fixing.look import Look

    Again: TypeAlias = Callable[[Mapping[str, str]], Look]

SAFE, UNSAFE = "safe", "unsafe"
EACH = 12  # findings of one source that are proved one by one at most; of more, some together
TIMES = 8  # what proofs may cost: so many looks at the source,
LEAST, MOST = 1_200_000, 3_000_000  # but no less than a second's work (`Look.work`), and of no more
ALWAYS = 2  # than these looks, which are made anyway


class Budget:
    """The work that the proofs of one source may still cost."""

    __slots__ = ("left",)

    def __init__(self, look: Look) -> None:
        work = look.work()
        self.left = max(LEAST, min(TIMES * work, MOST), ALWAYS * work)

    def takes(self, work: int) -> bool:
        """Whether there is so much left, which is gone then."""
        enough = self.left >= work
        self.left -= work if enough else 0
        return enough


class Prover:
    """Proves candidates for the findings of one look. `again` looks at the source with texts in place of files; those
    of `texts`, the source's own among them, stand there already. `budget` is given where proofs were made before."""

    def __init__(
        self, look: Look, again: Again, filename: str, texts: Mapping[str, str], budget: Budget | None = None
    ) -> None:
        self.look = look
        self._again = again
        self._given = texts
        self._landing = Landing(look, filename)
        self._budget = budget or Budget(look)
        self._proved: dict[int, Fix] = {}
        self._later: list[Finding] = []

    def findings(self, wanted: Sequence[Finding] | None = None) -> list[Finding]:
        """The findings (those `wanted`, or all), each with its fix if a candidate of it could be proved."""
        chosen = list(self.look.findings if wanted is None else wanted)
        for ceiling in (SAFE, UNSAFE):
            mine = [each for each in chosen if each.candidates and each.candidates[0].applicability == ceiling]
            if len(mine) > EACH or 2 * len(mine) * self.look.work() > self._budget.left:
                self._together(mine, ceiling)
            else:
                for finding in mine:
                    self._alone(finding, finding.candidates)
        for finding in self._later:  # what is left of the work goes to second thoughts
            known = self._proved.get(id(finding))
            if known is None or known.applicability != SAFE:
                self._alone(finding, finding.candidates[1:])
        return [replace(each, fix=self._proved.get(id(each), each.fix), candidates=()) for each in chosen]

    def _together(self, findings: Sequence[Finding], ceiling: str) -> None:
        """Proves the first candidates of findings at once; where that fails, those of each half."""
        if len(findings) < 2:
            for finding in findings:
                self._alone(finding, finding.candidates[:1])
            self._later += findings
            return
        known = [(each, found) for each in findings if (found := self._landing(each.candidates[0])) is not None]
        edits = [edit for _, (proof, _) in known for edit in proof]
        if known and self._tried(edits, [finding for finding, _ in known]) == ceiling:
            for finding, (_, fix) in known:
                self._proved[id(finding)] = replace(fix, applicability=ceiling)
            return
        half = len(findings) // 2
        self._together(findings[:half], ceiling)
        self._together(findings[half:], ceiling)

    def _alone(self, finding: Finding, candidates: Sequence[Fix]) -> None:
        """Proves candidates of a finding one by one, up to the first safe one."""
        for candidate in candidates:
            found = self._landing(candidate)
            result = self._tried(found[0], [finding]) if found is not None else None
            if found is None or result is None:
                continue
            fix = found[1]
            sure = SAFE if result == candidate.applicability == SAFE else UNSAFE
            if sure == SAFE or id(finding) not in self._proved:
                self._proved[id(finding)] = replace(fix, applicability=sure)
            if sure == SAFE:
                return

    def _tried(self, edits: Sequence[Edit], targets: Sequence[Finding]) -> str | None:
        """What edits are to the targets: "safe", "unsafe", or None where they are no fix."""
        texts = applied(self.look.texts, edits)
        if texts is None or not self._budget.takes(self.look.work()):
            return None
        return verdict(self.look, self._again, {**self._given, **texts}, targets)


def verdict(before: Look, again: Again, texts: Mapping[str, str], targets: Sequence[Finding]) -> str | None:
    """What new texts are to the targets of a look: "safe", "unsafe", or None where they are no way out."""
    try:
        after = again(texts)
    except (GasmacroError, RecursionError):
        return None
    if not mended(before, after, targets):
        return None
    return SAFE if accepted(before, targets) and same_reading(before, after) else UNSAFE
