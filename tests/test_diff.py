"""`gasmacro diff`: which rows, which are the same, and how they are printed."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import SPLIT, gasmacro

SOURCE = (
    ".macro in a, b=9\n .byte \\a, \\b\n.endm\n.macro out r\n in \\r\n .byte 7\n.endm\n .byte 1\n out 2\n in 1 -2\n"
)


def rows(*arguments: str, source: str = SOURCE) -> list[str]:
    done = gasmacro("diff", "-", *arguments, source=source)
    assert done.returncode in (0, 1), done.stderr
    assert done.returncode == any(mark in line for line in done.stdout.splitlines()[1:] for mark in ("|", "<", ">"))
    return [" ".join(line.split()) for line in done.stdout.splitlines()[1:]]


def test_rows_are_the_same_where_both_read_the_same() -> None:
    assert rows() == [
        ".byte 1 .byte 1",
        ".byte 2,9 .byte 2, 9",
        ".byte 7 .byte 7",
        ".byte 1,-2 | .byte 1-2, 9",
    ]
    assert rows("--arch", "riscv64")[-1] == ".byte 1-2,9 .byte 1-2, 9"


def test_only_line_and_depth() -> None:
    assert [row.split()[0:2] for row in rows("--only", "out")] == [[".byte", "2,9"], [".byte", "7"]]
    assert [row.split()[0:2] for row in rows("--only", "IN", "--line", "9")] == [[".byte", "2,9"]]
    assert rows("--line", "8") == [".byte 1 .byte 1"]
    assert rows("--depth", "0") == [
        ".byte 1 .byte 1",
        "[out at 9: 2 statements] [out at 9: 2 statements]",
        "[in at 10: 1 statement] | [in at 10: 1 statement]",
    ]
    assert rows("--depth", "1", "--only", "out") == [
        "[in at 5: 1 statement] [in at 5: 1 statement]",
        ".byte 7 .byte 7",
    ]
    assert rows("--depth", "2") == rows()


def test_sources_with_preprocessor_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.S"
    path.write_text("#define ONE 1\n#ifdef __clang__\n .byte N\n#endif\n" + SOURCE.replace("in 1 -2", "in ONE -2"))

    def shown(*arguments: str) -> list[str]:
        done = gasmacro("diff", str(path), "-D", "N=5", *arguments)
        assert done.returncode == 1, done.stderr
        return [" ".join(line.split()) for line in done.stdout.splitlines()[1:]]

    assert shown() == [
        "> .byte 5",
        ".byte 1 .byte 1",
        ".byte 2,9 .byte 2, 9",
        ".byte 7 .byte 7",
        ".byte 1,-2 | .byte 1-2, 9",
    ]
    assert shown("--line", "14") == [".byte 1,-2 | .byte 1-2, 9"]
    assert "#define ONE 1 #define ONE 1" in shown("--as-written")


def test_errors_are_rows() -> None:
    source = ".macro m a\n.endm\n .byte 1\n m 1, 2\n"
    assert rows(source=source)[-1].count("too many positional arguments") == 2
    assert rows(source=".macro m a\n.endm\n m 1 2\n m (1) 2\n") == [
        "3: error: too many positional arguments 3: error: too many positional arguments",
        "> 4: error: too many positional arguments",
    ]
    found = rows(source=".macro m a, b=1\n .byte \\b\n.endm\n m (1) 2 3\n")
    assert found == [".byte 3 | 4: error: too many positional arguments"]


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        ((), ["gas@2.47", "clang@23"]),
        (("--as", "clang@9", "--as", "clang@19"), ["clang@9", "clang@19"]),
        (("--as", "gas@2.40", "--as", "gas@2.35"), ["gas@2.40", "gas@2.35"]),
        (("--as", "debian-13"), ["gas@2.44", "clang@19"]),
        (("--as", "gas@2.46+"), ["gas@2.46", "gas@2.47"]),
    ],
)
def test_any_two_assemblers(arguments: tuple[str, ...], header: list[str]) -> None:
    assert gasmacro("diff", "-", *arguments, source=" .byte 1\n").stdout.splitlines()[0].split() == header


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "none"], "comes through a macro 'none'"),
        (["--line", "99"], "comes from line 99"),
        (["--as", "gas@2.35+"], "two assemblers"),
        (["--line", "0"], "--line"),
    ],
)
def test_what_is_not_there_is_told(arguments: list[str], words: str) -> None:
    done = gasmacro("diff", "-", *arguments, source=SOURCE)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_pipe_gets_plain_text_of_which_nothing_is_cut() -> None:
    long = ", ".join(str(number) for number in range(100))
    done = gasmacro("diff", "-", source=f" .byte {long}\n")
    assert "\x1b" not in done.stdout
    assert "99" in done.stdout.splitlines()[1].split()[-1]
    cut = gasmacro("diff", "-", "--width", "60", source=f" .byte {long}\n")
    assert max(map(len, cut.stdout.splitlines())) <= 60
    assert "…" in cut.stdout
    hostile = gasmacro("diff", "-", source=' .ascii "\x1b[2J"\n')
    assert "\x1b" not in hostile.stdout


def test_colour_by_option_and_environment(tmp_path: Path) -> None:
    assert "\x1b[31m" in gasmacro("diff", "-", "--color", "always", source=SPLIT).stdout
    path = tmp_path / "x.s"
    path.write_text(SPLIT)

    def shown(*arguments: str, **environment: str) -> bytes:
        """What a terminal of 70 columns gets."""
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        values = {
            **kept,
            "TERM": "xterm",
            "COLUMNS": "70",
            "PYTHONPATH": str(Path(__file__).parent.parent),
            **environment,
        }
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "gasmacro", *arguments]
        subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=values, check=False)
        os.close(theirs)
        data = os.read(ours, 1 << 16)
        os.close(ours)
        return data

    for command in ("diff", "check"):
        assert b"\x1b[" in shown(command, str(path))
        assert b"\x1b[" not in shown(command, str(path), NO_COLOR="1")
        assert b"\x1b[" not in shown(command, str(path), TERM="dumb")
        assert b"\x1b[" not in shown(command, str(path), "--color", "never")
        assert b"\x1b[" in shown(command, str(path), NO_COLOR="1", FORCE_COLOR="1")
    assert all(len(line) <= 70 for line in shown("diff", str(path), NO_COLOR="1").decode().splitlines())
