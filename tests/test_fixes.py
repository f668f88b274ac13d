"""Fixes: what is offered, what is made of files, and what is left alone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import gasmacro
from gasmacro.errors import InputError
from gasmacro.findings import Edit, Finding
from gasmacro.fixing import prove
from gasmacro.fixing.places import marked, same_spot
from gasmacro.source.edits import Lines, applied
from gasmacro.source.replace import replace
from tests.differential import bytes as edited_bytes

ROOT = Path(__file__).parent.parent
SEED = ROOT / "fixtures" / "seed"
MACRO = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"
SPLIT = MACRO + " m 1 -2\n"
COMMA = MACRO + " m 1, -2\n"
DOUBLED = ".macro m a\n movl $\\a, %eax\n.endm\n m $1\n"


def run(*arguments: str | Path, source: str | bytes = b"", cwd: Path | None = None) -> tuple[int, bytes, str]:
    data = source.encode() if isinstance(source, str) else source
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gasmacro", "check", *map(str, arguments)]
    done = subprocess.run(command, input=data, capture_output=True, cwd=cwd, env=environment, check=False)
    said = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in said
    return done.returncode, done.stdout, said


def only(source: str, filename: str = "x.s", arch: str = "x86_64") -> Finding:
    (found,) = gasmacro.check(source, filename=filename, arch=arch).findings
    return found


def mended(source: str, filename: str = "x.s", arch: str = "x86_64") -> tuple[str, str]:
    """The source with its one finding's fix, and how sure that is."""
    fix = only(source, filename, arch).fix
    assert fix is not None
    made = applied({filename: source}, fix.edits)
    assert made is not None
    assert gasmacro.check(made[filename], filename=filename, arch=arch).findings == ()
    return made[filename], fix.applicability


# --- what is offered ---


@pytest.mark.parametrize(
    ("broken", "whole", "sure"),
    [
        (SPLIT, COMMA, "safe"),
        (MACRO + " m 1   -2  # why\n", MACRO + " m 1,   -2  # why\n", "safe"),
        (MACRO + " m 1, 2,\n", MACRO + " m 1, 2\n", "safe"),
        (MACRO + " M 1\n", MACRO + " m 1\n", "safe"),
        (MACRO + " m, b=1, a=3\n", MACRO + " m b=1, a=3\n", "safe"),
        (MACRO + " m (1) (2)\n", MACRO + " m (1), (2)\n", "unsafe"),
        (".macro m a\n \\(.byte) \\a\n.endm\n m 5\n", ".macro m a\n .byte \\a\n.endm\n m 5\n", "safe"),
        (".macro m a\n .if \\a == x\n .byte 1\n .endif\n.endm\n m x\n",
         ".macro m a\n .ifc \\a, x\n .byte 1\n .endif\n.endm\n m x\n", "unsafe"),
        (".macro m a\n .byte \\a\n.endm m\n m 1\n", ".macro m a\n .byte \\a\n.endm # m\n m 1\n", "safe"),
        (" .irp x 1 2\n .byte \\x\n .endr\n", " .irp x, 1 2\n .byte \\x\n .endr\n", "safe"),
        (" .rep 2\n .byte 1\n .endr\n .REPT 1\n .byte 1\n .endr\n", "", ""),
        (".macro m a\n .byte \\a\n.endm\n m 1 /* one */\n", ".macro m a\n .byte \\a\n.endm\n m 1 # one\n", ""),
        (".macro m a\n\\a:\n.endm\n m x\nx: .byte 1\n", ".macro m a\n\\a:\n.endm\n m x\n.byte 1\n", "safe"),
        (DOUBLED, DOUBLED.replace("$1", "1"), "unsafe"),
        (".altmacro\n.macro m a\n .byte a\n.endm\n m 1\n", ".altmacro\n.macro m a\n .byte \\a\n.endm\n m 1\n", "safe"),
    ],
)  # fmt: skip
def test_a_fix_is_proved(broken: str, whole: str, sure: str) -> None:
    found = gasmacro.check(broken, filename="x.s", assemblers=("gas@2.35+", "clang@9+")).findings
    if not sure:
        for finding in found:
            assert finding.fix is None or finding.fix.applicability == "safe"
        return
    (finding,) = found
    assert finding.fix is not None
    assert finding.fix.applicability == sure
    assert applied({"x.s": broken}, finding.fix.edits) == {"x.s": whole}


