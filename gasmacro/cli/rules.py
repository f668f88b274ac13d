"""`gasmacro rules`: the table of rules."""

from __future__ import annotations

import click

from gasmacro.cli.options import write
from gasmacro.rules import rules


@click.command("rules")
def command() -> int:
    """List all rules: code, name, severity, and what each is about."""
    width = max(len(rule.name) for rule in rules())
    for rule in rules():
        write(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.title()}\n")
    return 0
