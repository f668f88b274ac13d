"""The baseline: what is known is not told again, by fingerprints that do not move with the line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.test_cli import gasmacro

MACRO = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"


def folder(tmp_path: Path, source: str = f"{MACRO} m 1 -2\n m 3 -4\n", **others: str) -> Path:
    (tmp_path / "sub").mkdir(exist_ok=True)
    (tmp_path / "sub" / "a.s").write_text(source)
    for name, text in others.items():
        (tmp_path / f"{name}.s").write_text(text)
    return tmp_path


def lines(done: subprocess.CompletedProcess[str]) -> list[int]:
    assert done.returncode in (0, 1), done.stderr
    return [each["line"] for each in json.loads(done.stdout)["findings"]]


def check(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return gasmacro("check", *(arguments or (".",)), "--baseline", "b.json", "--format", "json", cwd=where)


def update(where: Path, *arguments: str) -> str:
    done = gasmacro("check", *(arguments or (".",)), "--baseline", "b.json", "--update-baseline", cwd=where)
    assert (done.returncode, done.stdout) == (0, "")
    return done.stderr


def test_what_is_known_is_not_told(tmp_path: Path) -> None:
    folder(tmp_path)
    assert update(tmp_path) == "gasmacro: b.json knows 2 findings\n"
    assert lines(check(tmp_path)) == []
    folder(tmp_path, f"\n\n{MACRO}\n\tm  1 \t-2\n m 3 -4\n m 5 -6\n")
    assert lines(check(tmp_path)) == [9]
    folder(tmp_path, f"{MACRO} m 1 -2\n m 3 -4\n m 1 -2\n")
    assert lines(check(tmp_path)) == [6]


def test_what_is_gone_is_said_and_let_go(tmp_path: Path) -> None:
    folder(tmp_path, other=f"{MACRO} m 7 -8\n")
    update(tmp_path)
    folder(tmp_path, f"{MACRO} m 3 -4\n")
    done = check(tmp_path, "sub")
    assert lines(done) == []
    assert "note: 1 finding of b.json is gone" in done.stderr
    assert "gone" not in check(tmp_path, "other.s").stderr
    assert update(tmp_path, "sub") == "gasmacro: b.json knows 2 findings\n"
    rows = json.loads((tmp_path / "b.json").read_text())["findings"]
    assert [(row["file"], row["text"]) for row in rows] == [("other.s", "m 7 -8"), ("sub/a.s", "m 3 -4")]
    before = (tmp_path / "b.json").read_bytes()
    update(tmp_path)
    assert (tmp_path / "b.json").read_bytes() == before


def test_paths_start_from_its_folder(tmp_path: Path) -> None:
    folder(tmp_path)
    update(tmp_path)
    (tmp_path / "gasmacro.toml").write_text('baseline = "b.json"\n')
    assert lines(gasmacro("check", "a.s", "--format", "json", cwd=tmp_path / "sub")) == []
    assert lines(gasmacro("check", tmp_path / "sub", "--format", "json", cwd=Path("/"))) == []
    assert lines(gasmacro("check", "a.s", "--isolated", "--format", "json", cwd=tmp_path / "sub")) == [4, 5]


def test_formats_have_the_same_fingerprints(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / ".git").mkdir()
    update(tmp_path)
    known = {row["fingerprint"] for row in json.loads((tmp_path / "b.json").read_text())["findings"]}
    for where, path in ((tmp_path, "sub/a.s"), (tmp_path / "sub", "a.s")):
        gitlab = json.loads(gasmacro("check", path, "--format", "gitlab", cwd=where).stdout)
        assert {issue["fingerprint"] for issue in gitlab} == known
        sarif = json.loads(gasmacro("check", path, "--format", "sarif", cwd=where).stdout)
        assert {each["partialFingerprints"]["gasmacro/v1"] for each in sarif["runs"][0]["results"]} == known


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "b.json:1:1: can't be read: no such file or directory: `--update-baseline` writes it"),
        ("{", "b.json:1:2: is no JSON"),
        ('{\n "schema": 1,\n}', "b.json:3:1: is no JSON"),
        ("[]", "is no baseline of this gasmacro"),
        ('{"schema": 2}', "is no baseline of this gasmacro"),
        ('{"schema": 1, "findings": [{"rule": "GM101"}]}', "each finding has fingerprint, rule"),
    ],
)
def test_a_bad_baseline_is_told(tmp_path: Path, content: str | None, words: str) -> None:
    folder(tmp_path)
    if content is not None:
        (tmp_path / "b.json").write_text(content)
    done = check(tmp_path)
    assert done.returncode == 2
    assert words in done.stderr


def test_an_update_needs_a_file_that_can_be_written(tmp_path: Path) -> None:
    folder(tmp_path)
    done = gasmacro("check", ".", "--update-baseline", cwd=tmp_path)
    assert done.returncode == 2
    assert "--update-baseline needs a file" in done.stderr
    done = gasmacro("check", ".", "--update-baseline", "--baseline", "no/b.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "no/b.json:1:1: can't be written" in done.stderr


def test_trouble_stays_trouble(tmp_path: Path) -> None:
    folder(tmp_path)
    done = gasmacro("check", ".", "none.s", "--update-baseline", "--baseline", "b.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.s:1:1: does not exist" in done.stderr
