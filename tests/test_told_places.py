"""Where a finding stands: causes that mutants of the corpus once had told at another line, or not at all."""

from __future__ import annotations

import pytest

import gasmacro

PAIR = ("gas@2.40", "clang@19")


def told(source: str, arch: str, filename: str) -> list[tuple[int, str]]:
    found = gasmacro.check(source, assemblers=PAIR, arch=arch, filename=filename).findings
    return [(each.line, each.rule) for each in found]


@pytest.mark.parametrize(
    ("arch", "lines", "expected"),
    [
        pytest.param(
            "aarch64",
            (".macro f bpc", ".if \\bpc == 8", " nop", ".endif", ".endm", ".macro g bpc", " f bpc", ".endm", " g 8"),
            [(7, "GM303")],
            id="a name without a value that a call passes",
        ),
        pytest.param(
            "arm",
            (".macro f cond", ".if \\cond == al", " nop", ".endif", ".endm", " f eq", " f ne"),
            [(2, "GM303")],
            id="a name without a value beside the formal",
        ),
        pytest.param(
            "aarch64",
            (".macro op a, b", " .byte \\a, \\b", ".endm", ".macro f a, b=0", " op \\a \\b", ".endm", " f 1, (2)"),
            [(5, "GM104")],
            id="a blank between two formals",
        ),
        pytest.param(
            "aarch64",
            (".macro f r", " add \\r\\() .4s, v1.4s, v2.4s", ".endm", " f v3", " f v4"),
            [(2, "GM117")],
            id="a blank behind a bracket of the body",
        ),
        pytest.param(
            "aarch64",
            (".macro f n, m", "\\n\\()_\\m\\()_end:", ".endm", ".macro g n", " f \\n, 10/* bits */", ".endm", " g x_y"),
            [(5, "GM117")],
            id="a comment that only shows in a name",
        ),
        pytest.param(
            "aarch64",
            (
                ".macro begin name, more=0",
                ".macro end",
                ".size \\name, . - \\name",
                ".purgem end",
                ".endm",
                "\\name:",
                ".endm",
                "BEGIN a",
                " end",
                "begin b, 1,",
                " end",
            ),
            [(8, "GM601"), (10, "GM110")],
            id="a macro that only a call that parts them defines",
        ),
        pytest.param(
            "aarch64",
            (
                ".macro begin name",
                ".macro end",
                ".size \\name, . - \\name",
                ".purgem end",
                ".endm",
                ".endm",
                ".macro f a",
                " begin x_\\a/* seen */_y",
                " end",
                ".endm",
                " f 1",
            ),
            [(8, "GM017")],
            id="the body of a macro that a call defines",
        ),
        pytest.param(
            "aarch64",
            (
                ".macro op a",
                " .byte \\a",
                ".endm",
                ".macro each insn:vararg",
                ".macro one",
                " \\insn",
                ".endm",
                " one",
                ".purgem one",
                ".endm",
                " each op 1,",
            ),
            [(11, "GM110")],
            id="a call that an actual brings into a macro that another defines",
        ),
        pytest.param(
            "arm",
            (
                ".macro put r",
                ".Lx\\@: mov \\r, #4",
                ".endm",
                ".macro f r",
                " put \\r",
                ".endm",
                " PUT r1",
                " f r4",
                " f r5",
            ),
            [(7, "GM601")],
            id="numbers of calls that are shifted, beside others",
        ),
        pytest.param(
            "s390x",
            (
                ".macro f text, reg",
                ".irp n,1,2",
                ".ifc \\reg,%r\\n",
                " .byte \\n",
                ".endif",
                ".endr",
                ".endm",
                ".macro g reg",
                " f one \\reg",
                ".endm",
                " g %r1",
            ),
            [(9, "GM104")],
            id="a blank that shows in a repetition of the body",
        ),
    ],
)
def test_a_finding_stands_where_its_cause_is_written(
    arch: str, lines: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert told("\n".join(lines) + "\n", arch, "a.s") == expected


def test_another_case_of_a_macro_in_sight_is_told_as_written() -> None:
    source = '.macro put n\n .byte \\n\n.endm\n#include "gone.h"\n PUT 1\n Put 2\n'
    assert told(source, "x86_64", "a.S") == [(5, "GM601"), (6, "GM601")]


def test_another_case_that_is_a_c_macro_is_none() -> None:
    source = ".macro put n\n .byte \\n\n.endm\n#define PUT put\n PUT 1\n"
    assert told(source, "x86_64", "a.S") == []