def test_what_is_not_proved_is_not_offered() -> None:
    assert only(".macro m a\n .byte \\a\n.endm\n m 1, 2\n").fix is None  # which of the two is meant nobody can know
    assert only(" .byte 1\n .exitm\n").fix is None


def test_a_candidate_alone_is_no_fix() -> None:
    for finding in gasmacro.check(SPLIT, filename="x.s").findings:
        assert finding.candidates == ()


def test_many_findings_are_proved_together(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    real = prove.verdict

    def counted(*arguments: object) -> str | None:
        nonlocal looks
        looks += 1
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(prove, "verdict", counted)
    source = MACRO + " m 1 -2\n" * 100
    found = gasmacro.check(source, filename="x.s").findings
    assert len(found) == 100
    assert {each.fix.applicability for each in found if each.fix} == {"safe"}
    assert all(each.fix for each in found)
    assert looks == 1
    mixed = MACRO + " m 1 -2\n" * 20 + " m 1 -2, 3, 4\n" + " m 1 -2\n" * 20
    fixes = [each.fix for each in gasmacro.check(mixed, filename="x.s").findings]
    assert sum(fix is not None for fix in fixes) == 40


def test_the_work_of_proofs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "LEAST", 0)
    monkeypatch.setattr(prove, "TIMES", 0)
    monkeypatch.setattr(prove, "ALWAYS", 0)
    source = "".join(f".macro m{n} a, b=9\n .byte \\a, \\b\n.endm\n m{n} 1 -2\n" for n in range(6))
    found = gasmacro.check(source, filename="x.s").findings
    assert [each.fix for each in found if each.fix is not None] == []
    monkeypatch.setattr(prove, "LEAST", 10_000_000)
    found = gasmacro.check(source, filename="x.s").findings
    assert sum(each.fix is not None for each in found) == 6


# --- where edits land ---


def test_edits_that_do_not_fit_are_refused() -> None:
    texts = {"x": "one\ntwo\r\n"}
    edit = Edit("x", 2, 1, 2, 4, "2", "two")
    assert applied(texts, [edit]) == {"x": "one\n2\r\n"}
    assert applied(texts, [edit, edit]) == {"x": "one\n2\r\n"}
    assert applied(texts, [edit, Edit("x", 2, 3, 2, 4, "")]) is None
    assert applied(texts, [Edit("x", 2, 1, 2, 4, "2", "too")]) is None
    assert applied(texts, [Edit("x", 9, 1, 9, 1, "")]) is None
    assert applied(texts, [Edit("x", 1, 1, 1, 9, "")]) is None
    assert applied(texts, [Edit("y", 1, 1, 1, 1, "")]) is None
    assert Lines("a\nbc").place(3) == (2, 2)


def test_what_the_preprocessor_hides_is_not_edited() -> None:
    source = "#define TWO -2\n" + MACRO + " m 1 /* one */ -2\n#define X(a) \\\n m a -2 ; \\\n m a\n"
    text, sure = mended(source, "x.S")
    assert (text, sure) == (source.replace("1 /*", "1, /*"), "safe")


def test_joined_lines_are_edited_where_they_stand() -> None:
    source = MACRO + " m \\\n  1 -2\n"
    assert mended(source, "x.S") == (source.replace("1 -2", "1, -2"), "safe")


def test_an_edit_over_the_join_of_two_lines_is_none() -> None:
    assert (
        only(MACRO + " m 1 \\\n -2\n", "x.S").fix is None
        or mended(MACRO + " m 1 \\\n -2\n", "x.S")[0].count("\\\n") == 1
    )


