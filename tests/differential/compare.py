"""Compares gasmacro with one live assembler: many invocations at once, or one program.

In: an assembler and cases.  Out: one `Comparison` per case.  Rule: the assembler itself is the judge of our text
too.  An expansion must show the same bytes (invocations) or make the same object (programs); where the source is
rejected, either we say so or the assembler rejects our text as well.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from gasmacro.verify.elf import section_bytes
from gasmacro.verify.programs import Assembler
from tests.differential import batch, live
from tests.differential.batch import END, Observation
from tests.differential.leftovers import defined, leftover
from tests.differential.ours import Answer, answer
from tests.differential.shapes import DEFINITIONS, definitions
from tests.differential.tame import Invocation

OTHERWISE = "rejected for another reason"
"""No disagreement on verdict or bytes: the assembler rejects source and text, each with other words."""
_PLAIN = re.compile(r'[ \t]*\.ascii[ \t]+"([^"\\]*)"[ \t]*')


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case: whether the assembler `accepted` it, what it `did` and what `ours` was in words when they disagree
    (`kind` names the sort of disagreement, "" for agreement); `below` that only our text's rejection decided;
    `inexact` that we said so ourselves; `seen` identifies what the assembler made of it."""

    accepted: bool
    kind: str = ""
    did: str = ""
    ours: str = ""
    below: bool = False
    inexact: bool = False
    seen: bytes = b""

    def brief(self) -> Comparison:
        """The same with a short `seen` and without texts, to hand between processes."""
        return Comparison(
            self.accepted,
            self.kind,
            below=self.below,
            inexact=self.inexact,
            seen=hashlib.sha256(self.seen).digest()[:8],
        )


def _said(observation: Observation) -> str:
    return observation.shown.decode("utf-8", "backslashreplace") if observation.accepted else "rejects"


def _plain_bytes(text: str) -> bytes | None:
    """The bytes of a text of which every line is an `.ascii` whose string means itself, or None."""
    shown = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        match = _PLAIN.fullmatch(line)
        if match is None:
            return None
        shown.append(match[1])
    return "".join(shown).encode("utf-8", "surrogateescape")


def source_of(invocation: Invocation) -> str:
    """The whole source of one invocation."""
    return f"{definitions(invocation.shape)}{invocation.statement}\n{END}"


def _judged(assembler: Assembler, answers: list[Answer]) -> list[Observation]:
    """What the assembler makes of our texts: at sight where a text is plain strings, in batches where it isn't."""
    judged: dict[int, Observation] = {}
    bodies: dict[int, str] = {}
    for index, ours in enumerate(answers):
        if ours.accepted is False or ours.refusal:
            judged[index] = Observation(False)
        elif (body := ours.text.removesuffix("\n").removesuffix(END.rstrip("\n"))) == ours.text.removesuffix("\n"):
            judged[index] = batch.alone(assembler, ours.text)
        elif (shown := _plain_bytes(body)) is not None:
            judged[index] = Observation(True, shown)
        else:
            bodies[index] = body
    judged.update(zip(bodies, batch.observe(assembler, "", list(bodies.values())), strict=True))
    return [judged[index] for index in range(len(answers))]


def invocations(assembler: Assembler, arch: str, cases: list[Invocation]) -> list[Comparison]:
    """Compares many invocations."""
    seen = batch.observe(assembler, DEFINITIONS, [case.statement for case in cases])
    answers = [answer(source_of(case), assembler.name, arch) for case in cases]
    return [
        _invocation(case, real, ours, judged)
        for case, real, ours, judged in zip(cases, seen, answers, _judged(assembler, answers), strict=True)
    ]


def _invocation(case: Invocation, real: Observation, ours: Answer, judged: Observation) -> Comparison:
    kind = ""
    if ours.refusal:
        kind = ours.refusal.split(":")[0]
    elif real.accepted != judged.accepted:
        kind = "rejected, we accept" if judged.accepted else "accepted, we reject"
    elif real.accepted and real.shown != judged.shown:
        kind = "split otherwise"
    elif real.accepted and (left := leftover(ours.text, frozenset({case.shape.name}), undecided=ours.undecided)):
        return Comparison(real.accepted, "left over", _said(real), left)
    signature = real.shown if real.accepted else b"\0rejected"
    below = not real.accepted and ours.accepted is not False
    if not kind:
        return Comparison(real.accepted, below=below, seen=signature)
    said = ours.refusal or _said(judged)
    if ours.accepted is not False and not judged.accepted and not ours.refusal:
        said = f"rejects our text: {ours.text!r}"
    return Comparison(real.accepted, kind, _said(real), said, below, seen=signature)


def invocation_alone(assembler: Assembler, arch: str, case: Invocation) -> Comparison:
    """Compares one invocation in runs of its own."""
    source = source_of(case)
    ours = answer(source, assembler.name, arch)
    rejected = ours.refusal or ours.accepted is False
    return _invocation(
        case,
        batch.alone(assembler, source),
        ours,
        Observation(False) if rejected else batch.alone(assembler, ours.text),
    )


def program(assembler: Assembler, arch: str, source: str) -> Comparison:
    """Compares one program: verdict, the whole object, and nothing of the macro layer left."""
    real = live.run(assembler, source.encode("utf-8", "surrogateescape"))
    ours = answer(source, assembler.name, arch)
    return judge(assembler, source, real, ours)


def judge(assembler: Assembler, source: str, real: live.Outcome, ours: Answer) -> Comparison:
    """The comparison of a run with an answer."""
    did = "accepts" if real.accepted else _rejection(real)
    seen = repr(sorted(section_bytes(real.elf).items())).encode() if real.accepted else b"\0rejected"
    if ours.refusal:
        return Comparison(real.accepted, ours.refusal.split(":")[0], did, ours.refusal, seen=seen)
    if not ours.exact and not ours.noted:
        return Comparison(real.accepted, "inexact without a note", did, ours.text, seen=seen)
    if ours.accepted is False:
        if real.accepted:
            return Comparison(True, "accepted, we reject", did, "rejects", inexact=not ours.exact, seen=seen)
        return Comparison(False, seen=seen)
    # In a rejected program a name may be fused with what follows, and a directive be unknown to this release.
    if real.accepted and (left := leftover(ours.text, defined(source), undecided=ours.undecided)):
        return Comparison(real.accepted, "left over", did, f"{left!r} in:\n{ours.text}", seen=seen)
    again = live.run(assembler, ours.text.encode("utf-8", "surrogateescape"))
    kind = ""
    if real.accepted != again.accepted:
        kind = "rejected, we accept" if again.accepted else "accepted, our text is rejected"
    elif real.elf != again.elf:
        kind = "another object"
    elif not real.accepted and _errors(real) != _errors(again):
        kind = OTHERWISE
    if kind and not ours.exact:
        return Comparison(real.accepted, inexact=True, seen=seen)
    if not kind:
        return Comparison(real.accepted, below=not real.accepted, inexact=not ours.exact, seen=seen)
    said = ours.text if again.accepted else f"{ours.text}\n{_rejection(again)}"
    return Comparison(real.accepted, kind, did, said, below=not real.accepted, seen=seen)


def _errors(outcome: live.Outcome) -> list[str]:
    """The errors of a rejection in the assembler's own words, without their places."""
    text = outcome.stderr.decode("utf-8", "backslashreplace")
    return sorted({match[1] for line in text.split("\n") if (match := re.search(r"(?i)\berror: *(.*)", line))})


def _rejection(outcome: live.Outcome) -> str:
    """A rejection in words."""
    return f"rejects: {'; '.join(_errors(outcome)) or ('crashes' if outcome.crashed else '')}"
