"""What tells a finding from others across runs: its rule, its file and its statement's text, not the line's number.

In: findings, a way to get a source line, the folder that paths are told from.  Out: a fingerprint for each.  Rule:
blanks and block comments of the line do not count; equal ones are numbered in the order of their places.
"""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gasmacro.findings import Finding

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<!\S)//.*")


def statement(finding: Finding, line: Callable[[str, int], str | None]) -> str:
    """The text of a finding's line, without comments, its blanks squeezed; "" where the source is not there."""
    text = line(finding.file, finding.line) or ""
    return " ".join(_COMMENT.sub(" ", text).split()) or " ".join(text.split())


def told_from(file: str, root: str) -> str:
    """A file's path as fingerprints and the baseline have it: from `root`, with `/`; as it is where it is elsewhere."""
    if file.startswith("<"):
        return file
    inside = os.path.relpath(file, root or ".")
    return (file if inside.startswith("..") else inside).replace(os.sep, "/")


def fingerprints(
    findings: Iterable[Finding], line: Callable[[str, int], str | None], root: str = ""
) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint, 32 hexadecimal digits."""
    from collections import Counter
    from hashlib import sha256

    seen: Counter[str] = Counter()
    for finding in findings:
        key = "\n".join((finding.rule, told_from(finding.file, root), statement(finding, line)))
        seen[key] += 1
        yield finding, sha256(f"{key}\n{seen[key]}".encode("utf-8", "surrogateescape")).hexdigest()[:32]


def project(folder: str = "") -> str:
    """The folder that paths are told from: the nearest one upward with a repository or a configuration, else this."""
    from gasmacro.control.find import NAMES

    here = top = os.path.abspath(folder)
    while not any(os.path.lexists(os.path.join(here, name)) for name in (".git", *NAMES)):
        above = os.path.dirname(here)
        if above == here:
            return top
        here = above
    return here