def test_fixes_of_preprocessed_output_land_in_the_file_that_was_preprocessed(tmp_path: Path) -> None:
    (tmp_path / "m.h").write_text("/* a header */\n" + MACRO + "\tm 1   -2\n")
    output = '# 1 "x.S"\n# 1 "m.h" 1\n\n' + MACRO.replace("\n ", "\n") + ' m 1 -2\n# 2 "x.S" 2\n'
    (tmp_path / "x.s").write_text(output)
    (finding,) = gasmacro.check(output, filename=str(tmp_path / "x.s")).findings
    assert finding.fix is not None
    assert [(Path(edit.file).name, edit.line, edit.column, edit.text) for edit in finding.fix.edits] == [
        ("m.h", 5, 5, ",")
    ]
    (tmp_path / "m.h").write_text("/* a header */\n" + MACRO + "\tm 1   -3\n")
    (finding,) = gasmacro.check(output, filename=str(tmp_path / "x.s")).findings
    assert finding.fix is None
    before = (tmp_path / "m.h").read_text(), output
    assert run("--fix", "x.s", cwd=tmp_path)[0] == 1
    assert ((tmp_path / "m.h").read_text(), (tmp_path / "x.s").read_text()) == before


def test_lines_that_differ_in_blanks_are_the_same() -> None:
    assert same_spot(" m 1 -2", "\tm   1  -2 ", 5) == 8
    assert same_spot(" m 1 -2", "\tm   1  -2", 4) == 6
    assert same_spot(" m 1 -2", "\tm 1 -3", 4) is None
    assert marked('a\n# 7 "h" 1\nb\n', "x") == {("x", 1): [1], ("h", 7): [3], ("h", 8): [4]}


# --- files ---


def test_fix_and_diff_agree_on_the_seed(tmp_path: Path) -> None:
    shutil.copytree(SEED / "doubled", tmp_path, dirs_exist_ok=True)
    status, printed, said = run("--diff", "--unsafe-fixes", "calling.h", cwd=tmp_path)
    assert (status, printed.count(b"\n-\t"), "would fix 4, 0 remain" in said) == (1, 4, True)
    assert (tmp_path / "calling.h").read_bytes() == (SEED / "doubled" / "calling.h").read_bytes()
    status, printed_safe, said = run("--diff", "calling.h", cwd=tmp_path)
    assert (status, printed_safe, "4 fixable with --unsafe-fixes" in said) == (1, b"", True)
    assert run("--fix", "calling.h", cwd=tmp_path)[0] == 1
    status, out, said = run("--fix", "--unsafe-fixes", "calling.h", cwd=tmp_path)
    assert (status, out, said) == (0, b"", "gasmacro: fixed 4, 0 remain\n")
    assert (tmp_path / "calling.h").read_bytes() == (SEED / "mended" / "calling.h").read_bytes()
    subprocess.run(["git", "apply", "-R"], input=printed, cwd=tmp_path, check=True)
    assert (tmp_path / "calling.h").read_bytes() == (SEED / "doubled" / "calling.h").read_bytes()


def test_only_named_files_are_changed(tmp_path: Path) -> None:
    shutil.copytree(SEED / "doubled", tmp_path, dirs_exist_ok=True)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert run("--fix", "--unsafe-fixes", "entry.S", cwd=tmp_path)[0] == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert run("--fix", "--unsafe-fixes", "entry.S", "./calling.h", cwd=tmp_path)[0] == 0
    changed = {path.name for path in tmp_path.iterdir() if path.read_bytes() != before[path.name]}
    assert changed == {"calling.h"}


