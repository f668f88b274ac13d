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
    assert gasmacro.expand(' .include "x.inc"\n', include_dirs=[tmp_path]).text == ".byte 7\n"
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


def test_groups_are_lists_and_places_are_tuples_with_names() -> None:
    (found,) = gasmacro.check(SPLIT, assemblers=["gas@2.44", "clang@19"]).findings
    assert found.groups == [["gas@2.44"], ["clang@19"]]
    (statement,) = gasmacro.expand(CALLED, filename="x.s").statements
    at: gasmacro.At = statement.at
    assert (at.file, at.line, at.column) == tuple(at) == ("x.s", 2, 2)
    assert statement.at == ("x.s", 2, 2)
    (frame,) = statement.stack
    assert frame.definition == ("x.s", 1)
    assert frame.as_dict()["definition"] == {"file": "x.s", "line": 1}
    assert pickle.loads(pickle.dumps(statement)) == statement
    with pytest.raises(AttributeError):
        at.line = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("-D X -U X", ".byte 0"),
        ("-U X -D X", ".byte 1"),
        ("-DX=1 -DX=2", ".byte 2"),
        ("-UX -DX=3 -UX", ".byte 0"),
        ("-D X=4 -U Y -D Y=5", ".byte 4"),
    ],
)
def test_defines_count_in_their_order(options: str, text: str, tmp_path: Path) -> None:
    source = "#ifdef X\n .byte X\n#else\n .byte 0\n#endif\n"
    (tmp_path / "gasmacro.toml").write_text('defines = ["X=8"]\nundefines = ["Y"]\n')
    done = run("expand", "-", "--stdin-filename", "x.S", *options.split(), source=source, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{text}\n", "")


def test_the_command_line_wins_over_what_a_file_defines(tmp_path: Path) -> None:
    (tmp_path / "gasmacro.toml").write_text('defines = ["X=8"]\nundefines = ["Y"]\n')
    told = json.loads(run("config", "-U", "X", "-D", "Y=1", "--format", "json", cwd=tmp_path).stdout)["options"]
    assert (told["defines"]["value"], told["undefines"]["value"]) == (["Y=1"], ["X"])


@pytest.mark.parametrize("command", [["rules"], ["explain", "GM101"], ["targets"]])
def test_every_command_takes_assemblers(command: list[str]) -> None:
    for chosen in (["--as", "gas@2.44", "--as", "clang@19"], ["--arch", "aarch64"]):
        done = run(*command, *chosen)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout != run(*command).stdout
    for wrong in (["--as", "gas@1"], ["--arch", "vax"]):
        assert run(*command, *wrong).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], "No such command 'chekc': did you mean 'check'?"),
        (["frobnicate"], "choose one of check, config,"),
        (["check", "--formt", "json"], "Did you mean '--format'?"),
        (["explain", "doubled-imediate-prefix"], "did you mean 'doubled-immediate-prefix'?"),
        (["explain", "frob"], "`gasmacro rules` lists them all"),
    ],
)
def test_misspelt_words_are_told(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, words in done.stderr) == (2, True)


def test_rules_of_chosen_assemblers() -> None:
    one = run("rules", "--as", "gas@2.44").stdout
    assert "GM201" in one
    assert "GM101" not in one
    assert "GM101" in run("rules", "--as", "gas@2.44", "--as", "clang@19").stdout
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert [row["code"] for row in listed["rules"]] == [line[:5] for line in run("rules").stdout.splitlines()]
    assert set(listed["rules"][0]) == {"code", "name", "severity", "title", "arch", "bad", "good", "reports"}


def test_targets_tells_what_a_range_stands_for() -> None:
    assert run("targets", "--as", "gas@2.44", "--as", "clang@18..19").stdout == "gas@2.44\nclang@18\nclang@19\n"
    document = json.loads(run("targets", "--as", "clang@18", "--arch", "arm", "--format", "json").stdout)
    assert document == {"schema": 1, "arch": "arm", "assemblers": ["clang@18"]}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("command", ["check", "expand", "diff"])
def test_short_sources_in_other_encodings_are_told(command: str, encoding: str) -> None:
    done = run(command, "-", source=SPLIT.encode(encoding))
    assert (done.returncode, "is no assembler source" in done.stderr) == (2, True)


def test_diff_of_a_line_that_includes(tmp_path: Path) -> None:
    (tmp_path / "x.inc").write_text(" .byte 1\n")
    (tmp_path / "a.s").write_text(' .byte 2\n .include "x.inc"\n')
    for line, text in ((1, ".byte 2"), (2, ".byte 1")):
        rows = run("diff", "a.s", "--line", str(line), cwd=tmp_path).stdout.splitlines()[1:]
        assert [row.split("   ")[0] for row in rows] == [f"{text}  {text}"[: len(text)]]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_bytes_survive(encoding: str) -> None:
    data = '.macro m\n .ascii "\xfc\xff"\n.endm\n m\n'.encode(encoding)
    done = subprocess.run(
        [sys.executable, "-m", "gasmacro", "expand", "-"], input=data, capture_output=True, env=ENVIRONMENT, check=False
    )
    assert done.stdout == ' .ascii "\xfc\xff"\n'.lstrip().encode(encoding)
    document = json.loads(run("expand", "-", "--format", "json", source=data).stdout)
    assert document["text"].encode("utf-8", "surrogateescape") == done.stdout


