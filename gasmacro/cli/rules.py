"""`gasmacro rules`: the table of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import naming, write
from gasmacro.rules import rules

if TYPE_CHECKING:
    from gasmacro.rules import Rule


@click.command("rules")
@naming
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
def command(assemblers: tuple[str, ...], arch: str | None, form: str) -> int:
    """List all rules: code, name, severity, and what each is about.

    With --as or --arch only those whose bad example is found under these assemblers.
    """
    listed = rules()
    if assemblers or arch:
        from gasmacro.cli.chosen import finding

        listed = tuple(rule for rule in listed if finding(rule, assemblers, arch) is not None)
    if form == "json":
        import json

        write(json.dumps({"schema": 1, "rules": [_object(rule) for rule in listed]}, indent=1) + "\n")
        return 0
    width = max((len(rule.name) for rule in listed), default=0)
    for rule in listed:
        write(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.title()}\n")
    return 0


def _object(rule: Rule) -> dict[str, Any]:
    from gasmacro.rules.verdicts import example

    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "title": rule.title(),
        "arch": rule.arch(),
        "bad": example(rule, "Bad"),
        "good": example(rule, "Good"),
        "reports": rule.reports(),
    }
