"""`check`: differences found at their causes, told by their rules, judged release by release."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import gasmacro
from gasmacro.findings import Finding

SEED = Path(__file__).parent.parent / "fixtures" / "seed"
PAIR = ("gas@2.47", "clang@23")
WIDE = ("gas@2.35+", "clang@9+")


def findings(source: str, ranges: tuple[str, ...] = PAIR) -> tuple[Finding, ...]:
    return gasmacro.check(source, assemblers=ranges, filename="x.s").findings


def told(source: str) -> list[tuple[str, int, int]]:
    return [(each.rule, each.line, each.column) for each in findings(source)]


# --- the seed case ---


@pytest.mark.parametrize("name", ["calling.h", "entry.S", "entry.s"])
def test_the_four_calls_are_found(name: str) -> None:
    path = SEED / "doubled" / name
    found = next(gasmacro.check_paths([path])).findings
    lines = (SEED / "doubled" / "calling.h").read_text().split("\n")
    assert [each.line for each in found] == [
        n for n, line in enumerate(lines, 1) if "NOTE_CR3_SWITCH \\scratch_reg" in line
    ]
    for each in found:
        assert Path(each.file).name == "calling.h"
        assert lines[each.line - 1][each.column - 1 : each.end_column - 1] in ("$0", "$1")
        assert each.rule == "GM201"
        assert each.fix is not None
        assert [edit.text for edit in each.fix.edits] == [lines[each.line - 1][each.column]]
        assert set(each.verdicts.values()) == {"misreads"}


@pytest.mark.parametrize("form", ["bare", "mended"])
@pytest.mark.parametrize("name", ["calling.h", "entry.S", "entry.s"])
def test_the_mended_forms_are_clean(form: str, name: str) -> None:
    assert next(gasmacro.check_paths([SEED / form / name])).findings == ()


def test_the_verdicts_are_those_of_the_releases() -> None:
    found = findings((SEED / "doubled" / "entry.s").read_text(), WIDE)
    for each in found:
        assert each.verdicts["clang@9"] == "rejects"
        assert {name: word for name, word in each.verdicts.items() if word != "misreads"} == {
            "clang@9": "rejects",
            "clang@10": "rejects",
        }
        assert len(each.groups) == 1
        assert "clang@9" not in each.groups[0]


@pytest.mark.parametrize(
    ("source", "line", "text", "edits"),
    [
        (".macro m a\n movl $\\a, %eax\n.endm\n m $1\n", 4, "$1", ["1"]),
        (".macro m a\n movl $\\a, %eax\n.endm\n m a=$1\n", 4, "$1", ["1"]),
        (".macro m a=$1\n movl $\\a, %eax\n.endm\n m\n", 1, "$1", ["1"]),
        (".macro m a\n movl $$\\a, %eax\n.endm\n m 1\n", 2, "$$", ["$"]),
        (".macro m a\n movl $$\\a, %eax\n.endm\n m $1\n", 4, "$1", ["1", "$"]),
        (".macro n a b\n movl $\\b, %eax\n.endm\n.macro m a\n n %rax \\a\n.endm\n m $1\n", 7, "$1", ["1"]),
        (".macro n a\n movl $\\a, %eax\n.endm\n.macro m a\n n $\\a\n.endm\n m 1\n", 5, "$\\a", ["\\a"]),
        (" movl $$1, %eax\n", 1, "$$", ["$"]),
    ],
)
def test_a_doubled_prefix_is_found_where_it_is_written(source: str, line: int, text: str, edits: list[str]) -> None:
    (found,) = findings(source)
    assert (found.rule, found.line) == ("GM201", line)
    assert source.split("\n")[line - 1][found.column - 1 : found.end_column - 1] == text
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == edits


@pytest.mark.parametrize(
    "source",
    [
        ".set $1, 5\n movl $$1, %eax\n",
        "$1:\n movl $$1, %eax\n",
        ' movl $1, %eax\n .ascii "$$1"\n',
        " movl $x$y, %eax\n",
    ],
)
def test_a_dollar_that_means_something_is_none(source: str) -> None:
    assert told(source) == []


# --- causes ---


def test_the_outermost_call_that_has_the_text_is_the_cause() -> None:
    source = ".macro in a, b=9\n .byte \\a, \\b\n.endm\n.macro out r:vararg\n in \\r\n.endm\n out 1 -2\n"
    assert [place[1] for place in told(source)] == [7]


def test_one_finding_for_one_cause() -> None:
    source = ".macro m a, b=9\n .byte \\a\n .byte \\b\n .byte \\a\n.endm\n m 1 -2\n m 3\n m 4 -5\n"
    assert told(source) == [("GM101", 6, 4), ("GM101", 8, 4)]


def test_what_no_object_shows_is_no_finding() -> None:
    assert told(".macro m a, b=0\n .byte 1\n.endm\n m 1 -2\n") == []
    assert told(".macro m r:vararg\n .byte \\r\n.endm\n m 1,  2\n") == []


def test_a_counter_that_only_shifted_is_no_finding_of_its_own() -> None:
    source = ".macro n\n.endm\n.macro m a\n.Lx\\@:\n jmp .Lx\\@\n.endm\n.irp x,\n n\n.endr\n m 1\n"
    assert [rule for rule, *_ in told(source)] in ([], ["GM401"])


def test_what_follows_a_refused_call_is_no_finding() -> None:
    source = ".macro m a\n .byte \\a\n.endm\n m 8(1,2)\n m 3\n"
    assert [line for _, line, _ in told(source)] == [4]


def test_all_that_reject_alike_are_told_once() -> None:
    (found,) = findings(".macro m a\n .byte \\a\n.endm\n m 1, 2\n")
    assert found.rule == "GM902"
    assert found.hopeless()
    assert found.groups == []


def test_an_error_in_an_undetermined_arm_is_no_finding() -> None:
    source = '.macro m a\n .if \\a\n .error "no"\n .endif\n.endm\n'
    assert gasmacro.check(source, filename="x.h").findings == ()


def test_a_macro_that_nobody_calls_is_looked_at_in_headers() -> None:
    source = ".macro n a, b=9\n .byte \\a, \\b\n.endm\n.macro m a\n n \\a -1\n.endm\n"
    (found,) = gasmacro.check(source, filename="x.h").findings
    assert (found.rule, found.line) == ("GM101", 5)
    assert [(frame.name, frame.line) for frame in found.stack] == [("m", None)]


def test_releases_that_part_are_judged_by_the_newest_reference() -> None:
    source = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"
    (found,) = findings(source, ("gas@2.44..2.47", "clang@19+"))
    words = set(found.verdicts.items())
    assert {("gas@2.47", "accepts"), ("gas@2.44", "accepts"), ("clang@19", "differs"), ("clang@23", "differs")} <= words
    assert found.groups[0][0] == "gas@2.44"
    assert len(found.groups) == 2


def test_bytes_that_no_file_should_have_are_no_trouble() -> None:
    assert gasmacro.check(b"\xff\x00\xfe .macro\n\x80", filename="x.s").assemblers


def test_an_empty_name_in_quotes_is_a_name_to_some() -> None:
    (found,) = findings('.macro "" a\n .byte \\a\n.endm\n .byte 1\n')
    assert {word for name, word in found.verdicts.items() if name.startswith("gas")} == {"rejects"}


def test_reports_can_be_made_by_an_executor() -> None:
    paths = [SEED / form / "calling.h" for form in ("doubled", "mended")]
    with ThreadPoolExecutor(2) as pool:
        reports = list(gasmacro.check_paths(paths, executor=pool))
    assert [len(report.findings) for report in reports] == [4, 0]
    assert [report.file for report in reports] == [str(path) for path in paths]


# --- rules ---


def test_a_safe_fix_reads_as_the_reference_did() -> None:
    source = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n"
    (found,) = findings(source)
    assert found.fix is not None
    assert found.fix.applicability == "safe"
    lines = source.split("\n")
    for edit in found.fix.edits:
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.end_column - 1 :]
    assert findings("\n".join(lines)) == ()
    assert lines[3] == " m 1, -2"


def test_a_name_of_a_register_is_no_instruction_though_a_macro_has_it_too() -> None:
    source = " PUT_BITS .req x7\n .unreq PUT_BITS\n.macro put_bits a\n .word \\a\n.endm\n put_bits 1\n"
    assert gasmacro.check(source, assemblers=WIDE, arch="aarch64", filename="x.s").findings == ()


@pytest.mark.parametrize(
    "data",
    [
        random.Random(0).randbytes(1 << 16),
        ".macro m\nnop\n.endm\n m\n".encode("utf-16") * 10,
        b"\x7fELF\2\1\1\n" + bytes(500),
    ],
)
def test_what_is_no_text_is_told_at_once(data: bytes) -> None:
    for ask in (gasmacro.check, gasmacro.expand):
        with pytest.raises(gasmacro.InputError, match=r"^a\.s:\d+:\d+: is no assembler source"):
            ask(data, filename="a.s")


@pytest.mark.parametrize(
    "data", [b"nop\n\0nop\n", b"/* caf\xe9 */ nop\n" * 100, b" nop # \0\0\0\n" * 1000 + b"nop\n" * 20_000]
)
def test_single_odd_bytes_are_read_on(data: bytes) -> None:
    gasmacro.check(data, filename="a.s")
    assert gasmacro.expand(data, filename="a.s").accepted is not False


def test_a_tree_of_calls_ends_at_a_limit() -> None:
    chain = "".join(f".macro m{n}\nm{n + 1}\nm{n + 1}\n.endm\n" for n in range(30))
    with pytest.raises(gasmacro.LimitError, match="1000000 statements"):
        gasmacro.expand(chain + ".macro m30\nnop\n.endm\nm0\n")


# --- macros that nobody calls ---

ACCESSORS = r"""
.macro function name
 .macro endfunction
  .type \name, @function
  .purgem endfunction
 .endm
