"""Class (e), crossed fixtures: one fixture's lines between another's, with a token or a line changed.

In: a random generator and an architecture.  Out: a source.  Rule: docs/fuzzing.md, "Crossed fixtures".  Each fixture is
there because an assembler did what nobody expected; two of them at once, or one with a blank more, is what no grammar
of ours would write.
"""

from __future__ import annotations

import functools
import re
from random import Random

from gasmacro.targets.ranges import DEFAULT_ARCH
from tests.evidence.fixtures import fixtures

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\\?[\w.$]+|\s+|[<>=!&|]{2}|.', re.DOTALL)
_LARGEST = 1500  # characters: larger ones are limits, which take long
_WILD = re.compile(r"\.(?:space|skip|zero|fill|org|rept|incbin)\b|\d{6}", re.IGNORECASE)
_INSERTED = (
    " ",
    ",",
    "\\",
    "(",
    ")",
    '"',
    "\\()",
    "%",
    "#",
    "/* c */",
    "$",
    "=",
    "-",
    "\\@",
    "'",
    "!",
    "<",
    ">",
    "&",
    "\t",
)


@functools.cache
def _parents(arch: str) -> tuple[tuple[str, ...], ...]:
    """The lines of the fixtures of an architecture, without those that a change could make huge."""
    found = []
    for fixture in fixtures():
        text = fixture.source.decode("utf-8", "surrogateescape")
        meant = fixture.arch == arch or (fixture.arch == DEFAULT_ARCH and not fixture.name.startswith("arch/"))
        if meant and len(text) <= _LARGEST and not _WILD.search(text) and ".include" not in text:
            found.append(tuple(line for line in text.split("\n") if line.strip() and not line.startswith("#")))
    return tuple(lines for lines in found if lines)


def crossed(random: Random, arch: str) -> str:
    """One program."""
    parents = _parents(arch)
    lines = list(random.choice(parents))
    if random.random() < 0.6:
        lines = _spliced(random, lines, random.choice(parents))
    for _ in range(random.choice((0, 1, 1, 2))):
        _changed(random, lines, parents)
    return "\n".join(lines) + "\n"


def _spliced(random: Random, lines: list[str], others: tuple[str, ...]) -> list[str]:
    """The lines of one before, behind or between the other's."""
    at = random.choice((0, len(lines), random.randrange(len(lines) + 1)))
    if random.random() < 0.3:  # some of them alone, whatever they leave open
        start = random.randrange(len(others))
        others = others[start : start + random.randint(1, 4)]
    return [*lines[:at], *others, *lines[at:]]


def _changed(random: Random, lines: list[str], parents: tuple[tuple[str, ...], ...]) -> None:
    """Changes one line, in place."""
    at = random.randrange(len(lines))
    tokens = _TOKEN.findall(lines[at])
    place = random.randrange(len(tokens)) if tokens else 0
    kind = random.randrange(7)
    if kind == 0 and len(lines) > 1:
        del lines[at]
        return
    if kind == 1:
        lines.insert(at, lines[random.randrange(len(lines))])
        return
    if kind == 2 and tokens:
        del tokens[place]
    elif kind == 3 and tokens:
        tokens.insert(place, tokens[random.randrange(len(tokens))])
    elif kind == 4 and tokens:
        tokens[place] = random.choice(_TOKEN.findall(random.choice(random.choice(parents))))
    elif kind == 5 and tokens:
        tokens[place] = tokens[place].swapcase()
    else:
        tokens.insert(place, random.choice(_INSERTED))
    lines[at] = "".join(tokens)
