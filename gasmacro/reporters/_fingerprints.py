"""What tells a finding from others across runs: its rule, file and line of text, not the line's number."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gasmacro.findings import Finding
    from gasmacro.reporters import Look


def fingerprints(findings: Iterable[Finding], look: Look) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint; equal ones are numbered in their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        text = " ".join((look.line(finding.file, finding.line) or "").split())
        key = "\n".join((finding.rule, finding.file.replace("\\", "/"), text))
        seen[key] += 1
        data = f"{key}\n{seen[key]}".encode("utf-8", "surrogateescape")
        yield finding, hashlib.sha256(data).hexdigest()[:32]
