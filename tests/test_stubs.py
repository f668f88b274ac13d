"""Stubs: macros whose definition is not in sight are followed into the strings that they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from gasmacro.api import Config, check
from gasmacro.errors import InputError
from gasmacro.findings import Finding
from gasmacro.source.files import Memory
from gasmacro.source.stubs import shipped, strings, stubs_in, with_stubs
from gasmacro.source.written import passes
from gasmacro.targets.arch import names

HEADER = r"""
.macro SWITCH reg:req other:req
	mov \reg, \other
.endm
.macro ENTER reg:req
{}
.Lend_\@:
.endm
"""


def findings(text: str, filename: str = "entry.h", arch: str = "x86_64", stubs: tuple[str, ...] = ()) -> list[Finding]:
    return list(check(text, filename=filename, config=Config(arch=arch, stubs=stubs)).findings)


def marked(line: str) -> list[tuple[str, str]]:
    """What is found in a line of a macro's body: rule and marked text."""
    text = HEADER.format(line)
    lines = text.split("\n")
    found = findings(text)
    assert all(each.file == "entry.h" for each in found)
    return [(each.rule, lines[each.line - 1][each.column - 1 : each.end_column - 1]) for each in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('\tALTERNATIVE "jmp .Lend_\\@", "SWITCH \\reg 8", FEATURE', []),
        ('\tALTERNATIVE "jmp .Lend_\\@", "SWITCH \\reg *8", FEATURE', [("GM101", "\\reg *8")]),
        ('\tALTERNATIVE "jmp .Lend_\\@; SWITCH \\reg *8", "nop", FEATURE', [("GM101", "\\reg *8")]),
        ('\tALTERNATIVE "nop", "nop;  movq $$7, \\reg", FEATURE', [("GM201", "$$")]),
        ('\tALTERNATIVE "movq $$7, \\reg", "movq $$8, \\reg", FEATURE', [("GM201", "$$"), ("GM201", "$$")]),
        ('\tALTERNATIVE_2 "nop", "nop", F1, __stringify(SWITCH \\reg *8), F2', [("GM101", "\\reg *8")]),
        ('\tALTERNATIVE_3 "nop", "nop", F1, "nop", F2, "SWITCH \\reg *8", F3', [("GM101", "\\reg *8")]),
        ("\tUNWIND_HINT_REGS base=\\reg offset=8 -8", [("GM101", "offset=8 -8")]),
        ("\tUNWIND_HINT_REGS base=\\reg offset=8", []),
        ("\tALTERNATIVE_4 \"nop\", \"movq $$7, \\reg\", F", []),
    ],
)  # fmt: skip
def test_strings_are_statements(line: str, expected: list[tuple[str, str]]) -> None:
    found = marked(line)
    assert [rule for rule, _ in found] == [rule for rule, _ in expected]
    for (_, text), (_, begins) in zip(found, expected, strict=True):
        assert text.startswith(begins)


def test_the_call_itself_is_bound_as_its_macro_would_be() -> None:
    (found,) = findings(HEADER.format('\tALTERNATIVE "nop" "nop" FEATURE'))
    assert found.line == 6
    assert found.rule == "GM107"


def test_stubs_follow_each_other() -> None:
    assert marked('\tALTERNATIVE "nop", "UNWIND_HINT_REGS base=%rbp offset=8 -8", F') == [("GM101", "offset=8 -8")]


def test_arm64() -> None:
    text = '.macro put a:req b:req\n\t.word \\a\n.endm\n\talternative_insn "nop", "put 1 (2)", CAP\n'
    (found,) = findings(text, "entry.S", "aarch64")
    assert (found.line, found.column) == (4, 31)
    assert findings(text.replace("1 (2)", "1, (2)"), "entry.S", "aarch64") == []


