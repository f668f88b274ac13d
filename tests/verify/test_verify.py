"""`gasmacro verify`: what it finds on a machine, what it tells, and what it never hands to an assembler."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gasmacro.errors import GasmacroError
from gasmacro.verify import judge
from gasmacro.verify.ask import Source, ask, reduced
from gasmacro.verify.fixtures import read_fixture
from gasmacro.verify.programs import Assembler, Program, assemblers, identify, on_path
from gasmacro.verify.records import read_folder, short, text_digest
from gasmacro.verify.runs import Message, Outcome, assemble
from gasmacro.verify.sources import SAMPLES, built_in
from tests.oracles import assemblers as oracles

SPLIT = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"


def _starter(name: str) -> str:
    return str(oracles.home() / "bin" / name)


def _script(path: Path, lines: str) -> str:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return str(path)


def _said(path: Path, text: str) -> str:
    return _script(path, f"printf '%b' '{text}'")


def verify(*arguments: str | Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": root, "PATH": path or os.environ["PATH"]}
    command = [sys.executable, "-m", "gasmacro", "verify", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("GNU assembler (GNU Binutils for Debian) 2.40\\n", ("as", "2.40")),
        ("GNU assembler (GNU Binutils; openSUSE) 2.41.0.20230908-150100.7\\n", ("as", "2.41.0.20230908")),
        ("GNU assembler version 2.35.2-43.el9\\n", ("as", "2.35.2")),
        ("GNU assembler (GNU Binutils for Debian) 2.47.50.20261021\\n", ("as", "2.47.50.20261021")),
        ("Debian clang version 19.1.7 (3+b1)\\nTarget: x86_64-pc-linux-gnu\\n", ("clang", "19.1.7")),
        ("clang version 23.0.0git (https://example.org 1234)\\n", ("clang", "23.0.0")),
        ("Debian LLVM version 14.0.6\\n  Optimized build.\\n", ("llvm-mc", "14.0.6")),
    ],
)
def test_a_program_is_what_it_says(tmp_path: Path, said: str, expected: tuple[str, str]) -> None:
    found = identify(_said(tmp_path / "program", said))
    assert (found.kind, found.full) == expected


@pytest.mark.parametrize("said", ["Apple clang version 15.0.0\\n", "true (GNU coreutils) 9.1\\n", ""])
def test_other_programs_are_none(tmp_path: Path, said: str) -> None:
    with pytest.raises(GasmacroError, match="neither GNU as nor"):
        identify(_said(tmp_path / "program", said))


def test_path_is_searched_for_names_of_assemblers_in_absolute_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("as", "aarch64-linux-gnu-as", "arm-none-eabi-as", "clang-19", "llvm-mc", "llvm-as", "gas", "class", "has")
    for name in names:
        _script(tmp_path / name, "exit 1")
    (tmp_path / "x86_64-linux-gnu-as").symlink_to(tmp_path / "as")
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("PATH", f"{tmp_path}:.:{tmp_path.name}")
    found = [os.path.basename(each) for each in on_path()]
    assert found == ["aarch64-linux-gnu-as", "arm-none-eabi-as", "as", "clang-19", "llvm-mc"]


@pytest.mark.parametrize(
    ("target", "archs"),
    [
        ("x86_64-linux-gnu", ("x86_64", "i386")),
        ("armeb-none-eabi", ()),
        ("riscv32-elf", ()),
        ("ppc64le", ("powerpc64le",)),
    ],
)
def test_a_target_names_architectures(target: str, archs: tuple[str, ...]) -> None:
    assert Program("as", "as", "2.40", target).architectures() == archs


def test_too_old_releases_are_told_and_not_asked() -> None:
    notes: list[str] = []
    assert list(assemblers([Program("/x/as", "as", "2.17", "x86_64-linux-gnu")], ["x86_64"], notes)) == []
    assert "older than the oldest modelled release" in notes[0]


def test_no_assembler_is_a_failure() -> None:
    done = verify(path="/nowhere")
    assert done.returncode == 2
    assert "no assembler was found" in done.stderr


@pytest.mark.live
def test_the_sources_that_come_along_agree_everywhere() -> None:
    done = verify("--assembler", _starter("gas-2.47"), "--assembler", _starter("llvm-mc-23"), "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["disagreements"], report["failures"], report["errors"]) == (0, [], [], [])
    assert report["files"] == len([name for name in os.listdir(SAMPLES) if name.endswith(".s")]) >= 6
    assert {each["arch"] for each in report["assemblers"]} > {"x86_64", "i386", "arm", "riscv64"}
    assert report["counts"][judge.PROVED] > 0.85 * sum(report["counts"].values())


@pytest.mark.live
def test_options_choose_assemblers_and_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(".macro m\n.byte given\n.endm\nm\n")
    chosen = ("--assembler", _starter("gas-2.44"), "--assembler", _starter("llvm-mc-19"), "--as", "gas@2.40+")
    done = verify(tmp_path / "a.s", *chosen, "-D", "given=3", "--pass", "gas:--32", "--format", "json")
    report = json.loads(done.stdout)
    assert [each["name"] for each in report["assemblers"]] == ["gas@2.44"]
    assert report["assemblers"][0]["command"][-1] == "--32"
    assert (done.returncode, report["counts"]) == (0, {judge.PROVED: 1})


def _lying(tmp_path: Path, change: str) -> str:
    """An assembler that does something else where it sees a `.macro`."""
    real = _starter("gas-2.40")
    return _script(tmp_path / "as", f'if grep -q "[.]macro" a.s 2>/dev/null; then {change}; fi\nexec {real} "$@"')


@pytest.mark.live
def test_other_bytes_are_shown_with_their_place_and_a_small_source(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text("nop\nnop\n" + SPLIT + "nop\n")
    lying = _lying(tmp_path, "sed -i 's/^ m 1/ m 2/' a.s")
    done = verify(tmp_path / "a.s", "--assembler", lying, "--include-source", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    (told,) = report["disagreements"]
    assert (told["kind"], told["layer"], told["assembler"]) == (judge.BYTES, "macro", "gas@2.40")
    assert told["section"]["source"]["bytes"] != told["section"]["expansion"]["bytes"]
    assert "nop" not in told["source"]
    assert " m 1" in told["source"]
    text = verify(tmp_path / "a.s", "--assembler", lying)
    assert text.returncode == 1
    assert ".text at byte 2: 02 fe" in text.stdout.replace("02 fe 90", "02 fe")
    assert "layer: the macro layer" in text.stdout
    assert " m 1 -2" not in text.stdout


@pytest.mark.live
@pytest.mark.parametrize(
    ("change", "kind"), [("echo 'a.s:1: Error: no' >&2; exit 1", judge.ACCEPTS), ("kill -9 $$", judge.ACCEPTS)]
)
def test_other_verdicts_are_disagreements(tmp_path: Path, change: str, kind: str) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    done = verify(tmp_path / "a.s", "--assembler", _lying(tmp_path, change), "--format", "json")
    assert done.returncode == 1
    assert [each["kind"] for each in json.loads(done.stdout)["disagreements"]] == [kind]


@pytest.mark.live
def test_what_is_refused_below_the_macro_layer_is_agreement(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT + "nosuchinstruction %eax\n")
    done = verify(tmp_path / "a.s", "--assembler", _starter("gas-2.40"), "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["counts"]) == (0, {judge.BELOW: 1})


def test_another_rejection_lies_below_the_macro_layer() -> None:
    real, again = (Outcome(False, (Message(1, "error", text),), {}, 0, None, (), False) for text in ("one", "two"))
    assert judge.with_text(True, real, again)[0] == judge.REASONS
    assert judge.with_text(True, real, real)[0] == judge.BELOW


@pytest.mark.live
@pytest.mark.parametrize(
    "source",
    [
        '.incbin "{}"\n',
        '.macro m f\n.incbin "\\f"\n.endm\nm {}\n',
        '.bogus_thing\n.else\n.include "{}"\n',
        '.include "../outside.s"\n',
        '.else\n.incbin "\\057etc\\057passwd"\n',
    ],
)
def test_files_out_of_reach_are_not_handed_to_an_assembler(tmp_path: Path, source: str) -> None:
    outside = tmp_path / "outside.s"
    outside.write_text("secret words\n")
    inside = tmp_path / "in"
    inside.mkdir()
    assembler = oracles.assemblers()["gas@2.40"]
    made = ask(Source(str(inside / "a.s"), source.format(outside)), assembler)
    assert (made.could_not, made.real) == (True, None)
    assert "secret" not in made.detail


@pytest.mark.live
def test_a_run_has_an_end(tmp_path: Path) -> None:
    (starter,) = assemblers([identify(_starter("gas-2.40"))], ["x86_64"], [])
    endless = ".macro m\n.rept 100\n.rept 10000\n.rept 10000\n.endr\n.endr\n.endr\n.endm\nm\n"
    assert assemble(endless, starter, seconds=1).died
    huge = assemble(".space 0x7fffffffff\n", starter, seconds=20)
    assert not huge.accepted


@pytest.mark.live
def test_a_recorded_source_is_a_fixture(tmp_path: Path) -> None:
    (tmp_path / "split.s").write_text(SPLIT)
    chosen = ("--assembler", _starter("gas-2.47"), "--assembler", _starter("llvm-mc-19"))
    done = verify(tmp_path / "split.s", *chosen, "--record", tmp_path / "fixtures")
    assert done.returncode == 0
    fixture = read_fixture(tmp_path / "fixtures" / "split.s")
    assert fixture.source.endswith(SPLIT.encode())
    assert [line.verdict for line in fixture.expectations] == ["accepts .text 01fe", "accepts .text ff09"]
    record = read_folder(tmp_path / "fixtures")["split"]
    assert record.source == short(text_digest(fixture.source))
    assert [name.partition("@")[0] for name in record.outcomes] == ["gas", "clang"]
    assert record.outcomes.keys() == record.proved.keys()
    again = verify(tmp_path / "split.s", *chosen, "--record", tmp_path / "fixtures")
    assert again.returncode == 0
    (tmp_path / "split.s").write_text("nop\n")
    other = verify(tmp_path / "split.s", *chosen, "--record", tmp_path / "fixtures")
    assert other.returncode == 2
    assert "is another source already" in other.stderr


@pytest.mark.live
def test_where_a_comment_changes_what_is_tested_expectations_stand_beside(tmp_path: Path) -> None:
    (tmp_path / "app.s").write_text("#NO_APP\n.byte 1\n#APP\n")
    done = verify(tmp_path / "app.s", "--assembler", _starter("gas-2.40"), "--record", tmp_path / "out")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "out" / "app.s").read_text() == "#NO_APP\n.byte 1\n#APP\n"
    assert [line.verdict for line in read_fixture(tmp_path / "out" / "app.s").expectations] == ["accepts .text 01"]


@pytest.mark.live
def test_sources_with_preprocessor_lines_are_preprocessed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.h").write_text("#define X 8\n.macro m a, b=9\n .byte \\a, \\b\n.endm\n")
    (tmp_path / "a.S").write_text(
        '#include "a.h"\n#include "a.h"\n#if N == 3\n# said in passing\n m X 1\n#ifdef __clang__\n .byte N\n'
        "#endif\n#else\n#error no\n#endif\n"
    )
    (tmp_path / "sub" / "a.h").write_text("#ifndef X\n" + (tmp_path / "sub" / "a.h").read_text() + "#endif\n")
    chosen = ("--assembler", _starter("gas-2.40"), "--assembler", _starter("llvm-mc-19"), "--format", "json")
    done = verify(tmp_path / "a.S", "-D", "N=3", "-I", tmp_path / "sub", *chosen)
    assert (done.returncode, json.loads(done.stdout)["counts"]) == (0, {judge.PROVED: 2}), done.stdout + done.stderr
    recorded = verify(tmp_path / "a.S", "-D", "N=3", "-I", tmp_path / "sub", *chosen, "--record", tmp_path / "out")
    assert recorded.returncode == 2
    assert "preprocessors make different texts" in recorded.stderr
    (refused,) = json.loads(verify(tmp_path / "a.S", "-I", tmp_path / "sub", *chosen).stdout)["errors"]
    assert (refused["line"], refused["message"]) == (10, "#error is reached: no")


@pytest.mark.live
def test_a_compiler_of_the_users_preprocesses(tmp_path: Path) -> None:
    (tmp_path / "a.S").write_text("ONE\n")
    defines = ".macro m a, b=9\\n .byte \\\\a, \\\\b\\n.endm\\n"
    gas = _said(tmp_path / "gas-cc", f"{defines} m 1 -2\\n")
    clang = _said(tmp_path / "clang-cc", f"{defines} m 1, 2\\n m 3\\n")
    chosen = ("--assembler", _starter("gas-2.40"), "--assembler", _starter("llvm-mc-19"), "--format", "json")
    done = verify(tmp_path / "a.S", "--cpp", f"gas:{gas}", "--cpp", f"clang:{clang}", *chosen)
    assert (done.returncode, json.loads(done.stdout)["counts"]) == (0, {judge.PROVED: 2}), done.stdout + done.stderr
    one = verify(tmp_path / "a.S", "--cpp", gas, *chosen)
    assert (one.returncode, json.loads(one.stdout)["counts"]) == (0, {judge.PROVED: 2}), one.stdout + one.stderr
    ours = verify(tmp_path / "a.S", *chosen)  # `ONE` is an instruction to nobody: refused below the macro layer
    assert json.loads(ours.stdout)["counts"] == {judge.BELOW: 2}
    failed = verify(tmp_path / "a.S", "--cpp", _script(tmp_path / "no-cc", "exit 3"), *chosen)
    assert failed.returncode == 2
    assert "failed: status 3" in failed.stderr


@pytest.mark.live
def test_a_disagreement_about_a_preprocessed_source_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.S").write_text("#define ONE 1\n" + SPLIT.replace("m 1", "m ONE"))
    lying = _script(
        tmp_path / "as",
        f'if grep -q "[.]macro" a.S 2>/dev/null; then sed -i "s/ m 1/ m 2/" a.S; fi\nexec {_starter("gas-2.40")} "$@"',
    )
    report = json.loads(verify(tmp_path / "a.S", "--assembler", lying, "--format", "json").stdout)
    assert [each["kind"] for each in report["disagreements"]] == [judge.BYTES]


def test_preprocessor_lines_that_refuse_the_source_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.S").write_text("#error no\n")
    done = verify(tmp_path / "a.S", path="/nowhere")
    assert done.returncode == 2
    assert "a.S:1:1: #error is reached: no" in done.stderr


def test_samples_are_small_and_sources_of_this_project() -> None:
    for source in built_in():
        assert source.text.startswith("/* ")
        assert len(source.text.splitlines()) < 40


def test_a_reduction_that_does_not_hold_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    from gasmacro.verify import ask as module
    from gasmacro.verify.ask import Comparison

    before = Comparison(Source("a.s", SPLIT), Assembler("gas@2.40", "gas", "2.40", "2.40", "x86_64", (), ()), "k")
    monkeypatch.setattr(module, "ask", lambda source, assembler, **_: Comparison(source, assembler, "other"))
    assert reduced(before) is before
