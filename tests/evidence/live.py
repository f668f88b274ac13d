"""What the assemblers installed here make of fixtures, each distinct question asked once.

In: fixtures; texts to be assembled in a fixture's place.  Out: records; outcomes.  Rule: a question is an assembler, a
text, the file name it is given and the folders that it may include from; two threads ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from gasmacro.verify.fixtures import Fixture
from gasmacro.verify.programs import Assembler
from gasmacro.verify.records import Recorded, recorded
from tests.oracles.assemblers import assemble, assemblers, in_threads

Outcomes = Mapping[tuple[str, str], Recorded]


class Question(NamedTuple):
    """One run: an assembler, the text, its file name, the folders for `.include` and `.incbin`."""

    assembler: Assembler
    text: bytes
    name: str
    include: tuple[Path, ...]


def ask(questions: Iterable[Question]) -> dict[Question, Recorded]:
    """What comes of each."""
    # By assembler, so that few of them are at work at a time.
    ordered = sorted(questions, key=lambda each: (each.assembler.arch, each.assembler.name))
    return in_threads(_answer, ordered)


def _answer(question: Question) -> Recorded:
    assembler, text, name, include = question
    return recorded(assemble(text, assembler, name=name, include=include))


def question(fixture: Fixture, assembler: Assembler, text: bytes | None = None) -> Question:
    """What `assembler` makes of a fixture, or of `text` in its place."""
    return Question(assembler, fixture.source if text is None else text, fixture.path.name, (fixture.folder,))


def outcomes(chosen: Iterable[Fixture], known: Outcomes | None = None) -> Outcomes:
    """Fixture's name and assembler's name to what that makes of it; what is `known` is not asked."""
    known = known or {}
    asked = {
        (fixture.name, assembler.name): question(fixture, assembler)
        for fixture in chosen
        for assembler in assemblers(fixture.arch).values()
        if (fixture.name, assembler.name) not in known
    }
    answers = ask(asked.values())
    return {**known, **{key: answers[each] for key, each in asked.items()}}
