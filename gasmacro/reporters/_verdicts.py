"""A finding's verdicts in words: releases that follow each other and agree are told as one range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gasmacro.findings import ACCEPTS, DIFFERS, MISREADS, REJECTS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ORDER = (REJECTS, MISREADS, DIFFERS, ACCEPTS, UNKNOWN)


def folded(verdicts: Mapping[str, str], assemblers: Sequence[str]) -> list[tuple[str, str]]:
    """(verdict, ranges) pairs, the worst verdict first: `("rejects", "clang@9, clang@11..23")`.

    `assemblers` is the whole range checked, family by family, oldest release first: a run that ends with a family's
    last release is open (`gas@2.35+`)."""
    ranges: dict[str, list[str]] = {verdict: [] for verdict in _ORDER}
    for family, releases in _families(assemblers).items():
        start = 0
        while start < len(releases):
            verdict = verdicts.get(f"{family}@{releases[start]}", UNKNOWN)
            end = start
            while end + 1 < len(releases) and verdicts.get(f"{family}@{releases[end + 1]}", UNKNOWN) == verdict:
                end += 1
            ranges.setdefault(verdict, []).append(_range(family, releases, start, end))
            start = end + 1
    return [(verdict, ", ".join(parts)) for verdict, parts in ranges.items() if parts]


def _families(assemblers: Sequence[str]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for assembler in assemblers:
        family, _, release = assembler.partition("@")
        families.setdefault(family, []).append(release)
    return families


def _range(family: str, releases: list[str], start: int, end: int) -> str:
    if start == end:
        return f"{family}@{releases[start]}"
    if end == len(releases) - 1:
        return f"{family}@{releases[start]}+"
    return f"{family}@{releases[start]}..{releases[end]}"


def sentence(verdicts: Mapping[str, str], assemblers: Sequence[str]) -> str:
    """All verdicts on one line: `clang@9 rejects; clang@11+, gas@2.35+ misreads`."""
    return "; ".join(f"{ranges} {verdict}" for verdict, ranges in folded(verdicts, assemblers))
