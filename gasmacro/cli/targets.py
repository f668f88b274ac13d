"""`gasmacro targets`: what `--as` and `--arch` may name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import naming, write
from gasmacro.control.config import Config
from gasmacro.targets import presets
from gasmacro.targets.arch import architecture
from gasmacro.targets.arch import names as architectures
from gasmacro.targets.ranges import DEFAULT_ARCH, DEFAULT_RANGES, FAMILIES, family, profiles, released

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("targets")
@naming
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="How to print."
)
def command(assemblers: tuple[str, ...], arch: str | None, form: str) -> int:
    """List the assembler families with their releases, the architectures, and the presets with what they ask for.

    Releases that were measured are listed; the ones between are read by the same tables. With --as or --arch the
    assemblers that these stand for are listed instead.
    """
    if assemblers or arch:
        return _chosen(assemblers or DEFAULT_RANGES, arch or DEFAULT_ARCH, form)
    write(json.dumps(_document(), indent=1) + "\n" if form == "json" else "\n".join(_text()) + "\n")
    return 0


def _chosen(assemblers: tuple[str, ...], on: str, form: str) -> int:
    """Prints the names of chosen assemblers; notes go to standard error."""
    names = [profile.assembler for profile in profiles(assemblers, on)]
    document = {"schema": 1, "arch": on, "assemblers": names}
    write(json.dumps(document, indent=1) + "\n" if form == "json" else "".join(f"{name}\n" for name in names))
    for words in Config(assemblers, on).notes():
        write(f"gasmacro: note: {words}\n", err=True)
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
            {"name": name, "title": architecture(name).title, "since": architecture(name).since}
            for name in architectures()
        ],
        "presets": [
            {
                "name": found.name,
                "title": found.title,
                "asks": found.asks,
                "asks_on": found.asks_on,
                "sources": found.sources,
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
        yield from (f"{'':<18}{source}" for source in row["sources"])


def _asked(asks: dict[str, str]) -> str:
    return ", ".join(f"{name}@{release}" for name, release in asks.items())
