"""Mutants of a preprocessed file: one thing changed in a macro call or in a body.

In: a text, a random generator.  Out: `Mutant`s.  Rule: calls and bodies are found by their looks alone, without the
engine that is tested with them; every kind of change gets its turn.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

_MARKER = re.compile(r"^#(?:line)? \d+ .*$", re.MULTILINE)
_OPENS = re.compile(r"\s*\.macro\s+([\w.$]+)", re.IGNORECASE)
_CLOSES = re.compile(r"\s*\.endm(?:acro)?\b", re.IGNORECASE)
IN_BODY = ", in a body"
_RARE = (
    "blank after )", "blank before (", "blank before *", "blank before -", "blank before [",
    "comma to blank before a sign", "comment beside an operator", "unquoted actual",
)  # fmt: skip
_USUAL = (
    "case of the name", "comma to blank", "comment inside", "doubled sigil", "dropped backslash", "quoted actual",
    "trailing comma",
)  # fmt: skip
TURNS = {**dict.fromkeys(_RARE, 4), **dict.fromkeys(_USUAL, 2)}
"""How often a kind of change has its turn where it is not once: calls part more often than bodies, and rare kinds are
to have their share."""
_STATEMENT = re.compile(r"(\s*(?:[\w.$\\@]+:\s*)*)([\w.$]+)(\s+)(\S.*?)(\s*)$")


@dataclasses.dataclass(frozen=True)
class Site:
    """A line that calls a macro (`call`) or stands in a body: its number (from 1), and the offsets of its operands."""

    line: int
    text: str
    name: tuple[int, int]
    operands: tuple[int, int]
    call: bool
    body: bool


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A changed line: which (from 1), how (`kind`), and its `text` now."""

    line: int
    kind: str
    before: str
    text: str


def plain(text: str) -> str:
    """A preprocessor's output with its line markers emptied, so that lines are those of the file itself."""
    return _MARKER.sub("", text)


def sites(text: str) -> list[Site]:
    """The lines that call macros, and those of bodies that use formals or call macros."""
    lines = text.split("\n")
    defined = {match[1].lower() for line in lines if (match := _OPENS.match(line))}
    found, depth = [], 0
    for number, line in enumerate(lines, 1):
        if _OPENS.match(line):
            depth += 1
            continue
        if _CLOSES.match(line):
            depth -= 1
            continue
        match = _STATEMENT.match(line)
        if match is None or ";" in line or line.lstrip().startswith((".if", ".else", ".error")):
            continue
        call = match[2].lower() in defined
        if call or (depth > 0 and "\\" in match[4]):
            found.append(Site(number, line, match.span(2), match.span(4), call, depth > 0))
    return found


def changes(site: Site) -> Iterator[tuple[str, str]]:
    """Every way to change one thing of a site: the kind, and the line as it is then."""
    line, (start, end) = site.text, site.operands
    for kind, at, length, text in (*_in_operands(line[start:end]), *(_in_call(line[start:end]) if site.call else ())):
        yield kind, line[: start + at] + text + line[start + at + length :]
    if site.call:
        first, last = site.name
        yield "case of the name", line[:first] + line[first:last].swapcase() + line[last:]
        yield "trailing comma", line[:end] + "," + line[end:]


# What is found, outside strings unless it says otherwise; what it is called; how many characters behind its start go,
# and what comes in their place.
_OPERANDS: tuple[tuple[str, str, int, str], ...] = (
    (r"(?<=[\w)\]])-", "blank before -", 0, " "),
    (r"(?<=[\w)\]])\*", "blank before *", 0, " "),
    (r"(?<=[\w)\]])\(", "blank before (", 0, " "),
    (r"(?<=[\w)\]])\[", "blank before [", 0, " "),
    (r"(?<=\))(?=\S)", "blank after )", 0, " "),
    (r"\s+|,", "comment inside", 0, "/* seen */"),
    (r"(?<=[\w)\]])[-*(\[]|(?<=\))(?=\S)", "comment beside an operator", 0, "/* seen */"),
)


def _in_operands(operands: str) -> Iterator[tuple[str, int, int, str]]:
    """Changes of operands: the kind, the offset, how many characters go, and what comes."""
    strings = _strings(operands)
    for pattern, kind, length, text in _OPERANDS:
        for match in re.finditer(pattern, operands):
            if _outside(match.start(), strings):
                yield kind, match.start(), length, text
    for match in re.finditer(r"\\(?=\w)", operands):
        yield "dropped backslash", match.start(), 1, ""
    for match in re.finditer(r"[$%#](?=[\w\\-])", operands):
        if _outside(match.start(), strings):
            yield "doubled sigil", match.start(), 0, match[0]


_SIGNS = frozenset('-+*~!($%#@[{"')


def _in_call(operands: str) -> Iterator[tuple[str, int, int, str]]:
    """Changes of a call's operands, as above."""
    strings = _strings(operands)
    for match in re.finditer(r",\s*", operands):
        if _outside(match.start(), strings):
            sign = " before a sign" if operands[match.end() : match.end() + 1] in _SIGNS else ""
            yield f"comma to blank{sign}", match.start(), len(match[0]), " "
    for match in re.finditer(r'[^\s,"=()]+', operands):
        if _outside(match.start(), strings):
            yield "quoted actual", match.start(), len(match[0]), f'"{match[0]}"'
    for first, last in strings:
        yield "unquoted actual", first, last - first, operands[first + 1 : last - 1]


def _strings(operands: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r'"(?:[^"\\]|\\.)*"', operands)]


def _outside(at: int, strings: Sequence[tuple[int, int]]) -> bool:
    return not any(first <= at < last for first, last in strings)


def mutants(
    text: str, random: Random, most: int, arch: str = "", seen: set[tuple[str, str, str]] | None = None
) -> list[Mutant]:
    """Up to `most` mutants of a text, kinds in turn as often as `TURNS` says, none of those that were drawn before.

    `seen` holds architecture, line and changed line of each that was drawn, and gets those that are."""
    seen = set() if seen is None else seen
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for site in sites(text):
        where = "" if site.call else IN_BODY
        for kind, changed in changes(site):
            if changed != site.text and (arch, site.text, changed) not in seen:
                by_kind[kind + where].append(Mutant(site.line, kind + where, site.text, changed))
    kinds = sorted(by_kind)
    for kind in kinds:
        random.shuffle(by_kind[kind])
    turns = [kind for kind in kinds for _ in range(TURNS.get(kind, 1))]
    random.shuffle(turns)
    picked: list[Mutant] = []
    while len(picked) < most and any(by_kind.values()):
        for kind in turns:
            mutant = next(_unseen(by_kind[kind], arch, seen), None)
            if mutant is not None and len(picked) < most:
                picked.append(mutant)
    return picked


def _unseen(waiting: list[Mutant], arch: str, seen: set[tuple[str, str, str]]) -> Iterator[Mutant]:
    while waiting:
        mutant = waiting.pop()
        key = (arch, mutant.before, mutant.text)
        if key not in seen:
            seen.add(key)
            yield mutant
