"""What a patch brings in, the mail that answers it out: the quoted hunk, each finding under its line, the line mended.

Rule: as people answer patches: headers that keep the thread, the hunks that matter quoted with `> `, a finding below
the line that it is about, and what would be written instead as a line of a diff.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from gasmacro.compare.intervals import makes, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.findings import Finding
    from gasmacro.patches.brought import Brought
    from gasmacro.patches.unified import FileChange, Hunk

_WIDTH = 72


def reply(brought: Brought) -> str:
    """The mail that answers a patch, "" for one that brings nothing."""
    if not brought.places and not brought.elsewhere:
        return ""
    return "\n".join((*_headers(brought), "", *_body(brought))) + "\n"


def _headers(brought: Brought) -> Iterator[str]:
    patch = brought.patch
    if patch.sender:
        yield f"To: {patch.sender}"
    others = ", ".join(part for part in (patch.to, patch.cc) if part)
    if others:
        yield f"Cc: {others}"
    title = patch.title()
    yield f"Subject: {title if title.lower().startswith('re:') else f'Re: {title}'}"
    if patch.identity:
        yield f"In-Reply-To: {patch.identity}"
    if patch.references:
        yield f"References: {patch.references}"


def _body(brought: Brought) -> Iterator[str]:
    patch = brought.patch
    when = f"On {patch.date}, " if patch.date else ""
    if patch.sender or when:
        yield f"{when}{patch.sender or 'somebody'} wrote:"
    for change in patch.diff.files:
        hunks = [hunk for hunk in change.hunks if any(line.at in brought.places for line in hunk.lines)]
        if hunks:
            yield f"> {patch.lines[change.at]}"
            yield f"> {patch.lines[change.at + 1]}"
        for hunk in hunks:
            yield from _hunk(hunk, change, brought)
    if brought.elsewhere:
        yield ""
        yield "Behind lines that the patch does not touch:"
        for finding in brought.elsewhere:
            yield ""
            yield f"{finding.file}:{finding.line}:"
            yield from _told(finding)


def _hunk(hunk: Hunk, change: FileChange, brought: Brought) -> Iterator[str]:
    yield f"> {brought.patch.lines[hunk.at]}"
    last = max(index for index, line in enumerate(hunk.lines) if line.at in brought.places)
    for line in hunk.lines[: last + 1]:
        yield f"> {line.kind}{line.text}".rstrip()
        for finding in brought.places.get(line.at, ()):
            yield ""
            yield from _told(finding)
            if mended := _mended(finding, line.text):
                yield ""
                yield "Perhaps:"
                yield f"+{mended}"
            yield ""


def _told(finding: Finding) -> Iterator[str]:
    yield from _wrapped(f"{_sentence(finding.message)} [{finding.rule} {finding.name}].")
    if finding.verdicts:
        yield from _wrapped(f"{_sentence(sentence(finding.verdicts))}.")
    for line in makes(finding):
        yield from textwrap.wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    words = finding.fix.message if finding.fix is not None else finding.help
    if words:
        yield from _wrapped(f"{_sentence(words)}.")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_on_hyphens=False)


def _sentence(words: str) -> str:
    """Words as a sentence begins; a family's own spelling stays."""
    return words if words.startswith("clang") else words[:1].upper() + words[1:]


def _mended(finding: Finding, text: str) -> str:
    """The line with its fix, "" where the fix is elsewhere as well."""
    fix = finding.fix
    if fix is None or any((edit.line, edit.end_line) != (finding.line, finding.line) for edit in fix.edits):
        return ""
    for edit in sorted(fix.edits, key=lambda edit: -edit.column):
        text = text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]
    return text
