"""Inputs that nobody meant: read or told, in time, and never a mistake of gasmacro's own."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import gasmacro
from gasmacro.errors import InputError, LimitError
from gasmacro.patches.mail import patches
from gasmacro.source.edits import applied
from tests.differential import bytes as edited_bytes
from tests.differential.edits import FORMS

SOURCE = b".macro m a, b=9\n .byte \\a, \\b\n.endm\n m 1 -2\n m 3 -4\n"
PATCH = b"--- a/x.s\n+++ b/x.s\n@@ -1 +1 @@\n-a\n+b\n"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_sources_as_other_programs_leave_them(form: str, tmp_path: Path) -> None:
    data = FORMS[form](SOURCE, Random(1))
    for suffix in (".s", ".S", ".c"):
        for more in ((), ("--fix", "--unsafe-fixes"), ("--diff",)):
            arguments = ("check", "--isolated", "--no-cache", *more)
            case = edited_bytes.Case("check", arguments, {f"x{suffix}": data}, f"x{suffix}")
            assert edited_bytes.ended(case, tmp_path).wrong == ""


@pytest.mark.parametrize(
    "line",
    [
        ".ascii " + '"' * 20001,
        ".byte " + "'" * 3001,
        ".byte " + "(" * 20000,
        "a:" * 5000,
        "m " + "1 " * 5000,
        ".irp x " + "1 " * 5000,
        "movl " + "$" * 20000 + ", %eax",
        "\\" * 20000,
        "/*" * 5000,
    ],
    ids=lambda line: line[:9],
)
def test_long_lines_take_no_long_time(line: str, tmp_path: Path) -> None:
    data = f".macro m a\n .byte \\a\n.endm\n {line}\n".encode()
    case = edited_bytes.Case("check", ("check", "--isolated", "--no-cache"), {"x.s": data}, "x.s")
    assert edited_bytes.ended(case, tmp_path).wrong == ""


def test_the_same_call_three_hundred_times_takes_no_long_time(tmp_path: Path) -> None:
    source = '.macro m a b c\n .ascii "<\\a|\\b|\\c>"\n.endm\n' + "m {a,b} c\n" * 300
    case = edited_bytes.Case("check", ("check", "--isolated", "--no-cache"), {"x.s": source.encode()}, "x.s")
    assert edited_bytes.ended(case, tmp_path).wrong == ""


def test_a_number_of_too_many_digits_is_a_limit() -> None:
    with pytest.raises(LimitError, match="decimal number of more than 4,300 digits"):
        gasmacro.check(" .byte " + "9" * 5000 + "\n", filename="x.s")
    assert gasmacro.check(' .ascii "' + "9" * 5000 + '"\n', filename="x.s").findings == ()


def test_a_fix_of_a_long_statement_is_the_edits_that_it_takes() -> None:
    source = ".irp x 1" + "  0x22" * 300 + "\n .byte \\x\n.endr\n"
    (finding,) = gasmacro.check(source, filename="x.s").findings
    assert finding.fix is not None
    made = applied({"x.s": source}, finding.fix.edits)
    assert made is not None
    assert made["x.s"].startswith(".irp x, 1  0x22  0x22")
    assert len(finding.fix.edits) == 1


@pytest.mark.parametrize(
    "field",
    [
        b"Content-Type: text/plain; charset=undefined",
        b"Content-Type: text/plain; charset=punycode",
        b"Content-Type: text/plain; charset=a\0b",
        b"Content-Type: ;;;=",
        b"Date: 2 Nov 6 0:9999999999",
        b"Content-Transfer-Encoding: x-uuencode",
        b"From: @@@<>;:",
        b"To: \xff\xfe<",
        b"Subject: =?utf-8?b?====?=",
    ],
)
def test_a_field_that_nobody_can_read_says_nothing(field: bytes) -> None:
    (found,) = patches(b"From: a@example.org\nSubject: x\n" + field + b"\n\n" + PATCH, "a mail")
    assert [change.after for change in found.diff.files] == ["x.s"]


@pytest.mark.parametrize("number", [b"9999999999", b"99999999", b"1,99999999", b"9" * 5000])
def test_hunks_beyond_every_file_are_told(number: bytes) -> None:
    with pytest.raises(InputError, match="hunk beyond line 4,194,304") as told:
        patches(PATCH.replace(b"+1 @@", b"+" + number + b" @@"), "x.patch")
    assert told.value.file == "x.patch"


def test_lists_of_plain_numbers_have_the_bytes_of_their_items() -> None:
    from gasmacro.engine.data import read_data
    from gasmacro.engine.symbols import Symbols
    from gasmacro.targets.ranges import profile

    random = Random(1)
    for arch in ("x86_64", "s390x"):
        for name, unit in ((".byte", 1), (".2byte", 2), (".4byte", 4), (".8byte", 8)):
            for _ in range(50):
                items = [
                    random.choice(
                        (str(random.randrange(100)), hex(random.randrange(1 << 8 * unit)), "0", "255", "9999")
                    )
                    for _ in range(4)
                ]
                for known in (profile("gas", "2.44", arch), profile("clang", "19", arch)):
                    whole = read_data(name, " , ".join(items), known, Symbols())
                    # With something that is no plain number in it, each item is read by itself.
                    apart = read_data(name, " , ".join([*items, "(0)"]), known, Symbols())
                    assert whole.rejected == apart.rejected
                    assert whole.warnings == apart.warnings
                    if whole.content is not None:
                        assert apart.content == whole.content + bytes(unit)
