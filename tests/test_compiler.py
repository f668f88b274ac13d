"""`--cpp`: the user's compiler preprocesses, and only the command line can ask for it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

import gasmacro
from gasmacro.api import Config
from gasmacro.errors import InputError, LimitError, UsageError
from gasmacro.source import compiler
from gasmacro.source.compiler import compiled
from gasmacro.source.flags.command import preprocessing
from gasmacro.source.setting import Setting
from tests.test_cli import gasmacro as run

DEFINES = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"
SOURCE = '#include "m.h"\n#define EIGHT 8\n#ifdef SPLIT\n m 1 -2 /* here */\n#endif\n m EIGHT-1\n'
GCC = pytest.mark.skipif(shutil.which("gcc") is None and not os.environ.get("CI"), reason="no gcc here")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "m.h").write_text(DEFINES)
    (tmp_path / "a.S").write_text(SOURCE)
    return tmp_path


def script(folder: Path, body: str) -> str:
    """A compiler of Python lines; the command that runs it."""
    path = folder / "fake cc"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{body}")
    path.chmod(0o755)
    return f"'{path}' -E"


def lines(done: object) -> list[str]:
    return [each.split(" ")[0] for each in getattr(done, "stdout", "").splitlines()]


# --- a compiler of our own ---


def test_the_flags_go_to_the_command_as_words(tree: Path) -> None:
    told = tree / "told"
    command = script(tree, f"open({str(told)!r}, 'w').write('\\n'.join(sys.argv[1:])); print(' nop')")
    setting = Setting(
        defines=("A", "B=$(touch x) `y`"), undefines=("C",), quote_dirs=("q",), include_dirs=("i",),
        system_dirs=("s",), includes=("first.h",),
    )  # fmt: skip
    name = str(tree / "a.S")
    assert " nop" in compiled(SOURCE, name, f"{command} -Os", setting).text
    assert told.read_text().split("\n") == [
        "-E", "-Os", "-DA", "-DB=$(touch x) `y`", "-UC", "-iquote", "q", "-I", "i", "-idirafter", "s", "-include",
        "first.h", "-x", "assembler-with-cpp", name,
    ]  # fmt: skip
    assert not (tree / "x").exists()


def test_a_text_that_is_not_the_files_goes_to_standard_input(tree: Path) -> None:
    command = script(tree, "print('# 1 \"<stdin>\"'); print(sys.stdin.read().upper())")
    made = compiled(" nop 1\n", str(tree / "a.S"), command, Setting())
    assert made.text.splitlines() == [f'# 1 "{tree}/a.S"', " NOP 1", ""]


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        ("sys.exit(3)", "a.S:1:1", "failed: status 3, no message"),
        ("sys.stderr.write('cc: error: unknown option\\n'); sys.exit(1)", "a.S:1:1", "failed: cc: error: unknown"),
        ("sys.stderr.write('b.h:7:3: fatal error: no x\\nmore\\n'); sys.exit(1)", "b.h:7:3", "failed: no x"),
        ("os.kill(os.getpid(), 9)", "a.S:1:1", "failed: status -9"),
    ],
)
def test_a_compiler_that_fails_is_one_error(tree: Path, body: str, place: str, message: str) -> None:
    done = run("check", "--cpp", script(tree, body), "a.S", cwd=tree)
    assert done.returncode == 2
    assert done.stderr.startswith(f"gasmacro: {place}: the compiler ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_command_that_is_none(tree: Path) -> None:
    for command, message in (
        ("'gcc", "is no command"),
        (" ", "takes a command"),
        ("nowhere-cc -E", "can't be started"),
    ):
        done = run("check", "--cpp", command, "a.S", cwd=tree)
        assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    with pytest.raises(UsageError):
        compiled(SOURCE, "a.S", "'", Setting())


def test_time_and_output_have_an_end(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "SECONDS", 1)
    with pytest.raises(LimitError, match="did not end within 1 seconds"):
        compiled(SOURCE, "a.S", script(tree, "os.fork(); time.sleep(60)"), Setting())
    monkeypatch.setattr(compiler, "SIZE_LIMIT", 1 << 20)
    with pytest.raises(LimitError, match="writes more than 1 MiB"):
        compiled(SOURCE, "a.S", script(tree, "while True: print('x' * 65536)"), Setting())


def test_nothing_in_the_repository_starts_it(tree: Path) -> None:
    command = script(tree, f"open({str(tree / 'started')!r}, 'w')")
    entry = {"directory": str(tree), "file": "a.S", "command": f"{command} -Iinc -c a.S"}
    (tree / "compile_commands.json").write_text(json.dumps([entry]))
    (tree / "a.S").write_text(f"# gasmacro: cpp={command}\n{SOURCE}")
    run("check", "a.S", cwd=tree)
    assert not (tree / "started").exists()
    (tree / "gasmacro.toml").write_text(f"cpp = {json.dumps(command)}\n")
    done = run("check", "a.S", cwd=tree)
    assert (done.returncode, "cpp" in done.stderr) == (2, True)
    assert not (tree / "started").exists()
    (tree / "gasmacro.toml").unlink()
    run("check", "--cpp", "database", "a.S", cwd=tree)
    assert (tree / "started").exists()


def test_headers_are_read_as_written_unless_the_user_says_otherwise(tree: Path) -> None:
    command = script(tree, f"open({str(tree / 'started')!r}, 'w')")
    run("check", "--cpp", command, "inc/m.h", cwd=tree)
    assert not (tree / "started").exists()
    run("check", "--cpp", command, "--mode", "preprocessed", "inc/m.h", cwd=tree)
    assert (tree / "started").exists()


def test_a_command_of_a_build_becomes_one_that_preprocesses() -> None:
    words = (
        "ccache gcc -Wp,-MMD,.a.d -nostdinc -I ./a.h -include x.h -D__ASSEMBLY__ -MF a.d -Wa,-gdwarf-2 -c -o a.o"
        " a.S -x c"
    ).split()
    assert preprocessing(words) == (
        "ccache gcc -nostdinc -I ./a.h -include x.h -D__ASSEMBLY__ -Wa,-gdwarf-2 -E".split()
    )


def test_a_file_without_a_command(tree: Path) -> None:
    done = run("check", "--cpp", "database", "a.S", cwd=tree)
    assert (done.returncode, "has no command in a compilation database" in done.stderr) == (2, True)


def test_places_lead_back_as_far_as_the_text_is_the_same(tree: Path) -> None:
    written = " m x, 8 -1, y\n"
    command = script(tree, f"print('# 1 \"a.S\"'); print({written!r})")
    places = compiled(" m x, EIGHT-1, y\n", "a.S", command, Setting()).places
    found = [places.spot("a.S", 1, column).column for column in (2, 4, 7, 8, 9, 10, 11, 13)]
    assert found == [2, 4, 7, 7, 12, 13, 14, 16]
    assert places.spot("a.S", 1, 4, 5).exact
    assert not places.spot("a.S", 1, 4, 9).exact
    assert not places.spot("elsewhere.h", 1, 1, 2).exact


# --- gcc ---


@GCC
def test_gcc(tree: Path) -> None:
    done = run("check", "--cpp", "gcc -E", "-I", "inc", "-D", "SPLIT", "a.S", "--format", "concise", cwd=tree)
    assert lines(done) == ["a.S:4:4:", "a.S:6:4:"], done.stderr
    assert lines(run("check", "--cpp", "gcc -E", "-I", "inc", "a.S", "--format", "concise", cwd=tree)) == ["a.S:6:4:"]
    shown = run("expand", "--cpp", "gcc -E", "-I", "inc", "--as", "gas", "a.S", cwd=tree)
    assert shown.stdout.split() == [".byte", "8,-1"]
    told = run("diff", "--cpp", "gcc -E", "-I", "inc", "a.S", cwd=tree)
    assert (told.returncode, "8,-1 | .byte 8-1, 9" in told.stdout) == (1, True)
    missing = run("check", "--cpp", "gcc -E", "a.S", cwd=tree)
    assert missing.returncode == 2
    assert missing.stderr.startswith("gasmacro: a.S:1:10: the compiler gcc failed: m.h: ")


@GCC
@pytest.mark.parametrize("where", [".", "inc"])
def test_gcc_of_the_database(tree: Path, where: str) -> None:
    entry = {"directory": str(tree), "file": "a.S", "arguments": "gcc -c -Iinc -DSPLIT -MD -MF a.d -o a.o a.S".split()}
    (tree / "compile_commands.json").write_text(json.dumps([entry]))
    name = os.path.relpath(tree / "a.S", tree / where)
    done = run("check", "--cpp", "database", name, "--format", "concise", cwd=tree / where)
    assert lines(done) == [f"{name}:4:4:", f"{name}:6:4:"], done.stderr
    assert sorted(os.listdir(tree)) == ["a.S", "compile_commands.json", "inc"]
    again = run("check", name, "--format", "concise", cwd=tree / where)  # our own preprocessing, by itself
    assert lines(again) == lines(done)


@GCC
def test_findings_in_an_included_file_stand_there(tree: Path) -> None:
    (tree / "inc" / "m.h").write_text(DEFINES + "m 3 -4\n")
    (report,) = gasmacro.check_paths(
        [tree / "a.S"], config=Config(cpp="gcc -E", include_dirs=[str(tree / "inc")], flags=False)
    )
    found = {os.path.basename(each.file): each for each in report.findings}
    assert (found["m.h"].line, found["m.h"].column) == (4, 3)
    assert [frame.kind for frame in found["m.h"].stack][:1] == ["include"]
    assert (found["a.S"].line, found["a.S"].column) == (6, 4)


@GCC
def test_fixes_are_made_where_the_text_stands(tree: Path) -> None:
    done = run("check", "--fix", "--cpp", "gcc -E", "-I", "inc", "-D", "SPLIT", "a.S", cwd=tree)
    assert done.returncode == 1
    assert (tree / "a.S").read_text() == SOURCE.replace("m 1 -2", "m 1, -2")


@GCC
def test_c_behind_the_compiler(tree: Path) -> None:
    (tree / "b.c").write_text(
        '#define NEG -2\nasm(".macro m a, b=9\\n .byte \\\\a, \\\\b\\n.endm\\n");\nasm("m 1 -2");\n'
    )
    done = run("check", "--cpp", "gcc -E", "b.c", "--format", "concise", cwd=tree)
    assert [each.split(":")[:2] for each in lines(done)] == [["b.c", "3"]], done.stderr


def test_no_command_for_the_library(tree: Path) -> None:
    with pytest.raises(InputError, match="can't be started"):
        gasmacro.check(SOURCE, filename=str(tree / "a.S"), config=Config(cpp="nowhere-cc -E", flags=False))


# --- a compiler for each family ---


def fake(folder: Path, name: str, text: str) -> str:
    """A compiler that writes always the same."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nprint({text!r})\n")
    path.chmod(0o755)
    return str(path)


