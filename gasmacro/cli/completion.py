"""What a shell may complete: names of assemblers, architectures and rules, and files.

In: what was typed of a word.  Out: the words that begin so.  Tables are imported when a shell asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell's own completion of files."""
    return [_item(incomplete, kind="file")]


def folders(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell's own completion of folders."""
    return [_item(incomplete, kind="dir")]


def assemblers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Families, their releases (from `gas@` on), and presets."""
    from gasmacro.targets import presets
    from gasmacro.targets.ranges import FAMILIES, family, released

    found = {name: family(name).title for name in FAMILIES}
    head = incomplete.partition("@")[0]
    if head in FAMILIES and "@" in incomplete:
        found = {f"{head}@{release}{end}": "" for release in released(head) for end in ("", "+")}
    for name in presets.names():
        chosen = presets.preset(name)
        found[name] = chosen.title if chosen else ""
    return _beginning(found.items(), incomplete)


def architectures(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of all architectures."""
    from gasmacro.targets.arch import architecture, names

    return _beginning([(name, architecture(name).title) for name in names()], incomplete)


def rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules, and names once one is begun; behind commas the next of a list."""
    from gasmacro.control.selection import names

    before, comma, word = incomplete.rpartition(",")
    known = names()
    pairs = [(name, code) for code, name in known.items()] if word[:1].islower() else list(known.items())
    return _beginning([(f"{before}{comma}{value}", told) for value, told in pairs], incomplete)


def _beginning(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    return [_item(value, told) for value, told in pairs if value.startswith(incomplete)]


def _item(value: str, told: str = "", kind: str = "plain") -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type=kind, help=told or None)
