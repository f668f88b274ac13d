"""`gasmacro check --patch` and `--diff-base`: only what a change brings.

In: a patch, mails, or a revision.  Out: a report for each patch, or the mail that answers it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gasmacro.cli.options import source, write
from gasmacro.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gasmacro.control.config import Config
    from gasmacro.control.find import Finder
    from gasmacro.patches.brought import Brought
    from gasmacro.patches.mail import Patch

MAIL = "mail"

_OPTIONS = (
    click.option(
        "--patch",
        "patches",
        multiple=True,
        metavar="FILE",
        help="Report what a patch, a mail or a series (mbox) brings; - is standard input. Repeatable.",
    ),
    click.option("--tree", metavar="DIR", help="The tree that --patch is for; without it the hunks have to do."),
    click.option("--diff-base", metavar="REV", help="Report what the working tree brings over a revision of git."),
)


def changing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def changed(paths: Sequence[str], options: dict[str, Any], configured: Finder) -> int:
    """Reports what changes bring; the exit status."""
    from gasmacro.patches.brought import brought
    from gasmacro.pipeline.checking import check_texts

    if options["fix"] or options["patch"]:
        raise click.UsageError("--fix and --diff work on files: leave out --patch and --diff-base")
    if options["patches"] and options["diff_base"]:
        raise click.UsageError("--patch and --diff-base are two ways to name a change: give one of them")
    if options["diff_base"]:
        patches, tree, state, wanted = _since(options["diff_base"], paths, configured)
    else:
        if paths:
            raise click.UsageError("--patch names what to check: leave out the paths, or give --tree DIR")
        if options["tree"] and not os.path.isdir(options["tree"]):
            raise InputError("is no folder: --tree takes the folder that the patch is for", file=options["tree"])
        patches, tree, state = _given(options), options["tree"], {}
        wanted = _chosen(configured)
    found = brought(
        patches,
        tree,
        configured.config,
        lambda texts, path, config, partial: check_texts(texts, path, config, partial=partial),
        wanted,
        state,
    )
    for one in found:
        for note in one.notes:
            write(f"gasmacro: note: {note}\n", err=True)
    if options["form"] == MAIL:
        return _answer(found)
    return _reported(found, options, configured)


def _given(options: dict[str, Any]) -> list[Patch]:
    """The patches that the command line names."""
    from gasmacro.errors import InputError
    from gasmacro.patches.mail import patches

    out: list[Patch] = []
    for path in options["patches"]:
        data, name = source(path, options["stdin_filename"])
        found = patches(data, name)
        if not found and data.strip():
            raise InputError(
                "holds no patch: a unified diff, a mail with one, or an mbox of such mails is wanted", file=name
            )
        out += found
    return out


def _since(
    revision: str, paths: Sequence[str], configured: Finder
) -> tuple[list[Patch], str, dict[str, str], Callable[[str], bool]]:
    """The change from a revision to the working tree, the tree, its texts as they were, and which paths count."""
    from gasmacro.patches.brought import is_source
    from gasmacro.patches.mail import Patch
    from gasmacro.patches.revision import difference, old_text, top, untracked
    from gasmacro.patches.unified import read
    from gasmacro.source.files import below, decode

    start = paths[0] if paths else "."
    root = top(start if os.path.isdir(start) else os.path.dirname(start) or ".")
    tree = os.path.relpath(root)
    limits = [os.path.realpath(path) for path in paths]
    chosen = _chosen(configured)

    def wanted(path: str) -> bool:
        real = os.path.realpath(path)
        return (not limits or any(below(real, limit) for limit in limits)) and chosen(path)

    lines = decode(difference(root, revision) + untracked(root)).split("\n")
    patch = Patch(revision, lines, read(lines))
    state = {
        os.path.normpath(os.path.join(tree, change.before)): decode(old_text(root, revision, change.before))
        for change in patch.diff.files
        if change.before and is_source(change)
    }
    return [patch] if patch.diff.files else [], tree, state, wanted


def _chosen(configured: Finder) -> Callable[[str], bool]:
    """Which files of a change are reported: not those that the configuration excludes. What git ignores counts here:
    somebody changed it."""
    from gasmacro.control.search import Search

    configs: dict[int, Config] = {}

    def lenient(folder: str) -> Config:
        config = configured.config(folder)
        return configs.setdefault(id(config), config.replaced(respect_gitignore=False))

    return Search(lenient).takes


def _answer(found: list[Brought]) -> int:
    """Prints the mails that answer patches; several as an mbox."""
    from gasmacro.patches.reply import reply

    mails = [text for one in found if (text := reply(one))]
    for text in mails:
        if len(mails) > 1:
            write("From gasmacro Thu Jan  1 00:00:00 1970\n" + text.replace("\nFrom ", "\n>From ") + "\n")
        else:
            write(text)
    troubles = [trouble for one in found for report in one.reports for trouble in report.errors]
    for trouble in troubles:
        write(f"gasmacro: {trouble}\n", err=True)
    return 2 if troubles else 1 if mails else 0


def _reported(found: list[Brought], options: dict[str, Any], configured: Finder) -> int:
    """Prints reports: patch by patch for people, all at once for programs."""
    from gasmacro.cli.printing import report
    from gasmacro.findings import Outcome

    apart = options["form"] in ("full", "concise") and len(found) > 1 and not options["output_file"]
    statuses = [0]
    for group in [[one] for one in found] if apart else [found]:
        outcome = Outcome(())
        sources: dict[str, bytes] = {}
        for one in group:
            outcome.add(one.reports)
            sources.update((path, text.encode("utf-8", "surrogateescape")) for path, text in one.texts.items())
        if apart and (outcome.findings or outcome.errors):
            write(f"{group[0].patch.title()}\n\n")
        statuses.append(report(outcome, sources, options, configured))
    for note in configured.notes():
        write(f"gasmacro: note: {note}\n", err=True)
    return max(statuses)
