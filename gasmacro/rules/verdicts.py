"""The verdict table of a rule's page: what real assemblers made of its examples, as intervals of releases.

In: `verdicts.json`, made by running the assemblers and by nothing else.  Out: rows for people.  Rule: releases of a
family that came to the same outcome, one after the other, are one interval.
"""

from __future__ import annotations

import functools
import hashlib
import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.rules import Rule

FILE = Path(__file__).with_name("verdicts.json")
EXAMPLES = ("Bad", "Good")
_FAMILIES = {"gas": "GNU as", "clang": "LLVM"}


class Verdict(NamedTuple):
    """What a run of releases made of an example: the `family`, its `first` and `last` release, whether they accept it,
    and the bytes by section, or the error."""

    family: str
    first: str
    last: str
    accepted: bool
    detail: str

    def releases(self) -> str:
        """The releases in words: "GNU as 2.35 to 2.47"."""
        several = f"{self.first} to {self.last}" if self.first != self.last else self.first
        return f"{_FAMILIES[self.family]} {several}"


def example(rule: Rule, section: str) -> str:
    """The source of a rule's example, "Bad" or "Good"."""
    return written(rule, section).replace("\N{SYMBOL FOR NULL}", "\0")


def written(rule: Rule, section: str) -> str:
    """An example as its page shows it, with a sign for a NUL."""
    return textwrap.dedent("    " + rule.section(section)) + "\n"


def digest(source: str) -> str:
    """The first 16 hex digits of an example's SHA-256."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@functools.cache
def recorded() -> dict[str, Any]:
    """All that is recorded, by the rules' codes: per example its digest and the outcome of each assembler."""
    known = json.loads(FILE.read_text("utf-8"))
    return {code: {key: _spread(value) for key, value in entry.items()} for code, entry in known.items()}


def _spread(value: Any) -> Any:
    """An example's entry with one outcome per assembler."""
    if isinstance(value, str):
        return value
    outcomes = {
        name: {key: each[key] for key in each if key != "by"} for each in value["outcomes"] for name in each["by"]
    }
    return {"source": value["source"], "outcomes": outcomes}


def verdicts(rule: Rule, section: str) -> list[Verdict]:
    """What is recorded of a rule's example, in intervals, GNU as first; nothing where the example is another by now."""
    known = recorded().get(rule.code, {}).get(section)
    if known is None or known["source"] != digest(example(rule, section)):
        return []
    outcomes = {short(name): (entry["accepted"], _detail(entry)) for name, entry in known["outcomes"].items()}
    names = sorted(outcomes, key=_order)
    return list(_intervals(names, outcomes))


def _intervals(names: Sequence[str], outcomes: dict[str, tuple[bool, str]]) -> Iterator[Verdict]:
    start = 0
    for index, name in enumerate(names):
        family, _, release = name.partition("@")
        after = names[index + 1] if index + 1 < len(names) else ""
        if not after.startswith(f"{family}@") or not _same(outcomes[after], outcomes[name]):
            first = names[start].partition("@")[2]
            yield Verdict(family, first, release, *outcomes[names[start]])
            start = index + 1


def _same(first: tuple[bool, str], second: tuple[bool, str]) -> bool:
    """Whether two outcomes are one row: both rejected, or the same bytes."""
    return first[0] == second[0] and (not first[0] or first[1] == second[1])


def _detail(entry: dict[str, Any]) -> str:
    if not entry["accepted"]:
        return str(entry["error"])
    parts = (f"{name} {_visible(bytes.fromhex(data))}" for name, data in entry["sections"].items())
    return " ".join(parts) or "nothing"


def _visible(data: bytes) -> str:
    text = all(32 <= each < 127 for each in data) and any(chr(each).isalnum() for each in data)
    return f'"{data.decode("ascii")}"' if text and len(data) > 1 else data.hex()


def short(full: str) -> str:
    """The assembler that a full release belongs to: "gas@2.35.2" is "gas@2.35"."""
    family, _, release = full.partition("@")
    return f"{family}@{'.'.join(release.split('.')[: 2 if family == 'gas' else 1])}"


def _order(name: str) -> tuple[bool, list[int]]:
    family, _, release = name.partition("@")
    return family != "gas", [int(part) for part in release.split(".")]
