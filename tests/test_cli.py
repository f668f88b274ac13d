"""The command line: statuses, formats, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent / "fixtures" / "seed"
SPLIT = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"


def gasmacro(
    *arguments: str | Path, source: str | bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    data = source.encode() if isinstance(source, str) else source
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-m", "gasmacro", *map(str, arguments)]
    done = subprocess.run(command, input=data, capture_output=True, cwd=cwd, env=environment, check=False)
    texts = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in texts[1]
    return subprocess.CompletedProcess(command, done.returncode, *texts)


def test_check_tells_findings_and_their_status() -> None:
    done = gasmacro("check", "calling.h", "--format", "concise", cwd=SEED / "doubled")
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.split(" ")[:2] for line in done.stdout.splitlines()] == [
        [f"calling.h:{line}:31:", "GM201"] for line in (22, 26, 38, 45)
    ]
    clean = gasmacro("check", "calling.h", "entry.S", cwd=SEED / "mended")
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "", "")


def test_check_searches_folders_and_tells_a_header_once() -> None:
    done = gasmacro("check", ".", "--format", "json", cwd=SEED / "doubled")
    document = json.loads(done.stdout)
    assert document["files"] == 3
    assert [found["line"] for found in document["findings"]] == [22, 26, 38, 45]
    assert "gas@2.35" in document["assemblers"]


def test_what_cant_be_done_wins_over_findings(tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(SPLIT)
    done = gasmacro("check", tmp_path / "a.s", tmp_path / "none.s", "--format", "json")
    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert len(document["findings"]) == 1
    assert document["errors"][0]["message"] == "does not exist"
    assert "none.s:1:1: does not exist" in done.stderr


def test_standard_input_has_the_name_it_is_given() -> None:
    done = gasmacro("check", "-", "--stdin-filename", "x/y.s", "--format", "concise", source=SPLIT)
    assert done.returncode == 1
    assert done.stdout.startswith("x/y.s:4:4: GM101 ")


def test_ranges_and_architectures_are_chosen() -> None:
    same = gasmacro("check", "-", "--as", "gas>=2.44", "--as", "gas@2.47", source=SPLIT)
    assert same.returncode == 0
    other = gasmacro("check", "-", "--arch", "riscv64", source=SPLIT)
    assert other.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--as", "gas@1.0", "-"], "older than the oldest"),
        (["check", "--as", "masm", "-"], "masm"),
        (["check", "--arch", "vax", "-"], "unknown architecture 'vax'"),
        (["check", "--format", "xml", "-"], "xml"),
        (["expand", "none.s"], "can't be read: no such file"),
        (["expand", "--as", "gas", "--as", "clang", "-"], "one assembler"),
        (["diff", "--as", "gas", "-"], "two assemblers"),
        (["explain", "GM999"], "no rule is called"),
        (["nothing"], "No such command"),
    ],
)
def test_usage_is_told_in_words(arguments: list[str], words: str) -> None:
    done = gasmacro(*arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_expand_prints_text_and_errors() -> None:
    done = gasmacro("expand", "-", "--as", "clang@19", source=".macro m a\n .byte \\a\n.endm\n m 1\n")
    assert done.returncode == 0
    assert done.stdout.split() == [".byte", "1"]
    refused = gasmacro("expand", "-", source=".macro m a\n.endm\n m 1, 2\n")
    assert refused.returncode == 1
    assert "<stdin>:3:2: error: too many positional arguments" in refused.stderr


def test_expand_prints_the_document_of_the_contract() -> None:
    done = gasmacro("expand", "-", "--format", "json", source=".macro m a\n .byte \\a\n.endm\n m 1\n")
    document = json.loads(done.stdout)
    assert list(document) == ["schema", "assembler", "arch", "accepted", "exact", "text", "statements", "diagnostics"]
    (statement,) = document["statements"]
    assert (statement["file"], statement["line"], statement["at"]["line"]) == ("<stdin>", 4, 2)


def test_expand_preprocesses(tmp_path: Path) -> None:
    (tmp_path / "b.h").write_text("#define B 5\n")
    (tmp_path / "a.S").write_text("/* c */\n#ifdef A\n.byte A, B\n#else\n#error no A\n#endif\n")
    done = gasmacro("expand", tmp_path / "a.S", "-D", "A=1", "-include", tmp_path / "b.h")
    assert (done.returncode, done.stdout) == (0, ".byte 1, 5\n")
    refused = gasmacro("expand", tmp_path / "a.S")
    assert refused.returncode == 2
    assert "a.S:5:1: #error is reached: no A" in refused.stderr
    written = gasmacro("expand", tmp_path / "a.S", "--as-written", "-D", "A=1")
    assert written.stdout == "/* c */\n#ifdef A\n.byte A, B\n#else\n#error no A\n#endif\n"


def test_diff_shows_both_sides() -> None:
    done = gasmacro("diff", "-", "--width", "60", source=SPLIT)
    assert done.returncode == 1
    assert any(line.split() == [".byte", "1,-2", "|", ".byte", "1-2,", "9"] for line in done.stdout.splitlines())
    assert gasmacro("diff", "-", source=" .byte 1\n").returncode == 0


def test_rules_and_pages() -> None:
    table = gasmacro("rules").stdout
    assert "\nGM101  blank-beside-operator" in table
    page = gasmacro("explain", "blank-beside-operator").stdout
    assert page.startswith("GM101 blank-beside-operator (error)")
    assert "What happens" in page


def test_bytes_that_are_no_text_survive() -> None:
    done = gasmacro("expand", "-", source=b' .ascii "\xff"\n')
    assert done.returncode == 0
    found = gasmacro("check", "-", "--stdin-filename", "\udcffx.s", source=SPLIT)
    assert found.returncode == 1


def test_a_reader_that_leaves_is_no_error_to_see() -> None:
    command = f'"{sys.executable}" -m gasmacro rules | head -c 1'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("name", ["/dev/full"])
def test_output_that_cant_be_written_is_told(name: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with open(name, "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gasmacro", "rules"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"gasmacro: no space left on device\n"


def test_includes_stay_below_their_folders(tmp_path: Path) -> None:
    (tmp_path / "secret.inc").write_text(".macro m a, b=9\n .byte \\a, \\b\n.endm\n")
    below = tmp_path / "below"
    below.mkdir()
    (below / "link.inc").symlink_to(tmp_path / "secret.inc")
    for name, told in (("../secret.inc", []), ("link.inc", ["GM902"]), ("/dev/zero", [])):
        (below / "a.s").write_text(f'.include "{name}"\n m 1 -2\n')
        document = json.loads(gasmacro("check", below / "a.s", "--format", "json").stdout)
        assert [found["rule"] for found in document["findings"]] == told
    (below / "a.s").write_text('.include "secret.inc"\n m 1 -2\n')
    document = json.loads(gasmacro("check", below / "a.s", "-I", tmp_path, "--format", "json").stdout)
    assert [found["rule"] for found in document["findings"]] == ["GM101"]