def test_a_file_keeps_all_but_what_a_fix_changes(tmp_path: Path) -> None:
    path, link = tmp_path / "x.s", tmp_path / "link.s"
    path.write_bytes(SPLIT.replace("\n", "\r\n").encode() + b"# \xff\xfe no line end")
    path.chmod(0o751)
    link.symlink_to("x.s")
    assert run("--fix", "link.s", cwd=tmp_path)[0] == 0
    assert path.read_bytes() == COMMA.replace("\n", "\r\n").encode() + b"# \xff\xfe no line end"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.s", "x.s"]


def test_a_file_that_may_not_be_written_is_told_and_the_others_are_fixed(tmp_path: Path) -> None:
    for name in ("a.s", "b.s"):
        (tmp_path / name).write_text(SPLIT)
    (tmp_path / "a.s").chmod(0o444)
    status, out, said = run("--fix", "--format", "concise", "a.s", "b.s", cwd=tmp_path)
    assert status == 2
    assert out.startswith(b"a.s:4:4: GM101 ")
    assert "a.s:1:1: can't be changed: it is read-only" in said
    assert "fixed 1, 1 remains" in said
    assert [(tmp_path / name).read_text() for name in ("a.s", "b.s")] == [SPLIT, COMMA]


def test_a_file_that_somebody_else_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.s"
    path.write_text("new")
    with pytest.raises(InputError, match="somebody else"):
        replace(str(path), b"fixed", b"old")
    with pytest.raises(InputError, match="no regular file"):
        replace(str(tmp_path), b"fixed", b"")
    assert path.read_text() == "new"


def test_status_may_tell_that_something_was_fixed(tmp_path: Path) -> None:
    path = tmp_path / "x.s"
    for status, more in ((1, ()), (0, ("--exit-zero",))):
        path.write_text(SPLIT)
        assert run("--fix", "--exit-non-zero-on-fix", *more, "x.s", cwd=tmp_path)[0] == status
        assert path.read_text() == COMMA
    assert run("--fix", "--exit-non-zero-on-fix", "x.s", cwd=tmp_path)[0] == 0


def test_several_findings_in_one_line_are_fixed_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(MACRO + " m 1 -2; m 3 -4; M 5, 6\n")
    assert run("--fix", "x.s", cwd=tmp_path)[0] == 0
    assert (tmp_path / "x.s").read_text() == MACRO + " m 1, -2; m 3, -4; m 5, 6\n"


def test_what_standard_input_gave_goes_to_standard_output() -> None:
    assert run("--fix", "-", source=SPLIT) == (0, COMMA.encode(), "gasmacro: fixed 1, 0 remain\n")
    status, out, said = run("--fix", "--format", "concise", "-", source=SPLIT + " .exitm\n")
    assert (status, out) == (1, (COMMA + " .exitm\n").encode())
    assert "<stdin>:5:2: GM609" in said
    status, out, _ = run("--diff", "--stdin-filename", "x/y.s", "-", source=SPLIT)
    assert status == 1
    assert out.startswith(b"--- a/x/y.s\n+++ b/x/y.s\n@@ ")
    assert run("--fix", "-", source=b"\xff\r\n") == (0, b"\xff\r\n", "")


