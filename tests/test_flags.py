"""Flags that builds left behind: databases, the kernel's command files, and what a hostile one may not do."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

import gasmacro
from gasmacro.api import Config
from gasmacro.errors import GasmacroError, InputError
from gasmacro.source.discover import sources
from gasmacro.source.files import SIZE_LIMIT, Disk, read_regular
from gasmacro.source.flags import Builds
from gasmacro.source.flags.command import Command, setting, split
from gasmacro.source.flags.kbuild import parse
from gasmacro.source.setting import Setting
from tests.test_cli import gasmacro as run

DEFINES = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"
SPLIT = DEFINES + " m 1 -2\n"


def read(words: str, folder: Path, root: str = "") -> Setting:
    return setting(Command(split(words), str(folder), "here", str(folder)), str(folder / "a.S"), root)


def database(folder: Path, command: str | list[str], file: str = "a.S", directory: str = "") -> None:
    key = "command" if isinstance(command, str) else "arguments"
    entry = {"file": file, "directory": directory or str(folder), key: command}
    (folder / "compile_commands.json").write_text(json.dumps([entry]))


# --- what a command says ---


def test_options_of_a_command(tmp_path: Path) -> None:
    for name in ("one", "two", "three", "four", "near"):
        (tmp_path / name).mkdir()
    (tmp_path / "first.h").touch()
    found = read(
        "ccache aarch64-linux-gnu-gcc-12 -Ione -I two -isystem three -idirafter four -iquote near -include first.h"
        " -DA -D B=2 '-DC=\"x y\"' -DA=3 -UB -U D -MF a.d -o a.o -c a.S -I none -Wp,-MMD,a.d -Wa,-I,near -O2",
        tmp_path,
    )
    assert found.known
    assert found.arch == "aarch64"
    assert [Path(name).name for name in found.folders()] == ["near", "one", "two", "three", "four"]
    assert [Path(name).name for name in found.includes] == ["first.h"]
    assert found.defines == ("A=3", 'C="x y"')
    assert found.undefines == ("B", "D")


@pytest.mark.parametrize(
    ("words", "arch"),
    [
        ("gcc -c a.S", ""),
        ("gcc -m32 a.S", "i386"),
        ("x86_64-linux-gnu-gcc -m32 a.S", "i386"),
        ("x86_64-pc-linux-gnu-gcc -m64 a.S", "x86_64"),
        ("/usr/bin/arm-linux-gnueabihf-gcc -march=armv8-a a.S", "arm"),
        ("clang --target=riscv64-linux-gnu a.S", "riscv64"),
        ("clang-19 -target loongarch64-unknown-linux a.S", "loongarch64"),
        ("clang --target=i686-linux-gnu a.S", "i386"),
        ("clang -arch arm64 a.S", "aarch64"),
        ("powerpc64le-linux-gnu-gcc-12 -m64 a.S", "powerpc64le"),
        ("mips64el-linux-gnuabi64-gcc a.S", "mips"),
        ("s390x-linux-gnu-gcc a.S", "s390x"),
        ("gcc -march=rv64gc a.S", "riscv64"),
        ("gcc -march=armv7-a a.S", "arm"),
        ("gcc -march=armv8-a a.S", ""),
        ("gcc -march=native a.S", ""),
        ("env A=B arm-none-eabi-gcc a.S", "arm"),
        ("my-gcc a.S", ""),
    ],
)
def test_the_architecture_of_a_command(words: str, arch: str, tmp_path: Path) -> None:
    found = read(words, tmp_path)
    assert (found.arch, found.skipped) == (arch, "")


def test_an_architecture_that_is_not_modelled_is_told(tmp_path: Path) -> None:
    assert "sparc" in read("sparc64-linux-gnu-gcc -c a.S", tmp_path).skipped


def test_words_in_a_file_are_taken_in(tmp_path: Path) -> None:
    (tmp_path / "more.rsp").write_text("-DX='1 2' @more.rsp @none.rsp")
    assert read("gcc @more.rsp a.S", tmp_path).defines == ("X=1 2",)


# --- the kernel's files ---


@pytest.mark.parametrize("spelling", ["cmd_", "savedcmd_"])
def test_a_command_file_of_the_kernel(spelling: str) -> None:
    text = (
        f"{spelling}arch/x86/a.o := gcc -DA='\"\\#b\"' -DC='$(pound)d' -DE='$$f' -c -o arch/x86/a.o arch/x86/a.S ;"
        " ./tools/objtool -I evil arch/x86/a.o\n\nsource_arch/x86/a.o := arch/x86/a.S\n\ndeps_arch/x86/a.o := \\\n"
    )
    found = parse(text)
    assert found is not None
    assert found[0] == "arch/x86/a.o"
    assert found[1] == ["gcc", '-DA="#b"', "-DC=#d", "-DE=$f", "-c", "-o", "arch/x86/a.o", "arch/x86/a.S"]
    assert found[2] == "arch/x86/a.S"


def test_a_command_file_beside_the_source(tmp_path: Path) -> None:
    folder = tmp_path / "arch/x86"
    folder.mkdir(parents=True)
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc/m.h").write_text(DEFINES)
    (folder / "a.S").write_text("#include <m.h>\n#ifdef YES\n m 1 -2\n#else\n m 3 -4\n#endif\n")
    (folder / ".a-64.o.cmd").write_text("cmd_arch/x86/a-64.o := gcc -Iinc -DNO -c -o arch/x86/a-64.o arch/x86/a.S\n")
    (folder / ".a.o.cmd").write_text("savedcmd_arch/x86/a.o := gcc -Iinc -DYES -m32 -c -o arch/x86/a.o arch/x86/a.S\n")
    (folder / ".b.o.cmd").write_text("nothing")
    found = Builds().setting(str(folder / "a.S"))
    assert found is not None
    assert (found.arch, found.defines) == ("i386", ("YES",))
    assert found.include_dirs == (str(tmp_path / "inc"),)
    (report,) = gasmacro.check_paths([folder / "a.S"])
    assert [(each.rule, each.line) for each in report.findings][:1] == [("GM101", 3)]
    assert Builds().setting(str(folder / "b.S")) is None


def test_a_build_beside_the_tree_is_named(tmp_path: Path) -> None:
    tree, build = tmp_path / "tree", tmp_path / "build"
    (tree / "lib").mkdir(parents=True)
    (build / "lib").mkdir(parents=True)
    (build / "lib/.a.o.cmd").write_text(f"savedcmd_lib/a.o := gcc -DX -c -o lib/a.o {tree}/lib/a.S\n")
    found = Builds(str(build)).setting(str(tree / "lib/a.S"), str(tree))
    assert found is not None
    assert found.defines == ("X",)


@pytest.mark.parametrize("spelling", ["cmd_", "savedcmd_"])
def test_a_tree_that_was_built_is_checked_with_its_flags(tmp_path: Path, spelling: str) -> None:
    for made in ("arch/x86/entry", "include/generated", "init", "include/linux"):
        (tmp_path / made).mkdir(parents=True)
    for mark in ("Kbuild", "Kconfig", "init/main.c", "include/linux/sched.h"):
        (tmp_path / mark).touch()
    (tmp_path / "include/generated/autoconf.h").write_text("#define CONFIG_SPLIT 1\n")
    (tmp_path / "include/linux/m.h").write_text(DEFINES)
    folder = tmp_path / "arch/x86/entry"
    (folder / "entry.S").write_text(
        "#include <linux/m.h>\n#ifdef CONFIG_SPLIT\n m 1 -2\n#else\n m 1 -3\n#endif\n.if LATE\n m 1 -4\n.endif\n"
    )
    name = "arch/x86/entry/entry.o"
    (folder / ".entry.o.cmd").write_text(
        f"{spelling}{name} := gcc -m64 -Wp,-MMD,arch/x86/entry/.entry.o.d -nostdinc -I./include"
        f" -include ./include/generated/autoconf.h -D__ASSEMBLY__ -Wa,--defsym,LATE=1 -c -o {name}"
        " arch/x86/entry/entry.S\n\nsource_arch/x86/entry/entry.o := arch/x86/entry/entry.S\n\n"
        "deps_arch/x86/entry/entry.o := \\\n  $(wildcard include/config/SPLIT) \\\n"
    )
    for mode in ("auto", "written"):  # -include and --defsym count in both
        done = run("check", ".", "--format", "concise", "--mode", mode, cwd=tmp_path)
        found = [each.split(" ")[:2] for each in done.stdout.splitlines()]
        at = "arch/x86/entry/entry.S"
        assert found == [[f"{at}:3:4:", "GM101"], [f"{at}:8:4:", "GM101"]], (mode, done.stderr)
    (folder / ".entry.o.cmd").write_text(f"{spelling}{name} := gcc -c -o {name} arch/x86/entry/other.S\n")
    done = run("check", ".", "--format", "concise", cwd=tmp_path)  # no command of its own: every arm, by the tree
    assert [each.split(":")[1] for each in done.stdout.splitlines()] == ["3", "5", "8"]


def test_symbols_that_the_assembler_is_told(tmp_path: Path) -> None:
    found = read(
        "gcc -Wa,--defsym,A=1,-I,near -Wa,-defsym=B=2 -Xassembler --defsym -Xassembler C=3 -Wa,--defsym,A=4", tmp_path
    )
    assert found.symbols == ("A=4", "B=2", "C=3")
    assert read("as --defsym D=1 a.S", tmp_path).symbols == ("D=1",)


@pytest.mark.parametrize(
    ("lines", "fallen"),
    [
        (" nop\n", ""),
        (" other 1\n", "other is defined nowhere in sight"),
        ("ENTRY(x)\n", "ENTRY is defined nowhere in sight"),
        ("SYM_START x\n", "SYM_START is defined nowhere in sight"),
        ("#ifndef GONE\n#error no configuration\n#endif\n", "#error is reached: no configuration"),
        ("1: lock; incl (%rax)\nx = 3\nfoo: rep movsb\n.macro M2 a\n.endm\n M2 1\n m2 2\n", ""),
    ],
)
def test_where_missing_headers_show_the_source_is_read_as_written(tmp_path: Path, lines: str, fallen: str) -> None:
    (tmp_path / "a.S").write_text(f"#include <gone.h>\n{DEFINES}{lines}#if 0\n#elif GONE\n m 1 -2\n#endif\n m 1 -3\n")
    database(tmp_path, "gcc -c a.S")
    (report,) = gasmacro.check_paths([tmp_path / "a.S"])
    ends = (tmp_path / "a.S").read_text().count("\n")
    assert [each.line for each in report.findings if each.rule == "GM101"] == ([ends - 2] if fallen else []) + [ends]
    assert ("read as written, since headers are missing" in report.notes[0]) == bool(fallen)
    assert fallen in report.notes[0]
    (chosen,) = gasmacro.check_paths([tmp_path / "a.S"], config=Config(mode="preprocessed"))
    assert "gone.h is not found" in chosen.errors[0].message


# --- databases ---


@pytest.mark.parametrize("form", ["gcc -m32 -DX -Iinc -c a.S", ["gcc", "-m32", "-DX", "-Iinc", "-c", "a.S"]])
def test_a_database_above_the_source(tmp_path: Path, form: str | list[str]) -> None:
    (tmp_path / "inc").mkdir()
    (tmp_path / "src").mkdir()
    database(tmp_path, form, "src/a.S")
    found = Builds().setting(str(tmp_path / "src/a.S"))
    assert found is not None
    assert (found.arch, found.defines, found.include_dirs) == ("i386", ("X",), (str(tmp_path / "inc"),))
    assert Builds().setting(str(tmp_path / "src/b.S")) is None


def test_a_database_in_the_folder_build_or_where_the_user_says(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "other").mkdir()
    database(tmp_path / "build", "gcc -DX -c ../a.S", "../a.S")
    database(tmp_path / "other", "gcc -DY -c ../a.S", "../a.S")
    near, named = (Builds(folder).setting(str(tmp_path / "a.S")) for folder in ("", str(tmp_path / "other")))
    assert near is not None
    assert named is not None
    assert (near.defines, named.defines) == (("X",), ("Y",))


@pytest.mark.parametrize("text", ["{}", "[", "[" * 100000, "nothing"])
def test_a_database_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "compile_commands.json").write_text(text)
    (tmp_path / "a.S").write_text(SPLIT)
    (report,) = gasmacro.check_paths([tmp_path / "a.S"])
    assert "--no-flags" in report.errors[0].message
    assert report.errors[0].file.endswith("compile_commands.json")
    (report,) = gasmacro.check_paths([tmp_path / "a.S"], config=Config(flags=False))
    assert [found.rule for found in report.findings] == ["GM101"]


@pytest.mark.parametrize(
    "entry",
    ["1", "{}", '{"file": 3}', '{"file": "a.S", "command": "gcc \'"}', '{"file": "a\\u0000.S", "command": "gcc"}'],
)
def test_entries_that_are_none_are_passed_over(tmp_path: Path, entry: str) -> None:
    (tmp_path / "compile_commands.json").write_text(f"[{entry}]")
    assert Builds().setting(str(tmp_path / "a.S")) is None


def test_options_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.S").write_text(f"#ifdef X\n{SPLIT}#endif\n")
    (tmp_path / "out").mkdir()
    database(tmp_path, "gcc -UX -c a.S")
    database(tmp_path / "out", "gcc -DX -c ../a.S", "../a.S")
    assert run("check", "a.S", cwd=tmp_path).returncode == 0
    assert run("check", "--no-flags", "a.S", cwd=tmp_path).returncode == 1
    assert run("check", "-p", "out", "a.S", cwd=tmp_path).returncode == 1
    assert run("check", "-DX", "a.S", cwd=tmp_path).returncode == 1


# --- hostile repositories ---


def test_a_database_of_the_repository_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/m.h").write_text(DEFINES)
    (tmp_path / "secret/words").write_text("-DFOUND")
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "link").symlink_to(tmp_path / "secret")
    (repository / "a.S").write_text('#include "m.h"\n#ifdef FOUND\n m 1 -2\n#endif\n m 3 -4\n')
    command = "gcc -I../secret -Ilink -isystem /etc -include /etc/passwd -include ../secret/m.h @../secret/words -c a.S"
    database(repository, command)
    found = Builds().setting(str(repository / "a.S"))
    assert found is not None
    assert (found.folders(), found.includes, found.defines) == ((), (), ())
    assert next(gasmacro.check_paths([repository / "a.S"])).findings == ()
    named = Builds(str(repository)).setting(str(repository / "a.S"))
    assert named is not None
    assert str(tmp_path / "secret") in named.include_dirs


def test_no_program_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "gcc"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "a.S").write_text(SPLIT)
    database(tmp_path, f"{program} -D'X=$(touch started)' -c a.S ; touch started")
    assert len(next(gasmacro.check_paths([tmp_path / "a.S"])).findings) == 1
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    "name",
    ["../secret.h", "link.h", "pipe.h", "socket.h", "large.h", "folder", "/dev/zero", "zero.h", "x\0.h"],
)
@pytest.mark.parametrize("directive", ['#include "{}"', '.include "{}"'])
def test_includes_reach_regular_files_in_reach(tmp_path: Path, name: str, directive: str) -> None:
    (tmp_path / "secret.h").write_text(SPLIT)
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "link.h").symlink_to(tmp_path / "secret.h")
    (folder / "zero.h").symlink_to("/dev/zero")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe.h")
    with socket.socket(socket.AF_UNIX) as server, open(folder / "large.h", "wb") as large:
        server.bind(os.path.relpath(folder / "socket.h"))
        large.truncate(SIZE_LIMIT + 1)
        files = Disk(str(folder))
        if name == "large.h":
            with pytest.raises(GasmacroError, match="larger than"):
                files.read(name)
        else:
            assert files.find(name) is None
            with pytest.raises(InputError):
                files.read(name)
        (folder / "a.S").write_text(f"{directive.format(name)}\n.macro n\n.endm\n")
        (report,) = gasmacro.check_paths([folder / "a.S"])
        assert all(found.file == str(folder / "a.S") for found in report.findings)
        assert "secret" not in repr([found.message for found in report.findings if "secret" not in name])


def test_a_regular_file_is_read_and_nothing_else(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").write_bytes(b"abc")
    assert read_regular(str(tmp_path / "a"), 3) == b"abc"
    for name in ("pipe", ".", "none", "a\0b"):
        with pytest.raises(InputError):
            read_regular(str(tmp_path / name))
    with pytest.raises(GasmacroError, match="larger than"):
        read_regular(str(tmp_path / "a"), 2)


def test_a_search_takes_no_pipes_and_no_links_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "src"
    folder.mkdir()
    (tmp_path / "secret.S").write_text(SPLIT)
    (folder / "out.S").symlink_to(tmp_path / "secret.S")
    (folder / "a.S").write_text(SPLIT)
    (folder / "in.S").symlink_to("a.S")
    (folder / "gone.S").symlink_to("none.S")
    os.mkfifo(folder / "pipe.S")
    assert [Path(path).name for path in sources([str(folder)])] == ["a.S", "in.S"]
    assert sources([str(folder / "out.S")]) == [str(folder / "out.S")]
