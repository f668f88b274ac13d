"""The one door to the file system: bytes of a source, of what it includes, and nothing else.

In: names as a source or a user writes them.  Out: bytes.  Rule: a name in a source reaches regular files under the
source's own folder or an include folder, never devices, pipes, or files elsewhere through links or `..`; nothing larger
than `SIZE_LIMIT` is read.  What is read and looked for is entered in the `LEDGER`, if there is one.  Tests use `Memory`
instead of `Disk`.
"""

from __future__ import annotations

import os
import stat
from contextvars import ContextVar

from gasmacro.errors import InputError, LimitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO, Protocol

    class Files(Protocol):
        """What the engine and the C-preprocessor lines ask of a file system."""

        def find(self, name: str) -> str | None:
            """The path of an included file, or None where there is none that may be read."""

        def exists(self, name: str) -> bool:
            """Whether `find` has an answer."""

        def seek(self, folder: str, name: str) -> str | None:
            """The path of a file in one folder, or None where there is none that may be read."""

        def load(self, path: str) -> bytes:
            """The bytes of a file that `seek` found."""

        def read(self, name: str) -> bytes:
            """The bytes of an included file; InputError where `find` has no answer."""


_BEGINNING = 1 << 16  # characters that tell whether a file is text
_WINDOW, _LAP = 1 << 20, 1 << 12
SIZE_LIMIT = 16 << 20  # bytes: a hundred times the largest preprocessed source of a kernel

# Path to what it really is ("" for no regular file) and the SHA-256 of what was read of it ("" for nothing).
LEDGER: ContextVar[dict[str, tuple[str, str]] | None] = ContextVar("ledger", default=None)


def decode(data: bytes) -> str:
    """Bytes as text of which nothing is lost: UTF-8, undecodable bytes as lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def legible(text: str, name: str) -> str:
    """A source's text, where it is one. No assembler reads an object file or UTF-16, but each line of it would be a
    finding of its own; single NULs some assemblers do read. Raises `InputError`."""
    beginning = text[:_BEGINNING]
    if "\0" in beginning:
        found = [
            index for index, character in enumerate(beginning) if character < " " and character not in "\t\n\v\f\r"
        ]
        wide = text[:2] in ("\udcff\udcfe", "\udcfe\udcff") or beginning.count("\0") * 3 > len(beginning) > 30
        if wide or (len(found) >= 64 and len(found) * 20 > len(beginning)):
            line = beginning.count("\n", 0, found[0]) + 1
            raise InputError(
                f"is no assembler source: {len(found)} of its first {len(beginning)} characters are control "
                "characters, as in an object file or UTF-16; name the source, in UTF-8, or exclude the file",
                file=name,
                line=line,
                column=found[0] - beginning.rfind("\n", 0, found[0]),
            )
    return text


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream (standard input), up to the size limit."""
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise _too_large(name)
    return data


def read_named(path: str) -> bytes:
    """The bytes of a file that the user named."""
    try:
        with open(path, "rb") as stream:
            if stat.S_ISDIR(os.fstat(stream.fileno()).st_mode):
                raise InputError("is a folder, not a file", file=path)
            data = read_stream(stream, path)
    except OSError as error:
        raise InputError(f"can't be read: {_reason(error)}", file=path) from None
    except ValueError:  # a NUL in the name
        raise InputError("can't be read: not a file name", file=path.replace("\0", "\\0")) from None
    return _entered(path, data)


def windows(path: str, most: int) -> Iterator[bytes]:
    """The bytes of a regular file in parts that lap over by some lines; none where it is larger than `most` bytes, or
    can't be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode) or os.path.getsize(path) > most:
            return
        with open(path, "rb") as stream:
            before = b""
            while part := stream.read(_WINDOW):
                yield before + part
                before = part[-_LAP:]
    except (OSError, ValueError):
        return


def _entered(path: str, data: bytes) -> bytes:
    ledger = LEDGER.get()
    if ledger is not None:
        from hashlib import sha256

        ledger[path] = (regular(path), sha256(data).hexdigest())
    return data


def regular(path: str) -> str:
    """Where a path leads when all links are followed; "" where that is no regular file."""
    try:
        return os.path.realpath(path) if stat.S_ISREG(os.stat(path).st_mode) else ""
    except (OSError, ValueError):
        return ""


def read_regular(path: str, limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of a file that the user did not name: a regular one of at most `limit` bytes, anything else is an
    InputError. Never waits for a pipe."""
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise InputError("is no regular file", file=path)
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"can't be read: {_reason(error)}", file=path) from None
    except ValueError:  # a NUL in the name
        raise InputError("can't be read: not a file name", file=path.replace("\0", "\\0")) from None
    if len(data) > limit:
        raise _too_large(path, limit)
    return _entered(path, data)


