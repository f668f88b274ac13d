"""What a report hangs on, as a key of the cache.

In: a file's name and content, its configuration.  Out: a SHA-256 in hexadecimal, or None for a configuration that holds
something without a plain value.  Rule: everything that can change a report is in the key (gasmacro itself, the name as
given and in full, every option, the flags and the tree that were found) or in the row's list of other files.
"""

from __future__ import annotations

import functools
import hashlib
import os

from gasmacro.__about__ import __version__
from gasmacro.control.config import Config
from gasmacro.errors import GasmacroError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = 1  # what a row looks like


class _UnknownError(Exception):
    """A value that the key can't tell from others."""


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def key(path: str, content: str, config: object) -> str | None:
    """The key of the report of a file whose content has the digest `content`; None where it can't be told apart, as
    where a compiler reads what nobody here sees."""
    if getattr(config, "cpp", ""):
        return None
    try:
        options = _option_text(config)
        around = plain(config.around(path)) if isinstance(config, Config) else ""
    except (_UnknownError, OSError, GasmacroError):
        return None
    parts = (str(SCHEMA), gasmacro_itself(), path, os.path.abspath(path), options, around, content)
    return digest("\0".join(parts).encode("utf-8", "surrogateescape"))


_texts: dict[int, tuple[object, str]] = {}  # by the configuration's id; the configuration is kept, so that it stays its


def _option_text(config: object) -> str:
    known = _texts.get(id(config))
    if known is None:
        if len(_texts) > 1000:  # a folder each with a file of its own
            _texts.clear()
        known = _texts[id(config)] = (config, plain(config) + "".join(map(_state, _named(config))))
    return known[1]


def _named(config: object) -> tuple[str, ...]:
    """The files and folders that a configuration names to be read."""
    named = (*getattr(config, "stubs", ()), getattr(config, "baseline", ""))
    return tuple(os.path.join(getattr(config, "root", ""), path) for path in named if path)


def _state(path: str) -> str:
    """What a file holds, or all files of a folder; "" for what is not there. Raises OSError for what can't be read."""
    if os.path.isdir(path):
        return "".join(_state(os.path.join(path, name)) for name in sorted(os.listdir(path)))
    if not os.path.isfile(path):
        return ""
    with open(path, "rb") as stream:
        return digest(stream.read())


def plain(value: object) -> str:
    """One text for all values that are equal, for the plain types, containers of them, and objects made of them."""
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, (list, tuple)):
        return f"({','.join(map(plain, value))})"
    if isinstance(value, (set, frozenset)):
        return f"{{{','.join(sorted(map(plain, value)))}}}"
    if isinstance(value, dict):
        return f"[{','.join(f'{plain(name)}={plain(each)}' for name, each in value.items())}]"
    fields = dict(_fields(value))
    if not fields or callable(value):
        raise _UnknownError
    return f"{type(value).__qualname__}[{','.join(f'{name}={plain(each)}' for name, each in sorted(fields.items()))}]"


def _fields(value: object) -> Iterator[tuple[str, object]]:
    yield from getattr(value, "__dict__", {}).items()
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                yield name, getattr(value, name)


@functools.cache
def gasmacro_itself() -> str:
    """The version, and size and time of every module: a checkout under work is another gasmacro after each change."""
    found = [__version__]
    waiting = [os.path.dirname(os.path.dirname(__file__))]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name == "__pycache__":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        state = entry.stat()
                        found.append(f"{entry.path}:{state.st_size}:{state.st_mtime_ns}")
        except OSError:  # inside a zip file
            continue
    return digest("\n".join(sorted(found)).encode("utf-8", "surrogateescape"))
