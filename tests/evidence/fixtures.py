"""The fixtures: sources of one behaviour each, with the expectation written inside.

In: `fixtures/TOPIC/*.s`.  Out: `Fixture` values.  Rule: comments of one line each lead a fixture, `/* arch: NAME */`
first where it is not x86_64, then one `/* expect RANGES: VERDICT */` per distinct verdict.  Where a comment in the file
would disturb what it tests, the expectations stand in `NAME.expect` beside it, one a line, without the comment's marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.expectations import Expectation, read_expectation

ROOT = Path(__file__).resolve().parents[2] / "fixtures"
DEFAULT_ARCH = "x86_64"

_ARCH = re.compile(rb"/\* arch: (\w+) \*/")
_LEADING = re.compile(rb"/\* (?:(arch|incident|note): ([^\n]*?)|(expect [^\n]*?)) \*/\n")


@dataclass(frozen=True)
class Fixture:
    """One source: `name` is its path in `fixtures/` without the suffix, `folder` where its `.include`s are found."""

    name: str
    path: Path
    arch: str
    source: bytes
    expectations: tuple[Expectation, ...]

    @property
    def topic(self) -> str:
        return self.path.parent.name

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def side_file(self) -> Path:
        return self.path.with_suffix(".expect")


def read_fixture(path: Path) -> Fixture:
    """The fixture in a file, with its expectations from inside or beside it."""
    source = path.read_bytes()
    side = path.with_suffix(".expect")
    arch = _ARCH.match(source)
    lines = side.read_text("ascii").splitlines() if side.exists() else list(_inside(source))
    expectations = tuple(read_expectation(line) for line in lines)
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    return Fixture(name, path, arch[1].decode() if arch else DEFAULT_ARCH, source, expectations)


def _inside(source: bytes) -> Iterator[str]:
    for leading in leading_comments(source):
        if leading[3]:
            yield leading[3].decode("ascii")


def leading_comments(source: bytes) -> Iterator[re.Match[bytes]]:
    """The comments that lead a source: groups 1 and 2 what and its text, group 3 an expectation."""
    at = 0
    while match := _LEADING.match(source, at):
        yield match
        at = match.end()


def with_expectations(source: bytes, lines: list[str]) -> bytes:
    """The source with these expectations in place of those inside."""
    comments = list(leading_comments(source))
    body = source[comments[-1].end() :] if comments else source
    kept = b"".join(each[0] for each in comments if not each[3])
    return kept + b"".join(f"/* {line} */\n".encode("ascii") for line in lines) + body


def fixtures(*parts: str) -> Iterator[Fixture]:
    """The fixtures whose name holds one of `parts`, or all, by name."""
    for path in sorted(ROOT.glob("*/*.s")):
        name = path.relative_to(ROOT).as_posix()
        if path.parent.name != "seed" and (not parts or any(part in name for part in parts)):
            yield read_fixture(path)
