"""One look at a source: its findings, and what the reference made of it.

In: findings, the reference's group of each pass over the source, the texts that were read.  Out: values that two looks
are compared by.  Rule: the reference is the newest release of the range's first family, GNU as unless the range has
none; what it made is its statements in order, as it lexes them, and its errors.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gasmacro.compare.readings import BYTES, TEXT
from gasmacro.engine.events import DIAGNOSTIC, STATEMENT
from gasmacro.findings import ACCEPTS, DIFFERS, MISREADS, REJECTS, UNKNOWN
from gasmacro.fixing.alike import Alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.compare.difference import Group
    from gasmacro.findings import Finding
    from gasmacro.source.files import Files

_WORSE = {word: rank for rank, word in enumerate((ACCEPTS, UNKNOWN, DIFFERS, MISREADS, REJECTS))}
_DIRECTIVE = re.compile(r"(?<![^:])\.\w+(?![\w.$:])")
_LABEL = re.compile(r"([A-Za-z_.$][\w.$]*):")
_LOCAL = re.compile(r"\.L[\w.$]+")
_DEFINED = re.compile(r"\s*(\.L[\w.$]+)\s*:")


@dataclass(slots=True)
class Look:
    """What a look gave: `findings`, the `references` pass by pass, `texts` of the source and of every file that it
    includes, by path; `files` where more may be read; `whole` whether the source is assembler as it stands."""

    findings: Sequence[Finding] = ()
    references: list[Group] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    files: Files | None = None
    whole: bool = False
    _made: list[list[Any]] | None = None

    def made(self) -> list[list[Any]]:
        """What the reference made of each pass."""
        if self._made is None:
            self._made = [_made(group) for group in self.references]
        return self._made

    def work(self) -> int:
        """What such a look costs, in microseconds or so: by what there was to expand and to explain."""
        return 1000 + 10 * sum(len(group.run.events) for group in self.references) + 2000 * len(self.findings)

    def counted(self) -> Counter[tuple[str, str, int]]:
        """How many findings each line has of each rule: columns move when a line is edited."""
        return Counter(_line(finding) for finding in self.findings)


def _line(finding: Finding) -> tuple[str, str, int]:
    return finding.rule, finding.file, finding.line


def _made(group: Group) -> list[Any]:
    found: list[Any] = []
    labels: set[str] = set()
    alike = Alike(group)
    folds = group.profile.any_case == "all"
    for event in group.run.events:
        kind, data, _, _, conditional = event
        if kind == STATEMENT:
            reading = group.reading(event)
            if reading[0] == BYTES:
                names, content = reading[2]
                found.append((conditional, BYTES, _once("".join(f"{name}:" for name in names), labels), content))
            else:
                spelling = _once(reading[1], labels) if ":" in reading[1] else reading[1]
                spelling = _DIRECTIVE.sub(_small, spelling) if folds else spelling
                spelling, other = alike(event, spelling) if reading[0] == TEXT else (spelling, False)
                if spelling:
                    found.append((conditional, reading[0], spelling, None if other else reading[2]))
        elif kind == DIAGNOSTIC and data[0] == "error":
            found.append((conditional, data[1]))
    return found


def _once(spelling: str, labels: set[str]) -> str:
    """A statement without labels that were there before: where that is accepted, they say the same again."""
    while (label := _LABEL.match(spelling)) and label[1] in labels:
        spelling = spelling[label.end() :].lstrip()
    if label is not None:
        labels.add(label[1])
    return spelling


def _small(found: re.Match[str]) -> str:
    return found[0].lower()


def mended(before: Look, after: Look, targets: Sequence[Finding]) -> bool:
    """Whether the targets are gone in the second look, and nothing in it is new or worse."""
    if len(after.references) != len(before.references):
        return False
    if any(_errors(new) - _errors(old) for old, new in zip(before.made(), after.made(), strict=True)):
        return False
    left = before.counted()
    left.subtract(_line(finding) for finding in targets)
    return all(count <= left[line] for line, count in after.counted().items()) and not _worse(before, after)


def _errors(made: list[Any]) -> Counter[Any]:
    """The errors of an expansion. What is a finding may hang on more than the source; these do not."""
    return Counter(entry for entry in made if len(entry) == 2)


def _worse(before: Look, after: Look) -> bool:
    words: dict[tuple[str, str, int], dict[str, str]] = {}
    for finding in before.findings:
        mine = words.setdefault(_line(finding), {})
        for assembler, word in finding.verdicts.items():
            mine[assembler] = max(word, mine.get(assembler, ACCEPTS), key=_WORSE.__getitem__)
    return any(
        _WORSE[word] > _WORSE[words[_line(finding)].get(assembler, ACCEPTS)]
        for finding in after.findings
        for assembler, word in finding.verdicts.items()
    )


def accepted(look: Look, targets: Sequence[Finding]) -> bool:
    """Whether the reference accepts what the targets tell."""
    names = {assembler for group in look.references for assembler in group.assemblers}
    return not any(finding.verdicts.get(assembler) == REJECTS for finding in targets for assembler in names)


def same_reading(before: Look, after: Look) -> bool:
    """Whether the reference makes the same of both, but for the names of local symbols, which are in no object."""
    first, second = before.made(), after.made()
    return first == second or [_renamed(part) for part in first] == [_renamed(part) for part in second]


def _renamed(made: list[Any]) -> list[Any]:
    """What was made, with the local symbols that it defines numbered in the order of their first use."""
    texts = [entry[2] for entry in made if len(entry) > 2 and isinstance(entry[2], str)]
    known = {found[1] for text in texts if (found := _DEFINED.match(text))}
    if not known:
        return made
    names: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        name = found[0]
        return names.setdefault(name, f".L{len(names)}") if name in known else name

    return [tuple(_LOCAL.sub(number, part) if isinstance(part, str) else part for part in entry) for entry in made]