def test_a_definition_in_sight_wins() -> None:
    call = '\tALTERNATIVE "nop", "movq $$7, %rax", F\n'
    assert len(findings(".macro m\n.endm\n" + call)) == 1
    own = ".macro ALTERNATIVE old, new, flag\n\\old\n.endm\n"
    assert findings(own + call) == []
    assert findings("#define ALTERNATIVE(a...)\n.macro m\n.endm\n" + call) == []
    files = Memory({"alternative.h": own})
    reading = passes('#include "alternative.h"\n' + call, "a.S", files=files)
    assert with_stubs(reading, call, "a.S", "x86_64").passes[0].stubs == ()


def test_no_other_architecture_has_them() -> None:
    text = '.macro m\n.endm\n\tALTERNATIVE "nop", "ldr w0, =1; .foo", F\n'
    assert findings(text, arch="aarch64") == []


def test_what_all_reject_of_a_stub_is_not_told() -> None:
    """The macro may have got other formals since."""
    assert findings('.macro m\n.endm\n\tALTERNATIVE "nop", "nop", F, more, "and more"\n') == []


def test_lines_stay_where_they_are() -> None:
    text = '.macro m\n.endm\n\tALTERNATIVE "nop", "nop", F\n\tmovq $$1, %rax\n'
    (found,) = findings(text)
    assert (found.file, found.line, found.column) == ("entry.h", 4, 7)


def test_stubs_of_a_user_win(tmp_path: Path) -> None:
    mine = tmp_path / "mine.s"
    mine.write_text(
        "/* a set of ours */\n.macro PATCH code, site\n\\site:\n\t\\code\n.endm\n.macro ALTERNATIVE all:vararg\n.endm\n"
    )
    text = '.macro m\n.endm\n\tPATCH "movq $$1, %rax", here\n\tALTERNATIVE "movq $$1, %rax"\n'
    assert [each.line for each in findings(text)] == [4]
    (found,) = findings(text, stubs=(str(mine),))
    assert (found.file, found.line, found.column) == ("entry.h", 3, 14)
    assert found.stack == ()
    assert findings(text, stubs=(str(tmp_path),)) == [found]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("/* fine */\n\tnop\n", 2, "is no macro definition"),
        (".macro a\n.macro b\n.endm\n", 1, "has no .endm"),
    ],
)
def test_a_file_of_stubs_holds_nothing_else(tmp_path: Path, text: str, line: int, why: str) -> None:
    path = tmp_path / "bad.s"
    path.write_text(text)
    with pytest.raises(InputError, match=why) as caught:
        findings(".macro m\n.endm\n", stubs=(str(path),))
    assert (caught.value.file, caught.value.line) == (str(path), line)


def test_the_shipped_sets() -> None:
    stubs = shipped()
    assert {"ALTERNATIVE", "ALTERNATIVE_3", "UNWIND_HINT_REGS", "alternative_insn"} <= {stub.name for stub in stubs}
    for arch in names():
        here = [stub.name for stub in stubs if not stub.arches or arch in stub.arches]
        assert len(here) == len(set(here)), arch
    assert all(set(stub.arches) <= set(names()) for stub in stubs)


@pytest.mark.parametrize("arch", names())
def test_the_shipped_sets_are_read_alike(arch: str) -> None:
    """Each stub defined and instantiated: the assemblers agree on all of it."""
    text = "\n".join(stub.text for stub in shipped() if not stub.arches or arch in stub.arches)
    assert check(text, filename="stubs.S", config=Config(("gas@2.35+", "clang@9+"), arch)).findings == ()


def test_stubs_in_a_file() -> None:
    first, second = stubs_in(
        "/* arch: arm aarch64 */\n// x\n.macro a b\n .macro c\n .endm\n.endm\n\n.macro d\n.endm\n", "f"
    )
    assert (first.name, first.line, first.arches) == ("a", 3, ("arm", "aarch64"))
    assert (second.name, second.line) == ("d", 8)


def test_stringify_is_a_string_of_the_same_length() -> None:
    text = 'a __stringify(b (c), d) e __stringify("f") __stringify(g'
    assert strings(text) == 'a "           b (c), d" e __stringify("f") __stringify(g'