def test_each_family_has_its_own_compiler(tree: Path) -> None:
    (tree / "a.S").write_text("one\n")
    gas, clang = fake(tree, "gas-cc", ' .ascii "gas"'), fake(tree, "clang-cc", ' .ascii "clang"')
    both = ["--cpp", f"gas:{gas}", "--cpp", f"clang:{clang}"]
    for family in ("gas", "clang"):
        shown = run("expand", *both, "--as", family, "a.S", cwd=tree)
        assert shown.stdout.split() == [".ascii", f'"{family}"'], shown.stderr
    told = run("diff", *both, "a.S", cwd=tree)
    assert told.returncode == 1
    assert "gas" in told.stdout
    (report,) = gasmacro.check_paths([tree / "a.S"], config=Config(cpp=[f"gas:{gas}", f"clang:{clang}"], flags=False))
    assert [each.line for each in report.findings] == [1]
    (report,) = gasmacro.check_paths([tree / "a.S"], config=Config(cpp=gas, flags=False))
    assert report.findings == ()
    mixed = run("expand", "--cpp", clang, "--cpp", f"gas:{gas}", "--as", "clang", "a.S", cwd=tree)
    assert mixed.stdout.split() == [".ascii", '"clang"']


def test_a_family_without_a_command_is_preprocessed_by_us(tree: Path) -> None:
    (tree / "a.S").write_text('#define A "ours"\n .ascii A\n')
    only = ["--cpp", f"gas:{fake(tree, 'gas-cc', ' .ascii 1')}"]
    assert run("expand", *only, "--as", "clang", "a.S", cwd=tree).stdout.split() == [".ascii", '"ours"']
    done = run("check", *only, "a.S", "--format", "concise", cwd=tree)
    assert done.returncode == 1, done.stderr


def test_two_commands_for_all_are_one_too_many(tree: Path) -> None:
    done = run("check", "--cpp", "gcc -E", "--cpp", "clang -E", "a.S", cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--cpp has two commands for all families, 'gcc -E' and 'clang -E': write clang:COMMAND" in done.stderr
