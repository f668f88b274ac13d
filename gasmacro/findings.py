"""Findings: what `check` reports, with the names that outside scripts rely on.

In: nothing.  Out: immutable values.  Lines and columns count from 1, columns in Unicode characters, `end_column` is one
past the last character.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gasmacro.errors import GasmacroError
    from gasmacro.model import Frame

UNUSED_SUPPRESSION = "GM001"  # the one rule that may be told of one source and refuted by another
ACCEPTS, REJECTS, DIFFERS, MISREADS, UNKNOWN = "accepts", "rejects", "differs", "misreads", "unknown"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands from `line`:`column` up to `end_line`:`end_column` of `file` by `text`.

    `old` is what stands there, where it is known: an edit that finds something else is none.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    old: str | None = field(default=None, compare=False, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        return {name: getattr(self, name) for name in ("file", "line", "column", "end_line", "end_column", "text")}


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out: `message` in words, `applicability` "safe" or "unsafe", and the `edits` that make it."""

    message: str
    applicability: str
    edits: tuple[Edit, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        edits = [edit.as_dict() for edit in self.edits]
        return {"message": self.message, "applicability": self.applicability, "edits": edits}


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause for which assemblers part, or which all of them reject, at the place the author would change.

    `rule` and `name` name the rule; `severity` is "error", "warning" or "note"; `file`, `line`, `column`, `end_line`,
    `end_column` the place; `verdicts` maps each assembler in range to "accepts", "rejects", "differs", "misreads" or
    "unknown"; `groups` are lists of assemblers that read it the same way; `stack` is the way to the place, outermost
    first; `fix` a `Fix` or None; `help` what to write instead, in words ("" where the rule has nothing to say);
    `makes` what each assembler makes of the place, in words, and `body` the macro's statement that they make it of,
    where that is another.
    `doubtful` is one that is not reported, for its reason may be what is not known of the source.
    `candidates` are what may become the fix once it is proved, the best first; "safe" is then the most that it may be.
    """

    rule: str
    name: str
    severity: str
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    verdicts: Mapping[str, str]
    groups: list[list[str]]
    stack: tuple[Frame, ...] = ()
    fix: Fix | None = None
    help: str = ""
    makes: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    candidates: tuple[Fix, ...] = field(default=(), compare=False, repr=False)
    doubtful: bool = field(default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", [list(group) for group in self.groups])

    def hopeless(self) -> bool:
        """Whether every assembler in range rejects the place."""
        return set(self.verdicts.values()) == {REJECTS}

    def place(self) -> tuple[str, int, int, str]:
        """What orders findings and tells them apart: file, line, column, rule."""
        return self.file, self.line, self.column, self.rule

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        names = ("rule", "name", "severity", "message", "file", "line", "column", "end_line", "end_column")
        return {
            **{name: getattr(self, name) for name in names},
            "verdicts": dict(self.verdicts),
            "groups": [list(group) for group in self.groups],
            "stack": [frame.as_dict() for frame in self.stack],
            "fix": self.fix.as_dict() if self.fix else None,
        }


@dataclass(frozen=True, slots=True)
class Trouble:
    """What gasmacro could not do with a file: the `message` and its place."""

    file: str
    line: int
    column: int
    message: str

    @classmethod
    def of(cls, error: GasmacroError, file: str) -> Trouble:
        """The trouble that an error stands for; `file` where the error names none."""
        return cls(error.file or file, error.line, error.column, error.message)

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        return {"file": self.file, "line": self.line, "column": self.column, "message": self.message}

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` has to say about one source.

    `file` is its name; `assemblers` the range checked, family by family, oldest release first; `findings` in the order
    of their places; `errors` what gasmacro could not do; `notes` what it left out, in words; `suppressed` the findings
    that comments suppress, `used` the places (file, line, column) of those comments.
    """

    file: str
    assemblers: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    errors: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    used: tuple[tuple[str, int, int], ...] = ()


@dataclass(slots=True)
class Outcome:
    """All reports of one run of `gasmacro check`, what a reporter prints. `assemblers` are those of all reports."""

    assemblers: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    errors: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: int = 0
    checked: set[str] = field(default_factory=set)
    suppressed: set[tuple[str, int, int, str]] = field(default_factory=set)
    used: set[tuple[str, int, int]] = field(default_factory=set)

    def add(self, reports: Iterable[Report]) -> None:
        """Takes reports in. A place in a header that many files include is told once, under its own path where line
        markers name it from the folder of their file; a suppression in it is unused only if no file uses it."""
        told = {finding.place(): index for index, finding in enumerate(self.findings)}
        for report in reports:
            self.files += 1
            if not report.errors:
                self.checked.add(report.file)
            if report.assemblers != self.assemblers:
                self.assemblers = joined(self.assemblers, report.assemblers)
            self.errors += report.errors
            self.notes += report.notes
            self.used.update(report.used)
            self.suppressed.update(finding.place() for finding in report.suppressed)
            for finding in report.findings:
                place = finding.place()
                beside = _beside(report.file, place)
                if place in told:
                    if self.findings[told[place]].file != finding.file:
                        self.findings[told[place]] = finding
                elif beside not in told:
                    told[place] = told[beside] = len(self.findings)
                    self.findings.append(finding)
        if self.used:
            self.findings = [finding for finding in self.findings if not self._in_use(finding)]

    def _in_use(self, finding: Finding) -> bool:
        return finding.rule == UNUSED_SUPPRESSION and finding.place()[:3] in self.used

    def status(self) -> int:
        """The exit status: 2 for what gasmacro could not do, 1 for findings, 0 for neither."""
        return 2 if self.errors else 1 if self.findings else 0


def _beside(file: str, place: tuple[str, int, int, str]) -> tuple[str, int, int, str]:
    """A place whose file is told from the folder of another."""
    folder = os.path.dirname(file)
    return (os.path.normpath(os.path.join(folder, place[0])), *place[1:]) if folder and place[0] != file else place


def joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Two ranges as one: family by family, oldest release first."""
    families = list(dict.fromkeys(name.partition("@")[0] for name in (*first, *second)))
    return tuple(sorted({*first, *second}, key=lambda name: _age(name, families)))


def _age(assembler: str, families: list[str]) -> tuple[int, tuple[int, ...]]:
    family, _, release = assembler.partition("@")
    return families.index(family), tuple(int(part) for part in release.split("."))
