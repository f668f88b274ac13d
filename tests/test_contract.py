"""What scripts of others rely on, tried from outside: names, shapes, statuses, and arguments as people give them."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import gasmacro
from tests.test_cli import gasmacro as run

SPLIT = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"
CALLED = '.macro m a\n .byte \\a\n.endm\n m 1\n .warning "w"\n'
FINDING = set("rule name severity message file line column end_line end_column verdicts groups stack fix".split())
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


def test_the_documents_have_the_keys_of_the_contract() -> None:
    document = json.loads(run("check", "-", "--format", "json", source=SPLIT).stdout)
    assert set(document) == {"schema", "tool", "assemblers", "findings", "files", "errors"}
    (found,) = document["findings"]
    assert set(found) == FINDING
    assert set(found["fix"]) == {"message", "applicability", "edits"}
    assert set(found["fix"]["edits"][0]) == {"file", "line", "column", "end_line", "end_column", "text"}
    document = json.loads(run("expand", "-", "--format", "json", source=CALLED).stdout)
    assert set(document) == {"schema", "assembler", "arch", "accepted", "exact", "text", "statements", "diagnostics"}
    (statement,) = document["statements"]
    assert set(statement) == {"text", "file", "line", "at", "stack", "conditional"}
    assert set(statement["at"]) == {"file", "line", "column"}
    assert set(statement["stack"][0]) == {"kind", "name", "file", "line", "column", "definition"}
    assert set(document["diagnostics"][0]) == {"severity", "message", "file", "line", "column", "stack"}


def test_results_can_be_pickled_compared_and_shown() -> None:
    expansion, report = gasmacro.expand(CALLED), gasmacro.check(SPLIT)
    assert pickle.loads(pickle.dumps(expansion)) == expansion
    assert pickle.loads(pickle.dumps(report)) == report
    assert gasmacro.expand(SPLIT) != expansion
    assert ".byte 1" in repr(expansion)


def test_places_can_be_taken_apart() -> None:
    (statement,) = gasmacro.expand(CALLED, filename="x.s").statements
    file, line, column = statement.at
    assert (file, line, column) == ("x.s", 2, 2)
    (frame,) = statement.stack
    assert frame.definition is not None
    assert tuple(frame.definition) == ("x.s", 1)


def test_one_value_is_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "x.inc").write_text(" .byte 7\n")
    assert gasmacro.expand(".if X == 3\n .byte 1\n.endif\n", defines="X=3").text == ".byte 1\n"
    assert gasmacro.expand(' .include "x.inc"\n', include_dirs=str(tmp_path)).text == ".byte 7\n"
    assert gasmacro.expand(' .include "x.inc"\n', include_dirs=[tmp_path]).text == ".byte 7\n"  # type: ignore[list-item]
    assert gasmacro.check("", assemblers="gas@2.44").assemblers == ("gas@2.44",)
    with pytest.raises(gasmacro.UsageError, match="no assembler is named"):
        gasmacro.check("", assemblers=[])


def test_a_path_that_is_not_there_is_told_in_its_report(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    for executor in (None, ThreadPoolExecutor(1), ProcessPoolExecutor(1)):
        missing, there = gasmacro.check_paths([tmp_path / "none.s", tmp_path], executor=executor)
        assert [error.message for error in missing.errors] == ["can't be read: no such file or directory"]
        assert [finding.rule for finding in there.findings] == ["GM101"]
    (alone,) = gasmacro.check_paths(str(tmp_path / "a.s"))
    assert alone == there


@pytest.mark.parametrize("family", ["gas@2.99", "clang@99"])
def test_newer_than_the_tables_is_noted(family: str) -> None:
    words = f"{family} is newer than the tables"
    (told,) = gasmacro.expand(" nop\n", assembler=family).diagnostics
    assert (told.severity, told.message.startswith(words)) == ("note", True)
    (note,) = gasmacro.check(" nop\n", assemblers=[family]).notes
    assert note.startswith(words)
    for command in ("check", "expand", "diff"):
        more = ("--as", "gas@2.44") if command == "diff" else ()
        done = run(command, "-", "--as", family, *more, source=" nop\n")
        assert (done.returncode, words in done.stderr) == (0, True)


@pytest.mark.parametrize(
    ("define", "value"), [("X", 1), ("X=0x10", 16), ("X=010", 8), ("X=-3", -3), ("X=0b11", 3), ("X=0", 0)]
)
def test_defines_of_an_assembler_are_numbers(define: str, value: int) -> None:
    assert gasmacro.expand(f".if X == {value}\n .byte 1\n.endif\n", defines=[define]).text == ".byte 1\n"


@pytest.mark.parametrize("define", ["", "=3", "1x=3", "X=(", "X=Y"])
@pytest.mark.parametrize("name", ["a.s", "a.S"])
def test_defines_that_are_none_are_told(define: str, name: str) -> None:
    done = run("expand", "-", "--stdin-filename", name, "-D", define, source=" nop\n")
    if name == "a.S" and define.startswith("X"):
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 2
        assert f"gasmacro: {define!r} " in done.stderr


def test_defines_of_a_build_are_no_symbols(tmp_path: Path) -> None:
    command = {"directory": str(tmp_path), "file": "a.s", "arguments": ["cc", "-DX=(y)", "-c", "a.s"]}
    (tmp_path / "compile_commands.json").write_text(json.dumps([command]))
    (tmp_path / "a.s").write_text(" nop\n")
    done = run("expand", "a.s", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nop\n", "")
    assert gasmacro.expand(" nop\n", filename="a.S", defines=["X=(y)"], as_written=True).text == "nop\n"


def test_a_define_for_the_preprocessor_does_not_keep_assembler_from_being_checked() -> None:
    done = run("check", "-", "-D", "X=(y)", "--format", "concise", source=SPLIT)
    assert (done.returncode, done.stderr) == (1, "")


def test_diff_reads_c_preprocessor_lines_as_expand_does() -> None:
    source = "#ifdef X\n#define N 8\n.macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -N\n#endif\n"
    assert run("diff", "-", "--stdin-filename", "x.S", source=source).returncode == 0
    done = run("diff", "-", "--stdin-filename", "x.S", "-D", "X", source=source)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1] == ".byte 1,-8 | .byte 1-8, 9"
    kept = run("diff", "-", "--stdin-filename", "x.S", "--as-written", source=source)
    assert "#ifdef X" in kept.stdout


@pytest.mark.parametrize("command", ["check a.s", "expand a.s", "diff a.s", "rules", "explain GM101", "--help"])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_closed_standard_output_is_told(command: str, closed: str, tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    line = f'"{sys.executable}" -m gasmacro {command} {closed}'
    done = subprocess.run(line, shell=True, capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=False)
    assert done.returncode == 2
    assert done.stderr == (b"" if "2>" in closed else b"gasmacro: bad file descriptor\n")


@pytest.mark.parametrize(("command", "status"), [("check a.s", 1), ("check - <&-", 0), ("expand a.s", 0)])
def test_other_closed_streams_change_nothing(command: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    line = f'"{sys.executable}" -m gasmacro {command} 2>&-'
    done = subprocess.run(line, shell=True, capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=False)
    assert done.returncode == status


def test_a_reader_that_leaves_is_not_told_of_findings(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(f' .ascii "{"x" * 500_000}"\n')
    line = f'"{sys.executable}" -m gasmacro expand a.s | true; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stderr) == (2, b"")


@pytest.mark.parametrize("last", ["x", ""])
def test_macros_of_c_that_double_come_to_an_end(last: str) -> None:
    doubling = "".join(f"#define A{depth} A{depth - 1} A{depth - 1}\n" for depth in range(1, 40))
    source = f"#define A0 {last}\n#define N 1\n{doubling}A39\n{SPLIT.replace('1', 'N')}A39\n"
    assert [finding.rule for finding in gasmacro.check(source, filename="x.S").findings] == ["GM101"]


@pytest.mark.parametrize("tree", ["none", "a.s"])
def test_a_patch_needs_a_folder_for_its_tree(tree: str, tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    done = run("check", "--patch", "-", "--tree", tree, cwd=tmp_path)
    assert (done.returncode, f"gasmacro: {tree}:1:1: is no folder" in done.stderr) == (2, True)


def test_a_patch_of_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    patch = "--- a/x\0.s\n+++ b/x\0.s\n@@ -1 +1 @@\n-x\n+y\n"
    done = run("check", "--patch", "-", "--tree", tmp_path, source=patch)
    assert (done.returncode, "lies outside the tree" in done.stderr) == (0, True)
