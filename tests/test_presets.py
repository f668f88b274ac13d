"""Presets: found by their files, asking for what is documented, read as ranges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gasmacro.errors import UsageError
from gasmacro.targets.arch import names as arches
from gasmacro.targets.presets import names, preset
from gasmacro.targets.ranges import FAMILIES, parse_range, preset_note, profiles
from tests.test_cli import SPLIT, gasmacro


def test_every_file_is_a_preset_that_cites_its_source() -> None:
    folder = Path(__file__).parent.parent / "gasmacro" / "targets" / "presets"
    files = {path.stem for path in folder.glob("[!_]*.py")}
    assert {name.replace("-", "_").replace(".", "_") for name in names()} == files
    for name in names():
        found = preset(name)
        assert found is not None
        assert found.sources
        assert all(source.startswith("https://") or " of Linux " in source for source in found.sources)
        assert set(found.asks) <= set(FAMILIES)
        assert set(found.asks_on) <= set(arches())


@pytest.mark.parametrize("name", names())
def test_every_preset_is_a_range_on_every_architecture_it_knows(name: str) -> None:
    for arch in set(arches()) - {"loongarch64"}:  # which is younger than some of them
        assert profiles([name], arch)


@pytest.mark.parametrize(
    ("name", "arch", "oldest", "newest"),
    [
        ("linux-6.12", "x86_64", ["gas@2.35", "clang@13"], ["gas@2.47", "clang@23"]),
        ("linux-6.12", "s390x", ["gas@2.35", "clang@15"], ["gas@2.47", "clang@23"]),
        ("linux-6.18", "x86_64", ["gas@2.35", "clang@15"], ["gas@2.47", "clang@23"]),
        ("linux-7.2", "loongarch64", ["gas@2.38", "clang@18"], ["gas@2.47", "clang@23"]),
        ("ndk-r27", "aarch64", ["clang@18"], ["clang@18"]),
        ("ndk-r29", "arm", ["clang@21"], ["clang@21"]),
        ("ubuntu-26.04", "x86_64", ["gas@2.46", "clang@21"], ["gas@2.46", "clang@21"]),
        ("debian-stable", "x86_64", ["gas@2.44", "clang@19"], ["gas@2.44", "clang@19"]),
        ("debian-11", "x86_64", ["gas@2.35", "clang@11"], ["gas@2.35", "clang@11"]),
    ],
)
def test_what_presets_ask_for(name: str, arch: str, oldest: list[str], newest: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for family, release in parse_range(name, arch):
        found.setdefault(family, []).append(f"{family}@{release}")
    assert [releases[0] for releases in found.values()] == oldest
    assert [releases[-1] for releases in found.values()] == newest


def test_what_is_older_than_the_tables_is_told() -> None:
    assert preset_note("linux-6.12", "x86_64") == (
        "linux-6.12 asks for releases older than the tables: GNU as 2.25 (read from 2.35 on)"
    )
    assert preset_note("debian-stable", "x86_64") == ""
    assert preset_note("gas@2.35+", "x86_64") == ""
    done = gasmacro("check", "-", "--as", "linux-6.12", source=" .byte 1\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert "linux-6.12 asks for releases older" in done.stderr


@pytest.mark.parametrize("name", ["linux-9.9", "linux_6.12", "linux-6-12", "no-such", "-", "a-b/../c"])
def test_what_is_no_preset_is_told(name: str) -> None:
    with pytest.raises(UsageError, match="is no range of assemblers"):
        parse_range(name)


def test_check_takes_presets_and_ranges_together(tmp_path: Path) -> None:
    done = gasmacro("check", "-", "--as", "ndk-r27", "--as", "gas@2.40", "--format", "json", source=SPLIT)
    assert json.loads(done.stdout)["assemblers"] == ["gas@2.40", "clang@18"]
    (tmp_path / "gasmacro.toml").write_text('assemblers = ["debian-13"]\n')
    done = gasmacro("check", "-", "--format", "json", source=SPLIT, cwd=tmp_path)
    assert json.loads(done.stdout)["assemblers"] == ["gas@2.44", "clang@19"]


def test_targets_lists_them_all() -> None:
    done = gasmacro("targets")
    assert all(f"  {name}" in done.stdout for name in (*names(), *arches(), *FAMILIES))
    document = json.loads(gasmacro("targets", "--format", "json").stdout)
    assert [row["name"] for row in document["presets"]] == list(names())
    assert document["families"][0]["releases"][0] == "2.35"