def test_a_diff_tells_a_last_line_without_end(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(SPLIT[:-1])
    _, printed, _ = run("--diff", "x.s", cwd=tmp_path)
    assert printed.endswith(b"- m 1 -2\n\\ No newline at end of file\n+ m 1, -2\n\\ No newline at end of file\n")
    subprocess.run(["git", "apply"], input=printed, cwd=tmp_path, check=True)
    assert (tmp_path / "x.s").read_text() == COMMA[:-1]


def test_an_included_file_is_fixed_if_it_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.s").write_text('.include "m.inc"\n m 3 -4\n')
    (folder / "m.inc").write_text(SPLIT)
    assert run("--fix", "--format", "concise", "d/a.s", cwd=tmp_path)[1].startswith(b"d/m.inc:4:4: GM101")
    assert (folder / "a.s").read_text() == '.include "m.inc"\n m 3, -4\n'
    assert run("--fix", "d", cwd=tmp_path)[0] == 0
    assert (folder / "m.inc").read_text() == COMMA


def test_what_a_baseline_knows_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(SPLIT)
    assert run("--baseline", "b.json", "--update-baseline", "x.s", cwd=tmp_path)[0] == 0
    (tmp_path / "x.s").write_text(SPLIT + " m 3 -4\n m 1 -2\n")
    status, printed, said = run("--baseline", "b.json", "--diff", "x.s", cwd=tmp_path)
    assert (status, said) == (1, "gasmacro: would fix 2, 0 remain\n")
    assert [line for line in printed.decode().splitlines() if line[0] in "+-"][2:] == [
        "- m 3 -4", "- m 1 -2", "+ m 3, -4", "+ m 1, -2",
    ]  # fmt: skip
    assert run("--baseline", "b.json", "--fix", "x.s", cwd=tmp_path) == (0, b"", "gasmacro: fixed 2, 0 remain\n")
    assert (tmp_path / "x.s").read_text() == SPLIT + " m 3, -4\n m 1, -2\n"
    assert run("--baseline", "b.json", "--diff", "x.s", cwd=tmp_path) == (0, b"", "")
    assert run("--fix", "x.s", cwd=tmp_path)[0] == 0
    assert (tmp_path / "x.s").read_text() == COMMA + " m 3, -4\n m 1, -2\n"


def test_many_files_are_looked_at_in_the_cache_and_only_those_with_fixes_again(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"clean{number}.s").write_text(COMMA)
    (tmp_path / "m.inc").write_text(MACRO + " m 1 -2\n")
    (tmp_path / "a.s").write_text(" .byte 1\n .exitm\n")
    (tmp_path / "b.s").write_text('.include "m.inc"\n')
    folder = ("--cache-dir", str(tmp_path / "cache"))
    for fresh in (True, False):
        status, out, said = run(*folder, "--diff", ".", cwd=tmp_path)
        assert (status, "+ m 1, -2" in out.decode(), "would fix 1, 1 remain" in said) == (1, True, True), fresh
    status, out, said = run(*folder, "--fix", "--format", "concise", ".", cwd=tmp_path)
    assert (status, "a.s:2:2: GM609" in out.decode(), "fixed 1, 1 remain" in said) == (1, True, True)
    assert (tmp_path / "m.inc").read_text() == COMMA
    assert run(*folder, "--diff", ".", cwd=tmp_path)[2] == "gasmacro: would fix 0, 1 remains\n"


def test_a_clean_file_is_looked_at_again_when_what_it_includes_is_mended(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text('.ifdef never\n.include "m.inc"\n.endif\n.include "n.inc"\n n 1\n')
    (tmp_path / "m.inc").write_text(SPLIT)
    (tmp_path / "n.inc").write_text(".macro n a\n .byte \\a\n.endm\n")
    assert run("--fix", "a.s", "m.inc", "n.inc", cwd=tmp_path)[::2] == (0, "gasmacro: fixed 1, 0 remain\n")
    assert (tmp_path / "m.inc").read_text() == COMMA


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.s"
    path.write_text("old")

    def refused(**named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("gasmacro.source.replace.tempfile.mkstemp", refused)
    with pytest.raises(InputError, match="can't be changed: permission denied"):
        replace(str(path), b"new", b"old")
    monkeypatch.undo()
    monkeypatch.setattr("gasmacro.source.replace.os.replace", lambda *paths: refused())
    with pytest.raises(InputError, match="can't be changed"):
        replace(str(path), b"new", b"old")
    assert [each.name for each in tmp_path.iterdir()] == ["x.s"]
    assert path.read_text() == "old"


def test_random_byte_edits_do_no_harm() -> None:
    found, counts, _ = edited_bytes.chunk(1, range(60))
    assert [(case.arguments, case.files, result.wrong) for case, result in found] == []
    assert counts["check --fix", "file changed"] > 2
    assert counts["check --patch", "status 1"] > 9