def test_messages_of_a_source_have_its_own_text() -> None:
    source = ' .error "boom"\n .warning "w  x"\n .print "hello"\n'
    for assembler in ("gas", "clang"):
        done = gasmacro.expand(source, assembler=assembler)
        told = [(each.severity, each.message, each.line) for each in done.diagnostics]
        assert told == [("error", "boom", 1), ("warning", "w  x", 2), ("note", "hello", 3)]
        assert done.accepted is False


def test_suffixes_that_a_search_takes(tmp_path: Path) -> None:
    for suffix in ("s", "S", "asm", "h", "inc", "i", "txt", "py", "o", "lst"):
        (tmp_path / f"a.{suffix}").write_text(SPLIT)
    (tmp_path / "a.c").write_text('asm(".macro m a, b=9\\n .byte \\\\a, \\\\b\\n.endm\\n m 1 -2\\n");\n')
    (tmp_path / "b.c").write_text("int x;\n")
    document = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)
    assert sorted(each["file"] for each in document["findings"]) == [f"a.{s}" for s in "S asm c h i inc s".split()]


def test_every_format_tells_the_same_findings(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    (tmp_path / "b.s").write_text("# \xe9\n" + SPLIT)
    findings = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)["findings"]
    assert len(findings) == 2
    lines = run("check", "--format", "json-lines", cwd=tmp_path).stdout.splitlines()
    assert [json.loads(line) for line in lines] == findings
    assert run("check", "--format", "concise", cwd=tmp_path).stdout.splitlines() == [
        f"{each['file']}:{each['line']}:{each['column']}: {each['rule']} {each['message']}" for each in findings
    ]
    reports = gasmacro.check_paths([tmp_path])
    assert [each.message for report in reports for each in report.findings] == [each["message"] for each in findings]


@pytest.mark.parametrize("name", ["a.h", "z.h"])
def test_a_header_beside_its_preprocessed_source_is_told_once(name: str, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / name).write_text(SPLIT)
    (tmp_path / "d" / "m.s").write_text(f'# 1 "m.S"\n# 1 "{name}" 1\n{SPLIT}# 2 "m.S" 2\n')
    findings = json.loads(run("check", ".", "--format", "json", cwd=tmp_path).stdout)["findings"]
    assert [(each["file"], each["line"]) for each in findings] == [(f"d/{name}", 4)]
    findings = json.loads(run("check", "d/m.s", "--format", "json", cwd=tmp_path).stdout)["findings"]
    assert [(each["file"], each["line"]) for each in findings] == [(name, 4)]


def test_files_that_would_be_checked_are_listed(tmp_path: Path) -> None:
    (tmp_path / "gasmacro.toml").write_text('extend-exclude = ["out/"]\n')
    for path in ("a.s", "b.txt", "out/c.s", "sub/d.S"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(SPLIT)
    done = run("check", "--show-files", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["a.s", "sub/d.S"])
    done = run("check", "--show-files", "none.s", "a.s", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "a.s\n")
    done = run("check", "--show-files", "--fix", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "a.s").read_text()) == (2, SPLIT)


def test_rules_of_a_pattern_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "gasmacro.toml").write_text('per-file-ignores = { "b.s" = ["GM1"] }\n')
    for name in ("a.s", "b.s", "c.s"):
        (tmp_path / name).write_text(SPLIT)
    done = run("check", "--format", "concise", "--per-file-ignores", "a.s:GM101,GM2", cwd=tmp_path)
    assert (done.returncode, [line[:4] for line in done.stdout.splitlines()]) == (1, ["c.s:"])
    for wrong in ("GM1", "a.s:", ":GM1", "a.s:GM999"):
        assert run("check", "--per-file-ignores", wrong, cwd=tmp_path).returncode == 2


def test_paths_are_taken_for_names(tmp_path: Path) -> None:
    (tmp_path / "x.inc").write_text(" .byte 7\n")
    name = tmp_path / "a.s"
    name.write_text(SPLIT)
    done = gasmacro.expand(' .include "x.inc"\n', filename=name)
    assert (done.text, done.statements[0].file) == (".byte 7\n", str(tmp_path / "x.inc"))
    assert gasmacro.check(SPLIT, filename=name).findings[0].file == str(name)
    (report,) = gasmacro.check_paths(name)
    assert report.file == str(name)
    for call in (gasmacro.expand, gasmacro.check):
        with pytest.raises(TypeError, match="a source is text or bytes, not PosixPath"):
            call(name)  # type: ignore[arg-type]
