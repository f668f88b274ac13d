"""Fixtures: sources of one behaviour each, with the expectation written inside.

In: `TOPIC/NAME.s`.  Out: `Fixture` values.  Rule: comments of one line each lead a fixture, `/* arch: NAME */`
first where it is not x86_64, then one `/* expect RANGES: VERDICT */` per distinct verdict.  Where a comment in the file
would disturb what it tests, the expectations stand in `NAME.expect` beside it, one a line, without the comment's marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gasmacro.verify.expectations import Expectation, read_expectation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFAULT_ARCH = "x86_64"

FIRST = (b"\xef\xbb\xbf", b"#APP", b"#NO_APP", b"#!")
"""How a file begins that tests just this: a byte order mark, or a first line that some assembler looks at as such."""

_ARCH = re.compile(rb"/\* arch: (\w+) \*/")
_LEADING = re.compile(rb"/\* (?:(arch|incident|note): ([^\n]*?)|(expect [^\n]*?)) \*/\n")


@dataclass(frozen=True)
class Fixture:
    """One source: `name` is its folder's name and its own without the suffix."""

    name: str
    path: Path
    arch: str
    source: bytes
    expectations: tuple[Expectation, ...]

    @property
    def topic(self) -> str:
        """The name of its folder."""
        return self.path.parent.name

    @property
    def folder(self) -> Path:
        """Where its `.include`s are found."""
        return self.path.parent

    @property
    def side_file(self) -> Path:
        """Where its expectations stand if not inside."""
        return self.path.with_suffix(".expect")


def read_fixture(path: Path) -> Fixture:
    """The fixture in a file, with its expectations from inside or beside it."""
    source = path.read_bytes()
    side = path.with_suffix(".expect")
    arch = _ARCH.match(source)
    lines = side.read_text("ascii").splitlines() if side.exists() else list(_inside(source))
    expectations = tuple(read_expectation(line) for line in lines)
    name = f"{path.parent.name}/{path.stem}"
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
