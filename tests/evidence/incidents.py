"""Incidents and their variants: the same mistake under other names, and one macro deeper.

In: `fixtures/incidents/*.s`.  Out: `Incident` values and variants of their sources.  Rule: a variant makes the mistake
that its original makes, so that the same assemblers reject it; only lines move.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gasmacro.rules.verdicts import short
from gasmacro.verify.fixtures import Fixture, leading_comments
from gasmacro.verify.records import Recorded
from tests.evidence.fixtures import fixtures, read_records

MENDED = "-mended"
MACRO_LAYER = frozenset(
    f"incidents/{name}"
    for name in (
        "binutils-25750-inst-paren-x86", "binutils-adjacent-strings", "cbl-1008-nonabsolute-reassign",
        "cbl-1043-pos-dot-reassign", "cbl-1050-trailing-comma", "cbl-1349-comma-after-name",
        "cbl-1415-unused-named-param", "cbl-1422-comment-in-invocation", "cbl-920-equ-forward-reassign",
        "cbl-924-macro-name-case", "cbl-939-inst-paren", "libjpeg-turbo-75-divided-condition",
        "linux-arm64-selftest-duplicate-label", "linux-cr3-switch-dollar-arg", "llvm-54834-mem-operand",
        "llvm-54834-neg-literal", "llvm-54834-star-operand", "llvm-54835-paren-escape", "llvm-60387-nesting-depth",
        "llvm-bz45051-altmacro-local", "ndk-1576-altmacro-unprefixed", "riscv-arch-test-247-if-register",
        "rpi-5718-if-string-compare", "tinymembench-20-intel-set-alias",
    )
)  # fmt: skip
"""The reproduced reports of macros, repetitions, conditionals and assignments; the others are of single statements."""
_HEADER = re.compile(r"^[ \t]*\.macro[ \t]+([\w.$]+)[ \t,]*(.*)$", re.MULTILINE)
_FORMAL = re.compile(r"([\w.$]+)(?::\w+)?(?:=[^,\s]*)?[ \t,]*")


@dataclass(frozen=True)
class Incident:
    """A public report: its `fixture` as reported, the `source` without the comments that lead it, what was `recorded`
    by assembler, and the `lines` (from 1) that were mended or complained of."""

    fixture: Fixture
    source: str
    recorded: dict[str, Recorded]
    lines: frozenset[int]

    @property
    def rejecting(self) -> frozenset[str]:
        """The assemblers that reject it."""
        return frozenset(name for name, each in self.recorded.items() if not each.accepted)

    @property
    def parts(self) -> bool:
        """Whether the assemblers come to different verdicts, or to different bytes but for what fills a section up."""
        if self.rejecting:
            return len(self.rejecting) < len(self.recorded)
        return len({_unfilled(each) for each in self.recorded.values()}) > 1

    @property
    def hopeless(self) -> bool:
        """Whether all reject it."""
        return len(self.rejecting) == len(self.recorded)


def _unfilled(each: Recorded) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, data.rstrip(b"\0")) for name, data in each.sections.items())


def incidents(mended: bool = False) -> Iterator[Incident]:
    """The incidents as reported, or as they were mended."""
    known = read_records("incidents")
    all_of_them = {fixture.name: fixture for fixture in fixtures("incidents/")}
    for name, fixture in all_of_them.items():
        if name.endswith(MENDED) is not mended:
            continue
        source, lead = _bare(fixture)
        outcomes = {short(full): each for full, each in known[name].outcomes.items()}
        lines = {line - lead for each in outcomes.values() for line, kind, _ in each.messages if kind == "error"}
        if f"{name}{MENDED}" in all_of_them:
            lines |= _changed(source, _bare(all_of_them[f"{name}{MENDED}"])[0])
        yield Incident(fixture, source, outcomes, frozenset(lines))


def _bare(fixture: Fixture) -> tuple[str, int]:
    """A source without its leading comments, and how many lines these are."""
    comments = list(leading_comments(fixture.source))
    source = fixture.source[comments[-1].end() :] if comments else fixture.source
    return source.decode(), len(comments)


def _changed(before: str, after: str) -> set[int]:
    """The lines that an edit takes away or changes, and those that something is put before."""
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    found: set[int] = set()
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            found |= set(range(start + 1, max(end, start + 1) + 1))
    return found


def renamed(source: str) -> str:
    """The source with other names for all macros and formals; a name in capitals stays in capitals."""
    altmacro = ".altmacro" in source
    out = source
    for number, header in enumerate(_HEADER.finditer(source)):
        name, formals = header[1], [found[1] for found in _FORMAL.finditer(header[2])]
        out = _word(out, name, f"zq_{number}_mac")
        for place, formal in enumerate(formals):
            fresh = f"fv{number}{place}w"
            out = re.sub(rf"\\{re.escape(formal)}(?![\w.$])", rf"\\{fresh}", out)
            out = re.sub(rf"(?<![\w.$\\]){re.escape(formal)}(?=\s*=(?!=)[^ \n]|:req|:vararg)", fresh, out)
            lines = out.split("\n")
            for at, line in enumerate(lines):
                if re.match(rf"[ \t]*\.macro[ \t]+zq_{number}_mac\b", line):
                    head, body = line.split("_mac", 1)
                    lines[at] = f"{head}_mac" + re.sub(rf"(?<![\w.$]){re.escape(formal)}(?![\w.$])", fresh, body)
                elif altmacro and not line.lstrip().startswith("."):
                    continue
                elif altmacro:
                    lines[at] = re.sub(rf"(?<![\w.$\\]){re.escape(formal)}(?![\w.$])", fresh, line)
            out = "\n".join(lines)
    return out


def _word(text: str, old: str, new: str) -> str:
    def fresh(found: re.Match[str]) -> str:
        return new.upper() if found[0].isupper() else new

    return re.sub(rf"(?<![\w.$\\]){re.escape(old)}(?![\w.$])", fresh, text, flags=re.IGNORECASE)


def nested(source: str) -> tuple[str, dict[int, int]]:
    """The source with what stands outside macros moved into one that is called at the end, and where its lines went."""
    kept: list[tuple[int, str]] = []
    moved: list[tuple[int, str]] = []
    depth = 0
    for number, line in enumerate(source.splitlines(), 1):
        word = line.strip().partition(" ")[0]
        depth += word == ".macro"
        (kept if depth or word == ".altmacro" else moved).append((number, line))
        depth -= word == ".endm"
    lines = [line for _, line in kept] + [".macro one_more_level"]
    where = {number: at for at, (number, _) in enumerate(kept, 1)}
    where |= {number: len(lines) + at for at, (number, _) in enumerate(moved, 1)}
    lines += [line for _, line in moved] + [".endm", " one_more_level", ""]
    return "\n".join(lines), where
