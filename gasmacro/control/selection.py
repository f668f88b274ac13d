"""Which findings count: rules chosen and left out by code, beginning of a code, or name.

In: selectors and a configuration.  Out: whether a finding of a rule in a file counts.  Rule: of the selectors that fit
a rule the longest decides, and of two equally long ones the one that leaves it out; a note counts when its rule is
named in full, or when notes are asked for.
"""

from __future__ import annotations

import functools
import re

from gasmacro.control.meant import meant
from gasmacro.control.options import SEVERITIES
from gasmacro.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gasmacro.control.config import Config
    from gasmacro.findings import Finding

ALL = "ALL"
_BEGINNING = re.compile(r"GM\d{0,3}")
_MODULE = re.compile(r"gm\d{3}_\w+")


@functools.cache
def names() -> Mapping[str, str]:
    """Code to name of every rule, from the names of their modules: none is imported."""
    import pkgutil

    from gasmacro import rules

    found = sorted(module.name for module in pkgutil.iter_modules(rules.__path__) if _MODULE.fullmatch(module.name))
    return {name[:5].upper(): name[6:].replace("_", "-") for name in found}


def codes(selector: str) -> tuple[str, ...]:
    """The codes that a selector stands for, in order. Raises `UsageError` where there are none."""
    known = names()
    text = selector.strip()
    if text.upper() == ALL:
        return tuple(known)
    if _BEGINNING.fullmatch(text.upper()):
        found = tuple(code for code in known if code.startswith(text.upper()))
    else:
        found = tuple(code for code, name in known.items() if name == text.lower())
    if not found:
        hint = meant(text, [*known, *known.values()]) or ": `gasmacro rules` lists them all"
        raise UsageError(f"no rule is called {selector!r}{hint}")
    return found


def weight(selector: str) -> int:
    """How much a selector decides: nothing for `ALL`, a code's length for a beginning, most for a name."""
    text = selector.strip().upper()
    return 0 if text == ALL else len(text) if _BEGINNING.fullmatch(text) else len("GM000")


def heaviest(selectors: Iterable[str], code: str) -> int:
    """The weight of the selector that decides most of those that fit a rule, -1 where none fits."""
    return max((weight(selector) for selector in selectors if code in codes(selector)), default=-1)


class Selection:
    """What a configuration chooses."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._known: dict[str, bool] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._least = SEVERITIES.index(config.severity)

    def chosen(self, code: str) -> bool:
        """Whether a rule counts at all."""
        if code not in self._known:
            config = self._config
            wanted = max(heaviest(config.select, code), heaviest(config.extend_select, code))
            self._known[code] = wanted > heaviest(config.ignore, code)
        return self._known[code]

    def counts(self, finding: Finding) -> bool:
        """Whether a finding counts: its rule, its severity, and its file."""
        config = self._config
        if not self.chosen(finding.rule) or not self._severe(finding):
            return False
        if not config.per_file_ignores:
            return True
        return heaviest(self._ignored(finding.file), finding.rule) < 0

    def _severe(self, finding: Finding) -> bool:
        if SEVERITIES.index(finding.severity) <= self._least:
            return True
        whole = len("GM000")
        return heaviest((*self._config.select, *self._config.extend_select), finding.rule) >= whole

    def _ignored(self, file: str) -> tuple[str, ...]:
        """The selectors that the patterns of a file leave out."""
        if file not in self._files:
            from gasmacro.control.patterns import Patterns

            found: list[str] = []
            for pattern, selectors in self._config.per_file_ignores.items():
                other = pattern.startswith("!")
                if Patterns((pattern.removeprefix("!"),), self._config.root).match(file) is not other:
                    found += selectors
            self._files[file] = tuple(found)
        return self._files[file]