def met(path: str, folder: str) -> bool:
    """Whether a search below a folder that met a file may take it: a regular file that no link leads out of it."""
    try:
        kind = os.lstat(path).st_mode
        if stat.S_ISLNK(kind):
            return stat.S_ISREG(os.stat(path).st_mode) and below(os.path.realpath(path), os.path.realpath(folder))
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(kind)


def below(real: str, root: str) -> bool:
    """Whether a path is a folder or anything in it; both with links followed."""
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _too_large(path: str, limit: int = SIZE_LIMIT) -> LimitError:
    return LimitError(f"is larger than {limit >> 20} MiB, the most that gasmacro reads of one file", file=path)


class Disk:
    """Files below `folder` (the source's own) and `include_dirs`, in this order. `root` is a folder in which `..` and
    links may lead anywhere; `renamed` has the folders that stand for the beginnings of some names; `named` are files
    that the user named, wherever they are."""

    def __init__(
        self,
        folder: str,
        include_dirs: Sequence[str] = (),
        root: str = "",
        renamed: Sequence[tuple[str, str]] = (),
        named: Sequence[str] = (),
    ) -> None:
        self.folders = [folder, *include_dirs]
        self._reach = (*self.folders, *([root] if root else ()))
        self._roots: list[str] = []
        self._renamed = renamed
        self._named = frozenset(os.path.realpath(name) for name in named)
        self._found: dict[str, str | None] = {}

    def find(self, name: str) -> str | None:
        """The path of an included file, or None where there is none that may be read."""
        if name not in self._found:
            self._found[name] = next((path for path in self._candidates(name) if self._allowed(path)), None)
        return self._found[name]

    def _candidates(self, name: str) -> Iterator[str]:
        for folder in self.folders:
            yield self._under(folder, name)
        for beginning, folder in self._renamed:
            if name.startswith(beginning):
                yield self._under(folder, name[len(beginning) :])

    @staticmethod
    def _under(folder: str, name: str) -> str:
        path = os.path.join(folder, name)
        return os.path.normpath(path) if ".." in name or "./" in name else path

    def _allowed(self, path: str) -> bool:
        real = regular(path)
        ledger = LEDGER.get()
        if ledger is not None:
            ledger.setdefault(path, (real, ""))
        if not real:
            return False
        self._roots = self._roots or [os.path.realpath(root or ".") for root in self._reach]
        return real in self._named or any(below(real, root) for root in self._roots)

    def seek(self, folder: str, name: str) -> str | None:
        """The path of a file in one folder, or None where there is none that may be read."""
        path = self._under(folder, name)
        return path if self._allowed(path) else None

    def load(self, path: str) -> bytes:
        """The bytes of a file that `seek` found."""
        return read_regular(path)

    def exists(self, name: str) -> bool:
        """Whether `find` has an answer."""
        return self.find(name) is not None

    def read(self, name: str) -> bytes:
        """The bytes of an included file; InputError where `find` has no answer."""
        path = self.find(name)
        if path is None:
            raise InputError(f"{name!r} is no regular file in the source's folder or an include folder")
        return read_regular(path)


class Memory:
    """Files that a mapping from names to contents holds."""

    def __init__(self, contents: Mapping[str, str | bytes]) -> None:
        self.contents = contents

    def find(self, name: str) -> str | None:
        """The name itself, if the mapping has it."""
        return name if name in self.contents else None

    def seek(self, folder: str, name: str) -> str | None:
        """The path of a file in one folder, if the mapping has it."""
        path = os.path.normpath(os.path.join(folder, name))
        return path if path in self.contents else None

    def load(self, path: str) -> bytes:
        """The content of a path as bytes."""
        return self.read(path)

    def exists(self, name: str) -> bool:
        """Whether the mapping has the name."""
        return name in self.contents

    def read(self, name: str) -> bytes:
        """The content of a name as bytes."""
        content = self.contents[name]
        return content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
