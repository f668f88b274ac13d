"""The cache: rows by key, in one SQLite file.

In: keys and rows.  Out: rows.  Rule: a cache is never worth an error. One that is damaged is begun anew, one that can't
be opened, is locked for too long or can't be written is passed over.  Several processes may use it at once.  The rows
used last stay when it grows over `MOST_BYTES`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

LAYOUT = 1  # of the tables; another one is another file
MOST_BYTES = 256 << 20
_PATIENCE = 5.0  # seconds for another process to finish its write
_BATCH = 256  # rows put at once


def folder() -> str:
    """Where the user's caches are, by the custom of the system; "" where none is known."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):
            base = os.path.join(home, ".cache")
    return os.path.join(base, "gasmacro") if os.path.isabs(base) else ""


class Store:
    """The cache in a folder, which is made when needed."""

    def __init__(self, where: str, most_bytes: int = MOST_BYTES) -> None:
        self.path = os.path.join(where, f"reports-{LAYOUT}.sqlite")
        self._most_bytes = most_bytes
        self._today = int(time.time() // 86400)
        self._put: dict[str, str] = {}
        self._used: list[str] = []
        self._connection: sqlite3.Connection | None = None
        try:
            os.makedirs(where, mode=0o700, exist_ok=True)
            self._connection = self._opened()
        except (OSError, sqlite3.Error):
            self._failed()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, key: str) -> str | None:
        """The row of a key."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute("SELECT row, used FROM reports WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._failed(error)
            return None
        if found is None or not isinstance(found[0], str):
            return None
        if found[1] != self._today:
            self._used.append(key)
        return found[0]

    def put(self, key: str, row: str) -> None:
        """Keep a row, in place of what the key had."""
        if self._connection is not None:
            self._put[key] = row
            if len(self._put) >= _BATCH:
                self._write()

    def close(self) -> None:
        """Write what is waiting, and let go of the file."""
        self._write()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _opened(self, *, again: bool = True) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'reports'").fetchone():
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
                connection.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait for each other
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS reports"
                    " (key TEXT PRIMARY KEY, row TEXT NOT NULL, used INTEGER NOT NULL)"
                )
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error as error:
            connection.close()
            if not (again and _damaged(error)):
                raise
            self._remove()
            return self._opened(again=False)
        return connection

    def _write(self) -> None:
        if self._connection is None or not (self._put or self._used):
            return
        rows = [(key, row, self._today) for key, row in self._put.items()]
        used = [(self._today, key) for key in self._used]
        self._put, self._used = {}, []
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO reports (key, row, used) VALUES (?, ?, ?)", rows)
            connection.executemany("UPDATE reports SET used = ? WHERE key = ?", used)
            connection.execute("COMMIT")
            self._bound(connection)
        except sqlite3.Error as error:
            self._failed(error)

    def _bound(self, connection: sqlite3.Connection) -> None:
        """Drop the half of the rows that was used longest ago when the file is too large."""
        pages, size, free = (
            _number(connection, f"PRAGMA {name}") for name in ("page_count", "page_size", "freelist_count")
        )
        if (pages - free) * size > self._most_bytes:
            half = _number(connection, "SELECT count(*) FROM reports") // 2 + 1
            connection.execute(
                "DELETE FROM reports WHERE key IN (SELECT key FROM reports ORDER BY used LIMIT ?)", (half,)
            )
            connection.execute("PRAGMA incremental_vacuum").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _failed(self, error: Exception | None = None) -> None:
        """Do without from here on; a damaged file is gone for the next time."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()
        if error is not None and _damaged(error):
            self._remove()

    def _remove(self) -> None:
        for path in _files(self.path):
            with contextlib.suppress(OSError):
                os.unlink(path)


def _files(path: str) -> Iterable[str]:
    return path, f"{path}-wal", f"{path}-shm"


def _damaged(error: Exception) -> bool:
    """Whether the file itself is no (longer a) cache; OperationalError is what passes: locked, full, not writable."""
    if isinstance(error, sqlite3.OperationalError):
        return "no such" in str(error) or "malformed" in str(error)
    return isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError))


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
