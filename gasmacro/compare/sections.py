"""Sections named twice: which assembler takes other flags, another type or entity size the second time.

In: `.section` and `.pushsection` statements in order.  Out: readings of those that an assembler rejects.  Rule: GNU as
rejects changes but to sections it knows by name, whose changes it ignores; LLVM since 11 rejects all, also against what
it has made of the name before any statement.
"""

from __future__ import annotations

import re

from gasmacro.compare.refusals import Refusal
from gasmacro.engine.events import Warned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gasmacro.compare.course import Steps
    from gasmacro.compare.readings import Reader, Reading
    from gasmacro.engine.events import Event
    from gasmacro.targets.schema import Profile

NAMES = frozenset((".section", ".pushsection"))
_ARGUMENTS = re.compile(
    r'"?(?P<name>[^",\s]+)"?\s*(?:,\s*\d+\s*)?(?:,\s*"(?P<flags>[^"]*)"\s*(?:,\s*[@%]?(?P<type>\w+)\s*'
    r"(?:,\s*(?P<size>\w+)\s*)?(?:,\s*(?P<more>.*))?)?)?",
    re.DOTALL,
)
_NUMBER_SIGN = re.compile(r'"?[^",\s]+"?\s*,\s*#.*', re.DOTALL)
_PLAIN_FLAGS = re.compile(r"[awxMST]*")


class Section:
    """What is known of a section: `flags` (each once, sorted), `type` (or several that count as one) and `size`."""

    __slots__ = ("flags", "size", "type")

    def __init__(self, flags: str, type: str, size: str) -> None:  # noqa: A002
        self.flags = flags
        self.type = type
        self.size = size


def check(steps: Steps, events: Sequence[Event], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The section statements that the assembler rejects for what an earlier one said."""
    profile = reader.profile
    known: dict[tuple[str, str], Section] = {}
    for place, text, event in steps:
        operands = reader.noted[text].section
        if operands is not None and _NUMBER_SIGN.fullmatch(operands) and not profile.section_takes_number_sign:
            yield place, ("rejected", reader(text)[1], Refusal("expected string in directive", "section-number-sign"))
            continue
        if unknown := profile.unknown_section_flags & _letters(operands):
            words = f"unknown section flag `{min(unknown)}'"
            yield place, ("rejected", reader(text)[1], Refusal(words, "section-flag-letter"))
            continue
        found = _ARGUMENTS.fullmatch(operands.strip()) if operands is not None else None
        if found is None or not _PLAIN_FLAGS.fullmatch((found["flags"] or "").replace("G", "")):
            continue
        before = known.get((found["name"], found["more"] or ""))
        why = _refusal(found, known, profile)
        if before is not None and _ignored(found, before, profile):
            words = f"ignoring changed section attributes for {found['name']}"
            reader.warned.append((event, Warned(words, "section-flags-ignored")))
        if why:
            yield place, ("rejected", reader(text)[1], Refusal(why, "section-flags"))


def _ignored(found: re.Match[str], before: Section, profile: Profile) -> bool:
    """Whether other flags for a section known by its name are passed over."""
    if not found["flags"] or not re.match(profile.sections_known_by_name, found["name"]):
        return False
    return "".join(sorted(set(found["flags"]) - {"G"})) != before.flags


def _letters(operands: str | None) -> frozenset[str]:
    """The letters of the flags that a section statement names."""
    found = _FLAGS.match(operands) if operands is not None else None
    return frozenset(found[1]) if found else frozenset()


_FLAGS = re.compile(r'\s*(?:"[^"]*"|[^",\s]+)\s*(?:,\s*\d+\s*)?,\s*"([^"]*)"')


def _refusal(found: re.Match[str], known: dict[tuple[str, str], Section], profile: Profile) -> str:
    """What the assembler says against a section statement, "" for nothing; takes in what is new."""
    if not profile.section_flags_checked:
        return ""
    name, more = found["name"], found["more"] or ""
    implied = next((flags for pattern, flags in profile.implied_section_flags if re.match(pattern, name)), "")
    given = "".join(sorted(set((found["flags"] or "") + implied) - {"G"}))
    before = known.get((name, more))
    if before is None:
        flags, kind, size = profile.predefined_sections.get(name, (given, found["type"] or "progbits", found["size"]))
        before = known[name, more] = Section(flags, kind, size or "")
        if name not in profile.predefined_sections:
            return ""
    return _changed(found, given, before, name, profile)


def _changed(found: re.Match[str], given: str, before: Section, name: str, profile: Profile) -> str:
    if found["flags"] is None or re.match(profile.sections_known_by_name, name):
        return ""
    kind = found["type"]
    if (kind or profile.section_flags_checked == "always") and (kind or "progbits") not in before.type.split():
        return f"changed section type for {name}"
    if (given or kind) and given != before.flags:
        return f"changed section flags for {name}"
    if (kind or found["size"]) and (found["size"] or "") != before.size:
        return f"changed section entity size for {name}"
    return ""
