"""The kinds of edits that fixes are made of: each is offered by a rule, holds where it is made, and is the least.

The spellings that stand for others below the macro layer are proved by `python -m tests.evidence.fixes`.
"""

from __future__ import annotations

from random import Random

import pytest

import gasmacro
from gasmacro.source.edits import applied
from tests.evidence.fixes import reports, table
from tests.evidence.hidden import wrong
from tests.evidence.incidents import incidents

MACRO = ".macro m a, b=9\n .byte \\a, \\b\n.endm\n"
TEXT = '.macro m a, b\n .ascii "[\\a|\\b]"\n.endm\n'

KINDS = [
    # kind, rule, architecture, source, what stood there, what stands there now, how sure
    ("comma between actuals", "GM101", "x86_64", MACRO + " m 1 -2\n", ["", ], [","], "safe"),
    ("comma between values", "GM402", "x86_64", " .irp x 1, 2\n .byte \\x\n .endr\n", [""], [","], "safe"),
    ("comma dropped", "GM110", "x86_64", MACRO + " m 1, 2,\n", [","], [""], "safe"),
    ("blank dropped", "GM104", "aarch64",
     ".macro alt insn, n\n \\insn\n .byte \\n\n.endm\n alt .inst (0xd503201f), 4\n", [" "], [""], "safe"),
    ("quotes put", "GM404", "x86_64", " .irp x, a=1\n .ascii \"\\x\"\n .endr\n", ["", ""], ['"', '"'], "safe"),
    ("quotes parted", "GM107", "x86_64", TEXT + ' m "x" "y"\n', [""], [","], "safe"),
    ("parentheses put", "GM106", "x86_64", ".macro when c\n .if \\c\n .byte 1\n .endif\n.endm\n when 1!=2\n",
     ["", ""], ["(", ")"], "safe"),
    ("parentheses dropped", "GM202", "x86_64", ".macro m a\n \\(.byte) \\a\n.endm\n m 5\n", ["\\(", ")"], ["", ""],
     "safe"),
    ("missing backslash", "GM503", "x86_64", ".altmacro\n.macro m a\n .byte a\n.endm\n m 1\n", [""], ["\\"], "safe"),
    ("separator", "GM902", "x86_64", ".macro m a\n .byte \\a0\n.endm\n m 1\n", [""], ["\\()"], "unsafe"),
    ("case of a macro's name", "GM601", "x86_64", MACRO + " M 1\n", ["M"], ["m"], "safe"),
    ("place of the $", "GM201", "x86_64", ".macro m a\n movl $\\a, %eax\n.endm\n m $1\n", ["$1"], ["1"], "unsafe"),
    ("directive's spelling", "GM406", "x86_64", " .rep 1\n .byte 1\n .endr\n .irep x, 1\n .byte \\x\n .endr\n",
     ["e"], [""], "safe"),
    ("directive in small letters", "GM016", "x86_64", " .TEXT\n nop\n", ["TEXT"], ["text"], "safe"),
    ("words as a comment", "GM603", "x86_64", ".macro m\n nop\n.endm m\n m\n", [""], ["# "], "safe"),
    ("labels of a call", "GM502", "x86_64", ".altmacro\n.macro m a\nLOCAL l\nl: .byte \\a\n.endm\n m 1\n m 2\n",
     ["LOCAL l", "", ""], ["", ".L", "\\@"], "safe"),
    ("label dropped", "GM615", "x86_64", ".macro m a\n\\a:\n.endm\n m x\nx: .byte 1\n", ["x: "], [""], "safe"),
    ("flags of a section", "GM804", "x86_64", ' .section .note.x, "a", @note\n .section .note.x, "", @note\n',
     [""], ["a"], "safe"),
    ("unneeded directives", "GM802", "x86_64", " .func f\nf: ret\n .endfunc\n", [".func f", ".endfunc"], ["", ""],
     "safe"),
    ("operation's letters", "GM808", "x86_64", " REP MOVSB\n", ["REP", "MOVSB"], ["rep", "movsb"], "safe"),
    ("operation's name", "GM811", "x86_64", " movzxw %ax, %rax\n", ["x", ""], ["", "q"], "safe"),
    ("register's prefix", "GM809", "x86_64", " .intel_syntax noprefix\n neg %rcx\n", ["%"], [""], "safe"),
    ("register's own name", "GM810", "x86_64", " .intel_syntax noprefix\n .set S, rdi\n add S, 64\n", ["S"], ["rdi"],
     "safe"),
    ("sign of an immediate", "GM818", "aarch64", " .equ v, 1\n movk x7, v, lsl 32\n", ["", ""], ["#", "#"], "safe"),
    ("sign of a literal", "GM813", "arm", " ldr r0, =#0x20\n", ["#"], [""], "safe"),
    ("flags by their name", "GM814", "arm", " mrc p15, 0, r15, c7, c14, 3\n", ["r15"], ["APSR_nzcv"], "safe"),
    ("both registers", "GM815", "arm", " .syntax unified\n .cpu cortex-m0\n .thumb\n rsbs r0, #0\n", [""], ["r0, "],
     "safe"),
    ("encoded bytes", "GM802", "x86_64", ' .base64 "QUJD"\n', ["b", "e64", "QUJD"], ["", "cii", "ABC"],
     "safe"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "arch", "source", "old", "new", "sure"), [each[1:] for each in KINDS], ids=[each[0] for each in KINDS]
)
def test_a_kind_of_edit_is_offered(
    rule: str, arch: str, source: str, old: list[str], new: list[str], sure: str
) -> None:
    found = gasmacro.check(source, arch=arch, filename="x.s", assemblers=("gas@2.35+", "clang@9+")).findings
    fix = next(each.fix for each in found if each.rule == rule)
    assert fix is not None
    assert ([each.old for each in fix.edits], [each.text for each in fix.edits], fix.applicability) == (old, new, sure)
    made = applied({"x.s": source}, fix.edits)
    assert made is not None
    left = gasmacro.check(made["x.s"], arch=arch, filename="x.s", assemblers=("gas@2.35+", "clang@9+")).findings
    assert len(left) < len(found)


