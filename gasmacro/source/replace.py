"""Files replaced as a whole: a reader sees the old content or the new one, never a part.

In: a path and its new bytes.  Out: the file with mode, owner and extended attributes as they were, as far as the
system lets us.  Rule: the new content goes to a file in the same folder, to the disk, and then takes the old one's
name; a link is followed, not replaced; a file that may not be written is left alone, whatever the folder allows.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile

from gasmacro.errors import InputError
from gasmacro.source.files import read_named


def replace(path: str, data: bytes, before: bytes) -> None:
    """Puts `data` in place of a file's content, which must still be `before`. Raises `InputError`."""
    target = os.path.realpath(path)
    try:
        kept = os.stat(target)
        if not stat.S_ISREG(kept.st_mode):
            raise InputError("can't be changed: it is no regular file", file=path)
        if not os.access(target, os.W_OK) or not kept.st_mode & 0o222:
            raise InputError("can't be changed: it is read-only", file=path)
        if read_named(target) != before:
            raise InputError("was changed by somebody else in the meantime: it is left as it is", file=path)
        _renamed(target, data, kept)
    except OSError as error:
        raise InputError(f"can't be changed: {(error.strerror or str(error)).lower()}", file=path) from None


def _renamed(target: str, data: bytes, kept: os.stat_result) -> None:
    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:100]}.", suffix=".gasmacro", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _owned(temporary, kept)
        _attributes(target, temporary)
        os.chmod(temporary, stat.S_IMODE(kept.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _settled(folder)


def _owned(path: str, kept: os.stat_result) -> None:
    mine = os.stat(path)
    if hasattr(os, "chown") and (mine.st_uid, mine.st_gid) != (kept.st_uid, kept.st_gid):
        with contextlib.suppress(OSError):  # only root may give a file away
            os.chown(path, kept.st_uid, kept.st_gid)


def _attributes(source: str, target: str) -> None:
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(source):
            with contextlib.suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))


def _settled(folder: str) -> None:
    """Has the folder itself written to the disk, where that is a thing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
