"""The options of `gasmacro check` that choose rules and files: each stands for one of the configuration's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli import completion

if TYPE_CHECKING:
    from collections.abc import Callable


def _listed(context: click.Context, parameter: click.Parameter, value: Any) -> tuple[str, ...]:
    """`--select GM1,GM2 --select GM3` as one list."""
    return tuple(part for text in value for part in text.split(",") if part)


def _by_pattern(context: click.Context, parameter: click.Parameter, value: Any) -> dict[str, tuple[str, ...]] | None:
    """`vendor/:GM1,GM2` as the rules of a pattern; None where nothing was given."""
    from gasmacro.control.patterns import wrong

    found: dict[str, tuple[str, ...]] = {}
    for text in value:
        pattern, colon, listed = text.rpartition(":")
        rules = tuple(part for part in listed.split(",") if part)
        if not (colon and pattern and rules) or wrong(pattern.removeprefix("!")):
            raise click.BadParameter(f"{text!r} is no PATTERN:RULES, such as 'vendor/:GM1,GM201'")
        found[pattern] = (*found.get(pattern, ()), *rules)
    return found or None


_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        callback=_listed,
        shell_complete=completion.rules,
        metavar="RULES",
        help="Only these rules: GM1,GM201,...",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        callback=_listed,
        shell_complete=completion.rules,
        metavar="RULES",
        help="These rules as well.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=_listed,
        shell_complete=completion.rules,
        metavar="RULES",
        help="Not these rules.",
    ),
    click.option(
        "--per-file-ignores",
        multiple=True,
        callback=_by_pattern,
        metavar="PATTERN:RULES",
        help="Not these rules in files that the pattern fits; repeatable.",
    ),
    click.option("--severity", metavar="LEAST", help="The least severity told: error, warning (the default) or note."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Pass over these instead of the configured ones."),
    click.option("--extend-exclude", multiple=True, metavar="PATTERN", help="Pass over these as well."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="Pass over what .gitignore names (the default), or not.",
    ),
    click.option(
        "--force-exclude/--no-force-exclude", default=None, help="Excludes hold for files named here too, or not."
    ),
)


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
