"""`gasmacro config`: what holds for a path, and where it was said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli import completion
from gasmacro.cli.choosing import choosing
from gasmacro.cli.options import Command, finder, shared, write
from gasmacro.control.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gasmacro.control.config import Config


@click.command("config", cls=Command)
@click.argument("path", shell_complete=completion.files, metavar="[PATH]", default=".")
@shared
@choosing
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration instead.")
def command(path: str, form: str, schema: bool, **options: Any) -> int:
    """Show what holds for PATH, a file or a folder (the folder here without one), and where each value comes from.

    Exit status: 0, or 2 for a configuration that is none.
    """
    if schema:
        from gasmacro.control.schema import schema as made

        write(json.dumps(made(), indent=2) + "\n")
        return 0
    config = finder(options).config(options["stdin_filename"] if path == "-" else path)
    config.profiles()
    if form == "json":
        write(json.dumps(_document(path, config), indent=1) + "\n")
    else:
        write("".join(_text(path, config)))
    return 0


def _document(path: str, config: Config) -> dict[str, Any]:
    values = {
        option.key: {"value": getattr(config, option.name), "origin": config.origins.get(option.name, "default")}
        for option in OPTIONS
    }
    return {"schema": 1, "path": path, "file": config.file or None, "options": values}


def _text(path: str, config: Config) -> Iterator[str]:
    """TOML that says the same, each line with its origin."""
    yield f"# {path}: {config.file or 'no configuration file'}\n"
    lines = [(f"{option.key} = {_toml(getattr(config, option.name))}", option.name) for option in OPTIONS]
    width = max(len(text) for text, _ in lines if len(text) <= 60)
    for text, name in lines:
        yield f"{text:<{width}}  # {config.origins.get(name, 'default')}\n"


def _toml(value: Any) -> str:
    """A value as TOML writes it; JSON's texts, lists and booleans are TOML's as well."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return json.dumps(value)