\name:
.endm
.macro accessor name
function \name
 nop
endfunction
.endm
.macro other name
function \name
 nop
endfunction
.endm
"""


def test_what_one_macro_that_nobody_calls_leaves_behind_is_no_other_ones() -> None:
    assert findings(ACCESSORS.replace("@", "%"), ("gas@2.35+", "clang@9+")) == ()


def test_what_a_macro_that_nobody_calls_makes_twice_is_found() -> None:
    inner = " .macro inner\n .endm\n"
    source = f".macro twice\n{inner}{inner}.endm\n.macro start\n{inner}.endm\n"
    assert [(each.rule, each.line) for each in gasmacro.check(source, filename="x.h").findings] == [("GM902", 4)]


@pytest.mark.parametrize(
    "bodies",
    [
        ("x:", "x:"),
        ('.section .foo,"a"\n nop', '.section .foo,"ax"\n nop'),
        (".set y, .\n .long y", ".set y, .\n .long y"),
        (".weak z", ".globl z"),
    ],
)
def test_macros_that_nobody_calls_may_not_stand_in_one_source(bodies: tuple[str, str]) -> None:
    first, second = bodies
    apart = f".macro a\n {first}\n.endm\n.macro b\n {second}\n.endm\n"
    assert gasmacro.check(apart, filename="x.h", assemblers=WIDE).findings == ()
    assert findings(f"{apart} a\n b\n", WIDE) != ()


# --- an instruction in other letters, beside a macro that spells it out ---


@pytest.mark.parametrize(
    ("arch", "name", "data", "rules"),
    [
        ("x86_64", "enclu", ".byte 0x0f, 0x01\n .byte 0xd7", []),
        ("x86_64", "nop", ".byte 0xf3, 0x90", ["GM601"]),
        ("x86_64", "enclu", "1: .byte 0x0f, 0x01, 0xd7", ["GM601"]),
        ("aarch64", "csdb", ".inst 0xd503229f", ["GM601"]),
        ("aarch64", "csdb", ".byte 0x9f, 0x22, 0x03, 0xd5", []),
        ("s390x", "pr", ".byte 1, 1", []),
    ],
)
def test_a_macro_that_is_the_instruction_in_bytes(arch: str, name: str, data: str, rules: list[str]) -> None:
    source = f".macro {name.upper()}\n {data}\n.endm\n {name}\n"
    found = gasmacro.check(source, filename="x.s", arch=arch).findings
    assert [each.rule for each in found] == rules


@pytest.mark.parametrize("directive", ['.error "no register"', ".err", ".abort"])
def test_errors_that_made_up_actuals_reach_are_not_told(directive: str) -> None:
    source = f".macro parse r\n v = -1\n .ifc \\r, x1\n v = 1\n .endif\n .iflt v\n {directive}\n .endif\n.endm\n"
    assert gasmacro.check(source, filename="x.h").findings == ()
    assert {each.rule for each in findings(f"{source} parse x2\n")} == {"GM902"}
