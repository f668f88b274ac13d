"""`gasmacro explain`: a rule's page."""

from __future__ import annotations

import click

from gasmacro.cli.options import write
from gasmacro.rules import rule_named


@click.command("explain")
@click.argument("rule", metavar="RULE")
def command(rule: str) -> int:
    """Print the page of RULE, a code such as GM201 or a name."""
    found = rule_named(rule)
    write(f"{found.code} {found.name} ({found.severity})\n\n{found.page()}\n")
    return 0
