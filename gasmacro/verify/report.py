"""What a run of `gasmacro verify` tells: the report that goes with a bug report on gasmacro.

In: assemblers and comparisons.  Out: text or a JSON object.  Rule: enough to repeat it elsewhere (versions, targets,
options, kinds, the first bytes that differ, what everybody said); the source itself only where it was asked for.
"""

from __future__ import annotations

import platform
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gasmacro.__about__ import __version__
from gasmacro.verify.judge import AGREED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.findings import Trouble
    from gasmacro.verify.ask import Comparison
    from gasmacro.verify.programs import Assembler
    from gasmacro.verify.runs import Message

_MOST_MESSAGES = 5
LAYERS = {"macro": "the macro layer", "below": "below the macro layer", "": "nothing to compare"}
"""A comparison's layer in words."""


@dataclass
class Outcome:
    """A run: the `assemblers` that were asked, every comparison, what gasmacro could not do, and `notes`."""

    assemblers: list[Assembler] = field(default_factory=list)
    files: int = 0
    comparisons: list[Comparison] = field(default_factory=list)
    errors: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ask(self, assemblers: Sequence[Assembler]) -> None:
        """Takes in whom one source is asked of."""
        self.assemblers += [each for each in assemblers if each not in self.assemblers]

    def told(self) -> list[Comparison]:
        """The comparisons that are no agreement."""
        return [each for each in self.comparisons if not each.agrees]

    def counts(self) -> dict[str, int]:
        """Kind of comparison to how many there are, agreement first."""
        counted = Counter(each.kind for each in self.comparisons)
        order = [*AGREED, *sorted(counted.keys() - set(AGREED))]
        return {kind: counted[kind] for kind in order if counted[kind]}

    def status(self) -> int:
        """The exit status: 2 for what could not be compared, 1 for disagreement, 0 for neither."""
        told = self.told()
        if self.errors or not self.comparisons or any(each.could_not for each in told):
            return 2
        return 1 if told else 0


def as_dict(outcome: Outcome, *, include_source: bool) -> dict[str, Any]:
    """The object that `gasmacro verify --format json` prints."""
    return {
        "schema": 1,
        "tool": {"name": "gasmacro", "version": __version__},
        "platform": _platform(),
        "assemblers": [_assembler(each) for each in outcome.assemblers],
        "files": outcome.files,
        "counts": outcome.counts(),
        "disagreements": [_comparison(each, include_source) for each in outcome.told() if not each.could_not],
        "failures": [_comparison(each, include_source) for each in outcome.told() if each.could_not],
        "errors": [each.as_dict() for each in outcome.errors],
        "notes": list(outcome.notes),
    }


def _platform() -> dict[str, str]:
    return {"system": platform.system(), "machine": platform.machine(), "python": platform.python_version()}


def _assembler(each: Assembler) -> dict[str, Any]:
    names = ("name", "family", "full", "arch")
    return {**{name: getattr(each, name) for name in names}, "command": list(each.command)}


def _comparison(each: Comparison, include_source: bool) -> dict[str, Any]:
    place = each.place
    told: dict[str, Any] = {
        "file": each.source.file,
        "assembler": each.assembler.full_name,
        "arch": each.assembler.arch,
        "kind": each.kind,
        "layer": each.layer,
        "detail": each.detail,
        "section": None,
        "messages": {
            "gasmacro": _messages(each.messages),
            "source": _messages(each.real.messages if each.real else ()),
            "expansion": _messages(each.again.messages if each.again else ()),
        },
    }
    if place is not None:
        told["section"] = {
            "name": place.section,
            "offset": place.offset,
            "source": {"size": place.sizes[0], "bytes": place.bytes[0]},
            "expansion": {"size": place.sizes[1], "bytes": place.bytes[1]},
        }
    if include_source:
        told["source"], told["expansion"] = each.source.text, each.expansion
    return told


def _messages(messages: Sequence[Message]) -> list[dict[str, Any]]:
    return [{"line": line, "severity": severity, "message": text} for line, severity, text in messages[:_MOST_MESSAGES]]


def lines(outcome: Outcome, *, include_source: bool) -> Iterator[str]:
    """The report for people, line by line."""
    system = _platform()
    yield f"gasmacro {__version__}, Python {system['python']}, {system['system']} {system['machine']}"
    for each in outcome.assemblers:
        yield f"  {each.full_name} for {each.arch}: {' '.join(each.command)}"
    yield from (f"note: {note}" for note in outcome.notes)
    for comparison in outcome.told():
        yield ""
        yield from _told(comparison, include_source)
    yield ""
    counts = outcome.counts()
    agreed = sum(counts.get(kind, 0) for kind in AGREED)
    told = "; ".join(f"{kind}: {count}" for kind, count in counts.items())
    yield f"{agreed} of {len(outcome.comparisons)} comparisons agree ({told or 'nothing was compared'})"


def _told(each: Comparison, include_source: bool) -> Iterator[str]:
    yield f"{each.source.file}: {each.assembler.full_name} ({each.assembler.arch}): {each.kind}"
    if each.layer:
        yield f"  layer: {LAYERS[each.layer]}"
    if each.detail:
        yield f"  {each.detail}"
    place = each.place
    if place is not None:
        yield f"  {place.section}: {place.sizes[0]} bytes of the source, {place.sizes[1]} of the expansion"
    real, again = (made.messages if made else () for made in (each.real, each.again))
    for who, messages in (("gasmacro", each.messages), ("source", real), ("expansion", again)):
        for line, severity, text in messages[:_MOST_MESSAGES]:
            yield f"  {who}:{line}: {severity}: {text}"
    if include_source:
        for title, body in (("source", each.source.text), ("expansion", each.expansion)):
            if body is not None:
                yield f"  {title}:"
                yield from (f"  | {row}" for row in body.rstrip("\n").split("\n"))
