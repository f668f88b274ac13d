"""A revision of a git repository in, the patch from it to the working tree out.

Rule: git is asked because the command line names a revision; what the repository's configuration would start (textual
conversion, external diffs, a file system monitor) is switched off.
"""

from __future__ import annotations

import os
import subprocess

from gasmacro.errors import InputError, UsageError

_GIT = (
    "git",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "diff.noprefix=false",
    "-c",
    "diff.mnemonicPrefix=false",
)
_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/")


def top(folder: str) -> str:
    """The root of the working tree that a folder is in. Raises `UsageError` where it is in none."""
    return _git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")


def difference(root: str, revision: str) -> bytes:
    """The diff from a revision to the working tree. Raises `UsageError` for what is no revision."""
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision")
    _git(
        root,
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{commit}}",
        words=f"{revision!r} is no revision",
    )
    return _git(root, *_DIFF, "--unified=3", revision, "--")


def old_text(root: str, revision: str, name: str) -> bytes:
    """A file as it was at a revision."""
    return _git(root, "cat-file", "blob", f"{revision}:{name}")


def _git(folder: str, *arguments: str, words: str = "") -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run((*_GIT, *arguments), cwd=folder or ".", env=environment, capture_output=True, check=False)
    except OSError:
        raise InputError("git can't be started: --diff-base needs it", file=folder or ".") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().split("\n")[0]
        raise UsageError(words or f"git: {said or 'failed'}")
    return done.stdout
