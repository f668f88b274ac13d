"""Suppressions: comments that hold for the next statement, this one, or the file; what is wrong with them is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gasmacro
from gasmacro.control.config import Config
from gasmacro.findings import Outcome
from gasmacro.rules import CommentRule, rules
from gasmacro.rules.verdicts import example
from tests.test_cli import gasmacro as run

ROOT = Path(__file__).parent.parent
MACRO = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"
BESIDES = {
    "GM012",
    "GM013",
    "GM105",
    "GM801",
    "GM901",
}  # what block comments and odd characters in these sources are found for
IGNORE9 = "gasmacro: ignore[GM1] known"
CALL = " m 1 -2\n"
IGNORE = "gasmacro: ignore[GM101] known"


def told(source: str, filename: str = "x.s", **values: object) -> list[tuple[str, int, int]]:
    report = gasmacro.check(source, filename=filename, config=Config(**values))  # type: ignore[arg-type]
    return [(each.rule, each.line, each.column) for each in report.findings]


# --- where a suppression holds ---


@pytest.mark.parametrize(
    "source",
    [
        f"{MACRO}# {IGNORE}\n{CALL}",
        f"{MACRO}/* {IGNORE} */\n{CALL}",
        f"{MACRO}/* {IGNORE},\n * as the manual says */\n\n  # and more\n\n{CALL}",
        f"{MACRO} m 1 -2 # {IGNORE}\n",
        f"{MACRO} m 1 -2 /* {IGNORE9} */\n",
        f"{MACRO} /* {IGNORE9} */ m 1 -2\n",
        f"# gasmacro: ignore-file[GM101] generated\n{MACRO}{CALL}{CALL}",
        f"{MACRO}{CALL}# gasmacro: ignore-file[GM1] generated\n",
        f"{MACRO}# gasmacro: ignore[GM101] known\n m 1 -2 # gasmacro: ignore[GM10, blank-beside-operator] twice\n",
        f"{MACRO}# gasmacro:ignore[blank-beside-operator]: known\n{CALL}",
        f"{MACRO}# {IGNORE}\n m 1 -2; m 3 -4\n",
        f"{MACRO}# {IGNORE9}\n m 1 -2 /* over\n two */\n",
        f"{MACRO} m 1 -2 /* over\n two */ # {IGNORE9}\n",
        f".macro o\n# {IGNORE}\n m 1 -2\n.endm\n{MACRO} o\n",
        f"{MACRO}.irp x, 1\n m \\x -2 # {IGNORE}\n.endr\n",
        f'{MACRO}# {IGNORE}\n .ascii "a # b"; m 1 -2\n',
        f"{MACRO} .byte '\"\n# {IGNORE}\n{CALL}",
        f"{MACRO} .byte '#\n# {IGNORE}\n{CALL}",
        f'# 1 "x.s"\n{MACRO}# {IGNORE}\n# 4 "x.s"\n{CALL}',
    ],
)
def test_what_a_suppression_holds_for(source: str) -> None:
    report = gasmacro.check(source, filename="x.s")
    assert {each.rule for each in report.findings} <= BESIDES
    assert report.suppressed


@pytest.mark.parametrize(
    "source",
    [
        f"# {IGNORE}\n#define CALL m 1 -2\n{MACRO}{CALL}",
        f'{MACRO} .ascii "# {IGNORE}"\n{CALL}',
        f'{MACRO} .ascii "a\\" # {IGNORE}"\n{CALL}',
        f'{MACRO} .ascii "a\n# {IGNORE}\n"\n{CALL}',
        f"{MACRO}# see gasmacro: ignore[GM101] there\n{CALL}",
        f"{MACRO}# {IGNORE}\n nop\n{CALL}",
        f"{MACRO}{CALL}# {IGNORE}\n",
        f"{MACRO}# gasmacro: ignore[GM102] other\n{CALL}",
    ],
)
def test_what_a_suppression_does_not_hold_for(source: str) -> None:
    assert "GM101" in [rule for rule, *_ in told(source)]


@pytest.mark.parametrize(
    ("filename", "source"),
    [
        ("x.S", f"{MACRO}// {IGNORE}\n{CALL}"),
        ("x.S", f"{MACRO}/* {IGNORE} */\n#ifdef A\n{CALL}#endif\n"),
        ("x.S", f"{MACRO}/* {IGNORE} */\n m 1 \\\n -2\n"),
        ("x.S", f"{MACRO} nop; \\\n /* {IGNORE} */ \\\n m 1 -2\n"),
        ("x.S", f"{MACRO} nop; \\\n m 1 -2; /* {IGNORE} */ \\\n nop\n"),
        ("x.S", f"/* gasmacro: ignore-file[GM101] don't ask */\n{MACRO}# don't\n{CALL}"),
        ("x.h", f".macro o a\n /* {IGNORE} */\n .if 1 -2\n .endif\n m 1 -2 // {IGNORE}\n.endm\n{MACRO}"),
        ("x.h", f".macro o a\n m 1 -2 // {IGNORE}\n.endm\n{MACRO}"),
    ],
)
def test_sources_with_preprocessor_lines(filename: str, source: str) -> None:
    report = gasmacro.check(source, filename=filename)
    assert [each.rule for each in report.findings if each.rule != "GM001"] == []
    assert report.suppressed


@pytest.mark.parametrize(
    ("arch", "sign"),
    [
        ("x86_64", "#"),
        ("x86_64", "/"),
        ("aarch64", "//"),
        ("aarch64", "#"),
        ("arm", "@"),
        ("riscv64", "#"),
        ("mips", "#"),
    ],
)
def test_every_spelling_of_a_comment(arch: str, sign: str) -> None:
    source = f".macro m a\n.endm\n# begin\n {sign} gasmacro: ignore[GM902] on purpose\n m 1, 2\n"
    assert {rule for rule, *_ in told(source, arch=arch)} <= BESIDES
    found = {rule for rule, *_ in told(source.replace("ignore[", "ignored["), arch=arch)}
    assert found - BESIDES == {"GM003", "GM902"}


def test_a_sign_that_begins_no_comment_there_is_none() -> None:
    source = f".macro m a, b=9\n .word \\a\n.endm\n .word 1 # {IGNORE}\n m 1, 2, 3\n"
    assert "GM001" not in [rule for rule, *_ in told(source, arch="aarch64")]


def test_headers_are_read_where_a_source_includes_them(tmp_path: Path) -> None:
    header, source = tmp_path / "m.inc", tmp_path / "a.s"
    header.write_text(f".macro o\n# {IGNORE}\n m 1 -2\n.endm\n{MACRO}")
    source.write_text('.include "m.inc"\n o\n')
    report = next(gasmacro.check_paths([source]))
    assert report.findings == ()
    assert [each.file for each in report.suppressed] == [str(header)]
    assert report.used == ((str(header), 2, 20),)


def test_a_suppression_that_another_source_uses_is_not_unused(tmp_path: Path) -> None:
    header, source = tmp_path / "m.inc", tmp_path / "a.s"
    header.write_text(
        '.macro o a\n# gasmacro: ignore[GM902] never so\n .byte \\a\n .ifc \\a,x\n .error "no"\n .endif\n.endm\n'
    )
    source.write_text('.include "m.inc"\n o 1\n')
    first, second = gasmacro.check_paths([header, source])
    assert [each.rule for each in first.findings] == ["GM001"]
    outcome = Outcome()
    outcome.add([first, second])
    assert [each.rule for each in outcome.findings] == ["GM001"]
    used = gasmacro.Report(second.file, second.assemblers, used=((str(header), 2, 20),))
    for order in ([first, used], [used, first]):
        outcome = Outcome()
        outcome.add(order)
        assert outcome.findings == []


# --- what is wrong with one ---


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("gasmacro: ignore[GM101]", [("GM002", 4, 3)]),
        ("gasmacro: ignore[GM101] --", [("GM002", 4, 3)]),
        ("gasmacro: ignore[GM101, GM102] known", [("GM001", 4, 27)]),
        ("gasmacro: ignore[GM101, GM999] known", [("GM003", 4, 27)]),
        ("gasmacro: ignore[GM999] known", [("GM003", 4, 20), ("GM101", 5, 4)]),
        ("gasmacro: ignore known", [("GM003", 4, 3), ("GM101", 5, 4)]),
        ("gasmacro: ignore[] known", [("GM003", 4, 3), ("GM101", 5, 4)]),
        ("gasmacro: ignore[GM101 known", [("GM003", 4, 3), ("GM101", 5, 4)]),
        ("gasmacro: disable=GM101", [("GM003", 4, 3), ("GM101", 5, 4)]),
        ("gasmacro:", [("GM003", 4, 3), ("GM101", 5, 4)]),
    ],
)
def test_what_is_wrong_is_told(comment: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(f"{MACRO}# {comment}\n{CALL}") == expected


def test_unused_is_said_only_of_rules_that_count() -> None:
    source = f"# {IGNORE}\n .byte 1\n"
    assert told(source) == [("GM001", 1, 20)]
    assert told(source, ignore=["GM101"]) == []
    assert told(source, ignore=["GM001"]) == []
    assert told(source, select=["GM001", "GM101"]) == [("GM001", 1, 20)]


def test_the_message_says_what_was_meant() -> None:
    (found,) = gasmacro.check("# gasmacro: ignore[blank-besides-operator] x\n", filename="x.s").findings
    assert found.message == "no rule is called 'blank-besides-operator': did you mean 'blank-beside-operator'?"
    assert (found.end_column - found.column, found.severity, found.verdicts) == (22, "warning", {})


@pytest.mark.parametrize(
    "rule", [rule for rule in rules() if isinstance(rule, CommentRule)], ids=lambda rule: rule.code
)
def test_the_examples_of_the_rules(rule: CommentRule) -> None:
    assert rule.code in [each[0] for each in told(example(rule, "Bad"))]
    assert told(example(rule, "Good")) == []
    assert rule.severity == "warning"


def test_the_command_counts_what_is_suppressed(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(f"{MACRO}# {IGNORE}\n{CALL}")
    done = run("check", "x.s", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "nothing found (1 suppressed)\n")
    for form in ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"):
        (tmp_path / "y.s").write_text(f"# {IGNORE}\n")
        assert run("check", "y.s", "--format", form, cwd=tmp_path).returncode == 1


READ = """
import resource, sys
from gasmacro.control.comments import Lines
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
text = sys.argv[1] * 60_000
for preprocessor in True, False:
    lines = Lines(text, "x.s", anywhere=("#", "//"), at_start=("/",), preprocessor=preprocessor)
    print(len(lines.places))
"""


@pytest.mark.parametrize("piece", ['"', "'", "/*", "a:", "a ", "# ", '"a\n', "\\\n", "/", "'\\", '"\\', "a", "*/"])
def test_no_text_is_read_more_than_once(piece: str) -> None:
    # Read again from each of its pieces, a text of this size would take minutes for a blink; the limit ends that.
    done = subprocess.run([sys.executable, "-c", READ, piece], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    lines = 60_000 * piece.count("\n") + 1
    assert (done.returncode, done.stdout.split()) == (0, [str(lines)] * 2)
