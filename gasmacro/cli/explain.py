"""`gasmacro explain`: a rule's page, with what real assemblers made of its examples."""

from __future__ import annotations

import click

from gasmacro.cli import completion
from gasmacro.cli.options import write
from gasmacro.rules import rule_named
from gasmacro.rules.pages import text


@click.command("explain")
@click.argument("rule", shell_complete=completion.rules, metavar="RULE")
def command(rule: str) -> int:
    """Print the page of RULE, a code such as GM201 or a name."""
    found = rule_named(rule)
    write(text(found))
    return 0
