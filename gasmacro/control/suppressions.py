"""Suppressions: comments of a source that say which findings are meant to be there, and why.

In: a source's text and its findings.  Out: the findings that stay, with those about suppressions themselves.  Rule:
`gasmacro: ignore[GM101] reason` on lines of its own holds for the next statement, behind a statement for that one;
`gasmacro: ignore-file[GM101] reason` for the whole file.  One that has no reason, names no rule, or has nothing to
suppress is a finding.
"""

from __future__ import annotations

import os
import re

from gasmacro.control import MARK
from gasmacro.control.comments import Lines
from gasmacro.control.selection import codes, names
from gasmacro.errors import GasmacroError, UsageError
from gasmacro.findings import UNUSED_SUPPRESSION, Finding
from gasmacro.source.files import decode, read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gasmacro.control.comments import Comment
    from gasmacro.control.selection import Selection
    from gasmacro.targets.schema import Profile

REASONLESS, UNKNOWN = "GM002", "GM003"
_FORM = re.compile(r"gasmacro:\s*(?P<word>[\w-]*)\s*(?:\[(?P<rules>[^\]\n]*)(?P<end>\]?))?\s*(?P<reason>.*)", re.DOTALL)
_SELECTOR = re.compile(r"[^,\s][^,]*")
_WORDS = ("ignore", "ignore-file")
_C_SOURCES = frozenset((".c", ".cc", ".cpp", ".cxx", ".hh", ".hpp"))


class Suppression:
    """One rule that a comment names: the `codes` it stands for, its place (`file`, `line`, `column`, `end_column`), the
    lines it holds for (`targets`, None for the whole file), and whether it was `used`."""

    __slots__ = ("codes", "column", "end_column", "file", "line", "selector", "targets", "used")

    def __init__(
        self,
        selector: str,
        found: tuple[str, ...],
        place: tuple[str, int, int],
        targets: frozenset[tuple[str, int]] | None,
    ) -> None:
        self.selector = selector
        self.codes = found
        self.file, self.line, self.column = place
        self.end_column = self.column + len(selector)
        self.targets = targets
        self.used = False

    def holds(self, finding: Finding) -> bool:
        """Whether it suppresses a finding."""
        if finding.rule not in self.codes:
            return False
        if self.targets is None:
            return finding.file == self.file
        return (finding.file, finding.line) in self.targets


class Suppressions:
    """The suppressions of one text and what is wrong with them, as findings."""

    def __init__(self, text: str, filename: str, profiles: Sequence[Profile], preprocessor: bool) -> None:
        self.all: list[Suppression] = []
        self.wrong: list[Finding] = []
        if MARK not in text:
            return
        in_c = os.path.splitext(filename)[1].lower() in _C_SOURCES
        self._lines = Lines(
            text,
            filename,
            anywhere={sign for profile in profiles for sign in profile.line_comments} if not in_c else (),
            at_start={sign for profile in profiles for sign in profile.line_start_comments} if not in_c else (),
            preprocessor=preprocessor,
        )
        for comment in self._lines.comments:
            if comment.text.startswith(MARK):
                self._read(comment)

    def _read(self, comment: Comment) -> None:
        found = _FORM.fullmatch(comment.text)
        assert found is not None
        file, line = self._lines.places[comment.first]
        whole = (file, line, comment.column, comment.column + len(comment.text.split("\n", 1)[0]))
        word = found["word"]
        if word not in _WORDS or found["rules"] is None or not found["end"]:
            self._wrong(UNKNOWN, "is no suppression: write `gasmacro: ignore[GM101] reason`", whole)
            return
        selectors = list(_SELECTOR.finditer(comment.text, found.start("rules"), found.end("rules")))
        if not selectors:
            self._wrong(UNKNOWN, "names no rule: write `gasmacro: ignore[GM101] reason`", whole)
        for each in selectors:
            selector = each[0].rstrip()
            column = comment.column + each.start()
            try:
                rules = codes(selector)
            except UsageError as error:
                self._wrong(UNKNOWN, error.message, (file, line, column, column + len(selector)))
                continue
            targets = None if word == "ignore-file" else self._targets(comment)
            self.all.append(Suppression(selector, rules, (file, line, column), targets))
        if selectors and not found["reason"].strip(" \t*-:"):
            message = "the suppression gives no reason: write why behind the bracket"
            self._wrong(REASONLESS, message, whole)

    def _targets(self, comment: Comment) -> frozenset[tuple[str, int]]:
        lines = self._lines
        found = lines.statement_after(comment.last) if comment.alone else lines.statement_around(comment.first)
        return frozenset(lines.places[index] for index in found)

    def _wrong(self, code: str, message: str, place: tuple[str, int, int, int]) -> None:
        self.wrong.append(_finding(code, message, place))

    def unused(self, chosen: Callable[[str], bool]) -> list[Finding]:
        """A finding for each suppression that suppressed nothing, though its rule counts."""
        return [
            _finding(
                UNUSED_SUPPRESSION,
                f"there is no finding of {each.selector} here: remove the suppression",
                (each.file, each.line, each.column, each.end_column),
            )
            for each in self.all
            if not each.used and any(chosen(code) for code in each.codes)
        ]


def _finding(code: str, message: str, place: tuple[str, int, int, int]) -> Finding:
    file, line, column, end_column = place
    return Finding(code, names()[code], "warning", message, file, line, column, line, end_column, {}, [])


class Sieve:
    """Takes the suppressed findings out of one source's, and tells what is wrong with its suppressions.

    `kept` and `suppressed` are the findings; `used` the places of the suppressions that did something, in any file.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        filename: str,
        profiles: Sequence[Profile],
        chosen: Selection,
        preprocessed: Callable[[str], bool],
    ) -> None:
        self._texts = texts
        self._filename = filename
        self._profiles = profiles
        self._chosen = chosen
        self._preprocessed = preprocessed
        self._own = Suppressions(texts[filename], filename, profiles, preprocessed(filename))
        self._others: dict[str, Suppressions] = {}
        self.kept: list[Finding] = []
        self.suppressed: list[Finding] = []
        self.used: tuple[tuple[str, int, int], ...] = ()

    def sift(self, findings: Iterable[Finding], *, complete: bool) -> None:
        """Sorts findings. `complete`: everything in the source was looked at, so that what is unused can be told."""
        for finding in findings:
            holding = [each for each in self._for(finding.file) if each.holds(finding)]
            for each in holding:
                each.used = True
            (self.suppressed if holding else self.kept).append(finding)
        told = self._own.wrong + (self._own.unused(self._chosen.chosen) if complete else [])
        self.kept += [finding for finding in told if self._chosen.counts(finding)]
        self.kept.sort(key=lambda finding: finding.place())
        everything = [self._own, *self._others.values()]
        self.used = tuple((each.file, each.line, each.column) for some in everything for each in some.all if each.used)

    def _for(self, file: str) -> list[Suppression]:
        """The suppressions that may hold for a finding in a file: those of the source, and of the file if it is
        read."""
        if file == self._filename:
            return self._own.all
        if file not in self._others:
            self._others[file] = Suppressions(self._content(file), file, self._profiles, self._preprocessed(file))
        return self._own.all + self._others[file].all

    def _content(self, file: str) -> str:
        """The text of a file that was included, "" where it is no regular file that can be read."""
        if file in self._texts:
            return self._texts[file]
        try:
            return decode(read_regular(file))
        except GasmacroError:
            return ""
