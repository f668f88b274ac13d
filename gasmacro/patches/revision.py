"""A revision of a git repository in, the patch from it to the working tree out.

Rule: git is asked because the command line names a revision; what the repository's configuration would start (textual
conversion, external diffs, filters, a file system monitor, a remote of a partial clone) is switched off.  A file that
git does not know yet and does not ignore is a new one.
"""

from __future__ import annotations

import os
import subprocess

from gasmacro.errors import GasmacroError, InputError, UsageError
from gasmacro.source.discover import SUFFIXES
from gasmacro.source.files import below, decode, met, read_regular

_OFF = {
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "diff.noprefix": "false",
    "diff.mnemonicPrefix": "false",
    "diff.relative": "false",
}
_DIFF = (
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--find-renames",
    "--submodule=short",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--unified=3",
)
_SOURCES = tuple(f":(icase)*{suffix}" for suffix in sorted(SUFFIXES))


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
    said = _git(root, "config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.", none=True)
    filters = {name.rpartition(".")[0] for name in decode(said).split("\0") if name}
    off = {
        f"{name}.{key}": value
        for name in filters
        for key, value in (("clean", ""), ("process", ""), ("required", "false"))
    }
    return _git(root, *_DIFF, revision, "--", *_SOURCES, off=off)


def untracked(root: str) -> bytes:
    """The diff that makes the sources which git does not know yet."""
    names = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *_SOURCES)
    return b"".join(_new(root, name) for name in decode(names).split("\0") if name)


def _new(root: str, name: str) -> bytes:
    """The diff that makes a file; nothing for what is no regular file of the working tree."""
    path = os.path.join(root, name)
    top = os.path.realpath(root)
    if os.path.islink(path) or not met(path, root) or not below(os.path.realpath(path), top):
        return b""
    try:
        lines = read_regular(path).removesuffix(b"\n").split(b"\n")
    except GasmacroError:
        return b""
    quoted = "".join(
        character if character not in '"\\\n\r\t' else f"\\{ord(character):03o}" for character in f"b/{name}"
    )
    head = f'--- /dev/null\n+++ "{quoted}"\n@@ -0,0 +1,{len(lines)} @@\n'
    return head.encode("utf-8", "surrogateescape") + b"".join(b"+" + line + b"\n" for line in lines)


def old_text(root: str, revision: str, name: str) -> bytes:
    """A file as it was at a revision."""
    return _git(root, "cat-file", "blob", f"{revision}:{name}")


def _git(folder: str, *arguments: str, words: str = "", off: dict[str, str] | None = None, none: bool = False) -> bytes:
    """What git prints. `words` is what its failure means, `off` is more of the configuration to override, `none` says
    that a failure is nothing found."""
    override = {**_OFF, **(off or {})}
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    environment["GIT_CONFIG_COUNT"] = str(len(override))
    for index, (key, value) in enumerate(override.items()):
        environment[f"GIT_CONFIG_KEY_{index}"], environment[f"GIT_CONFIG_VALUE_{index}"] = key, value
    try:
        done = subprocess.run(("git", *arguments), cwd=folder or ".", env=environment, capture_output=True, check=False)
    except OSError:
        raise InputError("git can't be started: --diff-base needs it", file=folder or ".") from None
    if done.returncode and none:
        return b""
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().split("\n")[0]
        raise UsageError(words or f"git: {said or 'failed'}")
    return done.stdout
