"""`gasmacro targets`: what `--as` and `--arch` may name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import write
from gasmacro.targets import arch, presets
from gasmacro.targets.ranges import DEFAULT_RANGES, FAMILIES, family, released

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("targets")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
def command(form: str) -> int:
    """List the assembler families with their releases, the architectures, and the presets with what they ask for.

    Releases that were measured are listed; the ones between are read by the same tables.
    """
    write(json.dumps(_document(), indent=1) + "\n" if form == "json" else "\n".join(_text()) + "\n")
    return 0


def _document() -> dict[str, Any]:
    return {
        "schema": 1,
        "families": [
            {"name": name, "title": family(name).title, "releases": released(name), "measured": family(name).releases}
            for name in FAMILIES
        ],
        "default": DEFAULT_RANGES,
        "architectures": [
            {"name": name, "title": arch.architecture(name).title, "since": arch.architecture(name).since}
            for name in arch.names()
        ],
        "presets": [
            {
                "name": found.name,
                "title": found.title,
                "asks": found.asks,
                "asks_on": found.asks_on,
                "source": found.source,
                "remark": found.remark,
            }
            for found in map(presets.preset, presets.names())
            if found is not None
        ],
    }


def _text() -> Iterator[str]:
    document = _document()
    yield "families"
    for row in document["families"]:
        yield f"  {row['name']:<12}  {row['title']}: {row['releases'][0]} to {row['releases'][-1]}"
        yield f"{'':<16}measured: {', '.join(row['measured'])}"
    yield f"\nwithout --as\n  {', '.join(document['default'])}"
    yield "\narchitectures"
    for row in document["architectures"]:
        since = ", ".join(f"{name}@{release}+" for name, release in row["since"].items())
        yield f"  {row['name']:<12}  {row['title']}{f' ({since})' if since else ''}"
    yield "\npresets"
    for row in document["presets"]:
        yield f"  {row['name']:<14}  {row['title']}: {_asked(row['asks'])}"
        yield from (f"{'':<18}on {name}: {_asked(asks)}" for name, asks in row["asks_on"].items())
        if row["remark"]:
            yield f"{'':<18}{row['remark']}"
        yield f"{'':<18}{row['source']}"


def _asked(asks: dict[str, str]) -> str:
    return ", ".join(f"{name}@{release}" for name, release in asks.items())
