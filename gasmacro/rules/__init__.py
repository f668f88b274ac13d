"""Rules: each names and explains a kind of difference. One module each, named by its code, found by looking.

A rule's module opens with its page: a title, then the sections `What happens`, `Why`, `Bad`, `Good`, `Fix`, underlined
with dashes (and `Architecture`, where the examples are not for x86_64, and `Reports`, the public reports, one a line).
It defines one subclass of `Rule`.  The first rule that explains a difference tells it.
"""

from __future__ import annotations

import functools
import pkgutil
import re
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from gasmacro.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gasmacro.compare.difference import Difference
    from gasmacro.engine.events import Origin
    from gasmacro.findings import Fix

_MODULE = re.compile(r"gm\d{3}_\w+")
_SECTION = re.compile(r"^(\w[^\n]*)\n-{3,}\n", re.MULTILINE)


class Span:
    """A stretch of one source line: `file`, `line`, `column` to `end_column` (one past the last), all from 1."""

    __slots__ = ("column", "end_column", "file", "line")

    def __init__(self, file: str, line: int, column: int, end_column: int) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.end_column = max(end_column, column + 1)

    @classmethod
    def of(cls, origin: Origin, start: int = 0, end: int | None = None) -> Span:
        """A statement, or from offset `start` up to `end` of its text, as far as its first line goes."""
        text = origin.text.split("\n", 1)[0].rstrip()
        stop = len(text) if end is None else min(end, len(text))
        return cls(origin.file, origin.line, origin.column + start, origin.column + stop)


class Told:
    """What a rule says of a difference: the `message`, the `span` to be marked, `help`, and what may be its fix: `fix`
    (or None), then `others`. Each is proved before it is offered, and "safe" is the most that it may be."""

    __slots__ = ("fix", "help", "message", "others", "span")

    def __init__(
        self,
        message: str,
        span: Span,
        help: str = "",  # noqa: A002
        fix: Fix | None = None,
        others: Iterable[Fix] = (),
    ) -> None:
        self.message = message
        self.span = span
        self.help = help
        self.fix = fix
        self.others = tuple(others)


class Rule:
    """A kind of difference: its `code`, `name` (of the bad pattern), `severity`, and what it says of one.

    Rules are asked by rising `order`, those of one order by their codes: the narrow before the wide, and last the two
    that explain what no other does.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[str] = "error"
    order: ClassVar[int] = 50
    examples: ClassVar[str] = "example.s"  # what the examples are, by a file name

    def explain(self, difference: Difference) -> list[Told]:
        """What the rule says of a difference: nothing where it is not of its kind."""
        raise NotImplementedError

    def page(self) -> str:
        """The rule's whole page."""
        return (sys.modules[type(self).__module__].__doc__ or "").strip()

    def title(self) -> str:
        """The page's first line."""
        return self.page().split("\n", 1)[0].rstrip(".")

    def sections(self) -> list[tuple[str, str]]:
        """The names and texts of the page's sections, in order."""
        pieces = _SECTION.split(self.page())
        return list(zip(pieces[1::2], [piece.strip() for piece in pieces[2::2]], strict=True))

    def section(self, name: str) -> str:
        """The text of one section of the page, "" where it has none."""
        return dict(self.sections()).get(name, "")

    def arch(self) -> str:
        """The architecture that the examples are for."""
        return self.section("Architecture") or "x86_64"

    def reports(self) -> list[str]:
        """The addresses of the public reports."""
        return self.section("Reports").split()


@functools.cache
def asked() -> tuple[Rule, ...]:
    """All rules in the order in which they are asked."""
    return tuple(sorted(rules(), key=lambda rule: (rule.order, rule.code)))


class CommentRule(Rule):
    """A rule about suppressions: it is told where they are read and explains no difference."""

    severity: ClassVar[str] = "warning"

    def explain(self, difference: Difference) -> list[Told]:
        """Nothing: no assembler sees a comment."""
        return []


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their codes."""
    return tuple(_made(name) for name in sorted(_modules()))


def _modules() -> Iterator[str]:
    return (module.name for module in pkgutil.iter_modules(__path__) if _MODULE.fullmatch(module.name))


def _made(name: str) -> Rule:
    module: Any = __import__(f"{__name__}.{name}", fromlist=["__doc__"])
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
    ]
    rule: Rule = found[-1]()
    return rule


def rule_named(text: str) -> Rule:
    """A rule by its code or name, in any case. Raises `UsageError`."""
    wanted = text.strip().lower()
    for rule in rules():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise UsageError(f"no rule is called {text!r}: `gasmacro rules` lists them all")
