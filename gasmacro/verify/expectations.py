r"""What a fixture says that the assemblers make of it, for people to read and for tests to hold against the records.

In: `expect gas@2.35..2.40, clang@9+: accepts .text "<a|-b>"`.  Out: `Expectation`, and back.  Rule: ranges name
releases of a family, ends included, `+` to the newest recorded.  A verdict is `rejects`, `dies` (crashes, or runs out
of time), or `accepts` with the non-empty sections in the order of the object file, each as a string (`\xNN`, `\"`, `\\`
escaped) or, where less than half of it is printable, in hex; long ones by length and digest.  `+2 relocations` tells
that there are some.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_LONGEST = 160
_EXPECT = re.compile(r"expect ([^:]+): (accepts\b.*|rejects|dies)")
_RANGE = re.compile(r"(gas|clang)@([\d.]+?)(?:(\+)|\.\.([\d.]+))?")
_PLAIN = re.compile(rb"[ -~]")


@dataclass(frozen=True)
class Range:
    """Releases of a family from `first` to `last`, both in; `last` "" is the newest."""

    family: str
    first: str
    last: str

    def __contains__(self, name: str) -> bool:
        """Whether an assembler ("gas@2.44") is one of them."""
        family, _, release = name.partition("@")
        if family != self.family:
            return False
        return _key(self.first) <= _key(release) and (not self.last or _key(release) <= _key(self.last))

    def __str__(self) -> str:
        if not self.last:
            return f"{self.family}@{self.first}+"
        return f"{self.family}@{self.first}" + (f"..{self.last}" if self.last != self.first else "")


@dataclass(frozen=True)
class Expectation:
    """That the assemblers in `ranges` come to `verdict`."""

    ranges: tuple[Range, ...]
    verdict: str

    def __contains__(self, name: str) -> bool:
        """Whether it speaks of an assembler."""
        return any(name in each for each in self.ranges)

    def __str__(self) -> str:
        return f"expect {', '.join(map(str, self.ranges))}: {self.verdict}"


def _key(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


def read_expectation(line: str) -> Expectation:
    """The expectation in a line; ValueError where it is none."""
    match = _EXPECT.fullmatch(line)
    if match is None:
        raise ValueError(f"not an expectation: {line!r}")
    ranges = []
    for text in match[1].split(", "):
        if (found := _RANGE.fullmatch(text)) is None:
            raise ValueError(f"not a range of assemblers: {text!r} in {line!r}")
        ranges.append(Range(found[1], found[2], "" if found[3] else found[4] or found[2]))
    return Expectation(tuple(ranges), match[2])


def write_verdict(accepted: bool, died: bool, sections: Mapping[str, bytes], relocations: int) -> str:
    """A verdict as the fixtures spell it."""
    if not accepted:
        return "dies" if died else "rejects"
    parts = [
        f"{_visible(name.encode('utf-8', 'backslashreplace'))} {_contents(data)}" for name, data in sections.items()
    ]
    if relocations:
        parts.append(f"+{relocations} relocation{'s' * (relocations > 1)}")
    return " ".join(["accepts", *(parts or ["nothing"])])


def _contents(data: bytes) -> str:
    if len(data) > _LONGEST:
        return f"{len(data)} bytes of sha256 {hashlib.sha256(data).hexdigest()[:16]}"
    if 2 * len(_PLAIN.findall(data)) < len(data):
        return data.hex()
    return f'"{_visible(data)}"'


def _visible(data: bytes) -> str:
    text = "".join(chr(each) if 32 <= each < 127 else f"\\x{each:02x}" for each in data.replace(b"\\", b"\\\\"))
    # A comment must not end inside.
    return text.replace('"', '\\"').replace("*/", "*\\x2f")


def write_expectations(verdicts: Mapping[str, str]) -> list[str]:
    """The lines for assemblers (in order of family and release) and their verdicts, fewest ranges that say it."""
    return [str(Expectation(tuple(ranges), verdict)) for verdict, ranges in _grouped(verdicts).items()]


def write_ranges(names: Collection[str], among: Iterable[str]) -> str:
    """Assemblers as ranges, fewest that name them and none else of `among` (in order of family and release)."""
    return ", ".join(map(str, _grouped({name: "in" if name in names else "out" for name in among}).get("in", [])))


def _grouped(verdicts: Mapping[str, str]) -> dict[str, list[Range]]:
    grouped: dict[str, list[Range]] = {}
    for family in dict.fromkeys(name.partition("@")[0] for name in verdicts):
        names = [name for name in verdicts if name.startswith(f"{family}@")]
        for verdict, first, last in _runs(names, verdicts):
            newest = last == names[-1]
            grouped.setdefault(verdict, []).append(
                Range(family, first.partition("@")[2], "" if newest else last.partition("@")[2])
            )
    return grouped


def _runs(names: Sequence[str], verdicts: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    start = 0
    for index, name in enumerate(names):
        if index + 1 == len(names) or verdicts[names[index + 1]] != verdicts[name]:
            yield verdicts[name], names[start], name
            start = index + 1
