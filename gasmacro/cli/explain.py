"""`gasmacro explain`: a rule's page, with what real assemblers made of its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gasmacro.cli import completion
from gasmacro.cli.options import naming, write
from gasmacro.errors import UsageError
from gasmacro.rules import rule_named, rules
from gasmacro.rules.pages import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.rules import Rule


@click.command("explain")
@click.argument("rule", shell_complete=completion.rules, metavar="RULE")
@naming
def command(rule: str, assemblers: tuple[str, ...], arch: str | None) -> int:
    """Print the page of RULE, a code such as GM201 or a name.

    With --as or --arch also what the bad example comes to under these assemblers.
    """
    found = _named(rule)
    chosen = list(_chosen(found, assemblers, arch)) if assemblers or arch else []
    write("\n".join([text(found), *chosen]) + ("\n" if chosen else ""))
    return 0


def _named(text: str) -> Rule:
    """The rule of a code or name. Raises `UsageError` with what may have been meant."""
    from gasmacro.control.meant import meant

    try:
        return rule_named(text)
    except UsageError:
        hint = meant(text, [name for rule in rules() for name in (rule.code, rule.name)])
        if not hint:
            raise
        raise UsageError(f"no rule is called {text!r}{hint}") from None


def _chosen(rule: Rule, assemblers: tuple[str, ...], arch: str | None) -> Iterator[str]:
    """The section about the assemblers that were chosen."""
    from gasmacro.cli.chosen import finding
    from gasmacro.compare.intervals import makes, sentence

    title = " ".join([", ".join(assemblers) or "All assemblers", *(["on", arch] if arch else [])])
    yield title
    yield "-" * len(title)
    told = finding(rule, assemblers, arch)
    if told is None:
        yield "Nothing is found in the bad example."
    elif told.verdicts:
        yield sentence(told.verdicts)
        yield from makes(told)
    else:
        yield told.message
