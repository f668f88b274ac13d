"""Hostile sources and settings: nothing outside is read, nothing that was not named is shown, nothing is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from gasmacro.cli.main import main

SECRET = 'token = 1 "hidden words\n.error "hidden words"\n.macro leak a, b=2\n.byte \\a\n.endm\n'


def run(*arguments: str) -> tuple[int, str]:
    """Status, and all that a run of gasmacro printed."""
    with CliRunner().isolation(env={"NO_COLOR": "1"}) as streams:
        try:
            main(list(arguments))
        except SystemExit as leave:
            status = leave.code
        told = "".join(stream.getvalue().decode(errors="replace") for stream in streams[:2])
    assert isinstance(status, int)
    return status, told


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `root/sub` with ways out of it, `outside` beside `root`."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.h").write_text(SECRET)
    sub = tmp_path / "root" / "sub"
    sub.mkdir(parents=True)
    (sub / "link.h").symlink_to("../../outside/secret.h")
    (sub / "folder").symlink_to("../../outside")
    (sub / "zero.h").symlink_to("/dev/zero")
    os.mkfifo(sub / "pipe.h")
    monkeypatch.chdir(sub)
    return sub


WAYS = ["../../outside/secret.h", "link.h", "folder/secret.h", "zero.h", "pipe.h", "/dev/stdin", "/proc/self/environ"]


@pytest.mark.parametrize("way", [*WAYS, "x/../../../outside/secret.h", "/proc/self/fd/0", ".", ""])
@pytest.mark.parametrize("directive", [".include", "#include", ".incbin", "#define F {}\n#include F\n//"])
def test_ways_out_of_the_folder(root: Path, way: str, directive: str) -> None:
    line = directive.format(f'"{way}"') if "{}" in directive else directive
    (root / "x.S").write_text(f'{line} "{way}"\nleak 1 -2\n')
    for options in (["check"], ["check", "--mode", "preprocessed"], ["expand"], ["diff"], ["check", "--fix"]):
        status, told = run(*options, "x.S")
        assert status in (0, 1, 2)
        assert "hidden" not in told
        assert "GM101" not in told


def test_a_link_that_the_user_names_is_read(root: Path) -> None:
    assert "hidden" in run("check", "link.h", "--select", "ALL")[1] + run("expand", "link.h")[1]


def test_what_lies_outside_is_no_reason_for_a_refusal(root: Path) -> None:
    """Whether it is there nobody here knows."""
    (root / "x.S").write_text('.include "../../elsewhere/macros.inc"\n')
    assert run("check", "x.S") == (0, "")
    (root / "x.S").write_text('.include "macros.inc"\n')
    assert run("check", "x.S")[0] == 1


def test_a_source_reaches_the_files_of_its_repository(root: Path) -> None:
    (root.parent / ".git").mkdir()
    include = root.parent / "include"
    include.mkdir()
    (include / "pair.h").write_text('#include "more.h"\n')
    (include / "more.h").write_text(".macro pair a, b=2\n.byte \\a, \\b\n.endm\n")
    for head in (
        '#include "../include/pair.h"',
        '.include "../include/more.h"',
        '#define F "../include/pair.h"\n#include F',
    ):
        (root / "x.S").write_text(f"{head}\npair 1 -2\n")
        status, told = run("check", "--format", "concise", "x.S")
        assert (status, told.split(": ")[0]) == (1, f"x.S:{head.count(chr(10)) + 2}:6"), head
    (root / "x.S").write_text('#include "../../outside/secret.h"\nleak 1 -2\n')
    assert run("check", "x.S") == (0, "")


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "gitlab", "github", "junit"])
@pytest.mark.parametrize("directive", [".include", "#include"])
def test_what_was_not_named_is_not_shown(root: Path, form: str, directive: str) -> None:
    for name in ("secret.txt", "key"):
        (root / name).write_text(SECRET)
        (root / "x.S").write_text(f'{directive} "{name}"\n')
        status, told = run("check", "--format", form, "x.S")
        assert status == 1
        assert name in told
        assert "hidden" not in told
        assert "token" not in told


@pytest.mark.parametrize("key", ["cpp", "build", "verify", "assembler-paths", "git", "command"])
def test_a_configuration_names_no_program(root: Path, key: str) -> None:
    (root / "gasmacro.toml").write_text(f'{key} = "touch started"\n')
    (root / "x.S").write_text("#define X 1\n nop\n")
    status, told = run("check", "x.S")
    assert status == 2
    assert f"{key}" in told
    assert not (root / "started").exists()


def test_commands_of_a_database_are_read_not_run(root: Path) -> None:
    (root / "x.S").write_text("#define X 1\n.macro m\n.endm\n m\n")
    (root / "compile_commands.json").write_text(
        '[{"directory": ".", "file": "x.S", "command": "touch started; `touch started` -c x.S -I$(touch started)"}]'
    )
    (root / ".x.o.cmd").write_text("cmd_x.o := touch started; $(shell touch started) -c x.S\n")
    assert run("check", "x.S")[0] == 0
    assert not (root / "started").exists()


def test_includes_in_a_circle_and_in_floods_end(root: Path) -> None:
    (root / "a.h").write_text('#include "b.h"\n.macro a\n.endm\n')
    (root / "b.h").write_text('#include "a.h"\n.macro b\n.endm\n')
    (root / "x.S").write_text('#include "a.h"\n a\n b\n')
    assert run("check", "x.S") == (0, "")
    (root / "c.inc").write_text('.include "d.inc"\n')
    (root / "d.inc").write_text('.include "c.inc"\n')
    (root / "x.s").write_text('.include "c.inc"\n')
    status, told = run("check", "x.s")
    assert status == 2
    assert "does a file include itself?" in told
    for level in range(12):
        (root / f"f{level}.h").write_text(f'#include "f{level + 1}.h"\n' * 8 + f".macro f{level} a\n.endm\n")
    (root / "x.S").write_text('#include "f0.h"\n f0 1\n')
    assert run("check", "x.S")[0] in (0, 1, 2)
