"""The cache's file: what is put is got; damage, age, size and other processes make no errors."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gasmacro.many.store import Store, folder


def path(where: Path) -> Path:
    return Path(Store(str(where)).path)


def test_rows_stay_from_run_to_run(tmp_path: Path) -> None:
    with Store(str(tmp_path / "new" / "cache")) as store:
        assert store.get("a") is None
        store.put("a", "first")
        store.put("a", "second")
    with Store(str(tmp_path / "new" / "cache")) as store:
        assert store.get("a") == "second"
        assert store.get("b") is None


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be one", b"", b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    file = path(tmp_path)
    for name in ("", "-wal", "-shm"):
        Path(f"{file}{name}").unlink(missing_ok=True)
    file.write_bytes(damage)
    for _ in range(2):  # found when it is opened, or when it is used
        with Store(str(tmp_path)) as store:
            store.get("a")
            store.put("a", "row")
    with Store(str(tmp_path)) as store:
        assert store.get("a") == "row"


def test_pages_overwritten_in_the_middle_are_no_error(tmp_path: Path) -> None:
    with Store(str(tmp_path)) as store:
        for number in range(2000):
            store.put(f"{number:064}", "x" * 100)
    data = bytearray(path(tmp_path).read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path(tmp_path).write_bytes(data)
    with Store(str(tmp_path)) as store:
        found = [store.get(f"{number:064}") for number in range(0, 2000, 7)]
        assert {None, "x" * 100} >= set(found)
        store.put("a", "row")
    with Store(str(tmp_path)) as store:
        store.put("a", "row")
    with Store(str(tmp_path)) as store:
        assert store.get("a") in {"row", None}


def test_a_table_of_another_layout_is_begun_anew(tmp_path: Path) -> None:
    file = path(tmp_path)
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE reports (other TEXT)")
    connection.close()
    for _ in range(2):
        with Store(str(tmp_path)) as store:
            store.get("a")
            store.put("a", "row")
    with Store(str(tmp_path)) as store:
        assert store.get("a") == "row"


def test_a_folder_that_cant_be_made_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Store(str(tmp_path / "file" / "cache")) as store:
        store.put("a", "row")
        assert store.get("a") is None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    with Store(str(tmp_path)) as store:
        for number in range(100):
            store.put(f"old{number}", "x" * 1000)
    connection = sqlite3.connect(path(tmp_path))
    connection.execute("UPDATE reports SET used = 1")
    connection.commit()
    connection.close()
    with Store(str(tmp_path), most_bytes=150_000) as store:
        assert store.get("old7")  # used today
        for number in range(90):
            store.put(f"new{number}", "y" * 1000)
    with Store(str(tmp_path)) as store:
        kept = [name for name in ("old7", "old8", "new0", "new89") if store.get(name)]
    assert kept == ["old7", "new0", "new89"]
    assert path(tmp_path).stat().st_size < 250_000


_WRITER = """
import sys
from gasmacro.many.store import Store
for round in range(20):
    with Store(sys.argv[1]) as store:
        for number in range(20):
            store.put(f"{sys.argv[2]}-{round}-{number}", "row")
"""


def test_processes_write_at_once(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), str(each)]) for each in range(3)]
    assert [each.wait(timeout=120) for each in running] == [0, 0, 0]
    with Store(str(tmp_path)) as store:
        for each in range(3):
            for turn in range(20):
                assert store.get(f"{each}-{turn}-19") == "row"


def test_a_lock_that_stays_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gasmacro.many.store._PATIENCE", 0.05)
    with Store(str(tmp_path)) as store:
        store.put("a", "row")
    other = sqlite3.connect(path(tmp_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Store(str(tmp_path)) as store:
        store.put("b", "row")
    other.execute("ROLLBACK")
    other.close()
    with Store(str(tmp_path)) as store:
        assert store.get("a") == "row"  # it was no damage
        assert store.get("b") is None


def test_the_folder_follows_the_users_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert folder() == "/somewhere/gasmacro"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "/home/me")
    assert folder() == "/home/me/.cache/gasmacro"