def test_half_of_the_reports_have_a_safe_fix() -> None:
    rows = list(reports())
    mine = [row for row in rows if row.macro_layer]
    assert len(mine) == 24
    assert 2 * sum(row.fix == "safe" for row in mine) > len(mine)
    assert 2 * sum(row.fix == "safe" for row in rows) > len(rows) >= 48
    assert table(rows)[-1].startswith(f"reports of both layers: {len(rows)}, ")


SAME = [
    ("x86_64", " movzxw %ax, %rax\n", " movzwl %ax, %eax\n"),
    ("x86_64", " .intel_syntax noprefix\n .set a, rdi\n .set T, a\n .set a, rsi\n add T, 1\n",
     " .intel_syntax noprefix\n .set a, rdi\n .set T, a\n .set a, rsi\n add rsi, 1\n"),
    ("x86_64", " neg %rcx\n", " neg rcx\n"),
    ("x86_64", ' .section .n, "a", @note\n .section .m, "", @note\n',
     ' .section .n, "a", @note\n .section .m, "a", @note\n'),
    ("x86_64", "x: nop\n .set y, .\n nop\n", "x: nop\n nop\ny:\n"),
    ("arm", " ldr r0, =#0x20\n", " ldr r0, 0x20\n"),
]  # fmt: skip


@pytest.mark.parametrize(("arch", "first", "second"), SAME)
def test_other_statements_are_not_taken_for_the_same(arch: str, first: str, second: str) -> None:
    from gasmacro.control.config import Config
    from gasmacro.fixing.look import same_reading
    from gasmacro.pipeline.checking import Checking

    checking = Checking("x.s", Config(assemblers=("gas@2.35+",), arch=arch))
    assert not same_reading(checking.look({"x.s": first}), checking.look({"x.s": second}))
    assert same_reading(checking.look({"x.s": first}), checking.look({"x.s": first}))


def test_no_line_that_the_preprocessor_takes_is_edited() -> None:
    source = "#define CALL(x) m x -2\n" + MACRO + " CALL(1)\n m 1 \\\n -2\n"
    for mode in ("written", "preprocessed"):
        found = gasmacro.check(source, filename="x.S", config=gasmacro.Config(mode=mode)).findings
        assert found
        edits = [edit for each in found if each.fix for edit in each.fix.edits]
        assert all(edit.line > 4 for edit in edits)


def test_an_error_that_is_new_is_no_way_out() -> None:
    source = "#if 1\n .text\n#endif\n .set begin, .\n nop\n .set finish, .\n .if finish - begin\n .byte 1\n .endif\n"
    for each in gasmacro.check(source, filename="x.S").findings:
        assert each.fix is None or '"' not in each.fix.message


def test_a_label_that_nobody_else_has_is_not_dropped() -> None:
    source = ".altmacro\n.macro m a\nLOCAL l\nl: .byte \\a\n .byte . - l\n.endm\n m 1\n m 2\n"
    fixes = [each.fix for each in gasmacro.check(source, filename="x.s").findings]
    assert any(fixes)
    assert all(fix is None or fix.message != "write `.byte \\a`" for fix in fixes)


@pytest.mark.live
def test_fixes_behind_c_macros() -> None:
    known = [each for each in incidents() if each.parts]
    results = [wrong(random.choice(known), random) for random in map(Random, range(25))]
    assert [each for each in results if each[0]] == []
    assert sum(changed for _, changed, _ in results) > 4
