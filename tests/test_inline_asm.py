"""Assembler inside C: found, decoded, led back to the C, and numbered as each family numbers its blocks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gasmacro
from gasmacro.api import Config, check
from gasmacro.compare.judge import differences, expansions
from gasmacro.engine.machine import run
from gasmacro.engine.render import expansion
from gasmacro.errors import InputError
from gasmacro.findings import Finding
from gasmacro.rules import rule_named
from gasmacro.source.inline import Inline, inline, written_in_c
from gasmacro.source.operands import Registers
from gasmacro.source.written import holds_assembler
from gasmacro.targets.arch import architecture, names
from gasmacro.targets.ranges import profile
from tests.oracles import blocks
from tests.oracles.assemblers import assemble, assemblers
from tests.test_cli import gasmacro as command

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "block").glob("*.s"))
X86 = Registers(architecture("x86_64").operands, dialects=True)


def findings(text: str, filename: str = "a.c", arch: str = "x86_64") -> list[Finding]:
    return list(check(text, filename=filename, config=Config(arch=arch)).findings)


def marked(text: str, filename: str = "a.c", arch: str = "x86_64") -> list[tuple[str, int, str]]:
    """What is found: rule, line and marked text."""
    lines = text.split("\n")
    return [
        (each.rule, each.line, lines[each.line - 1][each.column - 1 : each.end_column - 1])
        for each in findings(text, filename, arch)
    ]


def lines(text: str, filename: str = "a.c") -> list[str]:
    """The lines of assembler in C, without those that are empty."""
    made = written_in_c(text, filename, X86).passes
    return [line.strip() for reading in made for line in reading.text.split("\n") if line.strip()]


MACRO = 'asm(".macro put a:req b=0\\n\\t.byte \\\\a, \\\\b\\n.endm");\n'


# --- what is found, and where ---


def test_a_call_in_a_function() -> None:
    text = MACRO + 'int f(void)\n{\n\tasm volatile("nop\\n\\tput 1 -2\\n" ::: "memory");\n\treturn 0;\n}\n'
    assert marked(text) == [("GM101", 4, "1 -2")]
    (found,) = findings(text)
    assert [(frame.kind, frame.name, frame.line, frame.column) for frame in found.stack] == [("asm", "asm", 4, 2)]


@pytest.mark.parametrize(
    "keyword", ["asm", "__asm__", "__asm", "__asm__ __volatile__", "asm_inline volatile", "asm goto"]
)
def test_every_keyword(keyword: str) -> None:
    assert marked(f'{MACRO}void f(void) {{ {keyword} ("put 1 -2" ); }}\n') == [("GM101", 2, "1 -2")]


def test_literals_in_a_row_are_one_string() -> None:
    text = MACRO + 'asm("put" "\\t"\n    "1"\n    " -2");\n'
    (found,) = findings(text)
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 6, 4, 9)


def test_raw_strings() -> None:
    """What gcc -S makes of it: each character as it stands, whatever C or its preprocessor would say of it."""
    raw = 'asm(R"(\n# a "quote", // and { brace\n\tput 1 -2\n)" R"x(\tput 3 -4 # )" \n)x");\n'
    text = MACRO + "int f(void) {\n\t" + raw + "}\n" + 'asm("put 5 -6");\n'
    assert marked(text) == [("GM101", 5, "1 -2"), ("GM101", 6, "3 -4"), ("GM101", 9, "5 -6")]
    (block,) = written_in_c(text, "a.c", X86).passes
    inside = ['# a "quote", // and { brace', "\tput 1 -2", '\tput 3 -4 # )" ']
    assert [line for line in block.text.split("\n")[3:] if line] == ["put 5 -6", *inside]


@pytest.mark.parametrize(
    ("operand", "spoken"),
    [
        ("%0", '"i"(3)'),
        ("%c0", '"i"(3)'),
        ("%c[three]", '[three] "i"(3)'),
        ("%[m]", '[m] "m"(*p)'),
        ('" THREE "', '"i"(3)'),
    ],
)
def test_operands_are_told_as_the_template_has_them(operand: str, spoken: str) -> None:
    (found,) = findings(f'{MACRO}int f(int *p) {{ asm("nop; put {operand} -4" : : {spoken}); }}\n')
    assert found.fix is not None
    word = operand.strip('" ')
    assert found.fix.message in (f"write `put {word}, -4`", f"write `put {word}-4`")
    told = " ".join((found.message, found.help, *found.makes.values()))
    assert "opaque" not in told
    assert "operand_" not in told


def test_columns_count_characters() -> None:
    text = MACRO + 'asm(".ascii \\"\u00e9\\u00e9\\x41\\101\\"; put 1 -2");\n'
    assert marked(text) == [("GM101", 2, "1 -2")]


def test_a_statement_behind_escapes() -> None:
    assert marked(MACRO + 'asm("\\t.ascii \\"x\\\\n\\"; put 1 -2");\n') == [("GM101", 2, "1 -2")]


def test_c_macros_of_the_file() -> None:
    text = (
        '#define STR_(x...) #x\n#define STR(x...) STR_(x)\n#define PUT(a) "put " STR(a)\n'
        + MACRO
        + 'void f(void) { asm volatile(PUT(1 -2) "\\n" : : "r"(0)); }\n'
    )
    assert marked(text) == [("GM101", 5, "1 -2")]
    text = text.replace("PUT(1 -2)", 'PUT(1) " -2"')
    (found,) = findings(text)
    assert [frame.kind for frame in found.stack] == ["asm", "cmacro", "cmacro", "cmacro"]
    assert found.stack[1].definition is not None
    assert (found.stack[1].name, found.stack[1].definition.line) == ("PUT", 3)


def test_strings_of_a_define_that_nothing_uses() -> None:
    text = '#define SET \\\n\t".macro put a:req b=0\\n"\t\\\n\t".byte \\\\a, \\\\b\\n"\t\\\n'
    text += '\t".endm\\n"\t\\\n\t"put 1 -2\\n"\n'
    assert marked(text, "a.h") == [("GM101", 5, "1 -2")]
    (found,) = findings(text, "a.h")
    assert [(frame.kind, frame.name, frame.line) for frame in found.stack] == [("cmacro", "SET", 1)]


def test_a_header_with_both_sides() -> None:
    text = (
        "#ifdef __ASSEMBLY__\n.macro put a:req b=0\n\t.byte \\a, \\b\n.endm\n\tput 3 -4\n#else\n"
        + MACRO
        + 'asm("put 1 -2");\n#endif\n'
    )
    assert marked(text, "a.h") == [("GM101", 5, "3 -4"), ("GM101", 8, "1 -2")]


def test_arms_are_chosen_consistently() -> None:
    text = "#ifdef A\n" + MACRO + "#else\n" + MACRO + '#endif\nasm("put 1 -2");\n#ifdef A\nasm("put 3 -4");\n#endif\n'
    assert marked(text) == [("GM101", 6, "1 -2"), ("GM101", 8, "3 -4")]


def test_preprocessed_c_leads_back() -> None:
    text = (
        '# 1 "a.c"\nextern int x;\n# 7 "in/b.h" 1\n'
        + MACRO
        + '# 3 "a.c" 2\nint f(void)\n{\n asm("put 1 -2"); return 0;\n}\n'
    )
    (found,) = findings(text, "a.i")
    assert (found.file, found.line, found.column) == ("a.c", 5, 11)
    assert [(frame.kind, frame.file, frame.line) for frame in found.stack] == [("asm", "a.c", 5)]


def test_a_marker_inside_a_statement() -> None:
    text = (
        '# 1 "a.c"\nextern int x;\n'
        + MACRO
        + 'void f(void) {\n asm volatile(\n# 30 "c.h"\n "put 1 -2"\n# 9 "a.c"\n );\n}\n'
    )
    (found,) = findings(text, "a.i")
    assert (found.file, found.line) == ("c.h", 30)


def test_preprocessed_assembler_is_no_c() -> None:
    text = '# 1 "a.S"\n.macro put a:req b=0\n .byte \\a, \\b\n.endm\n put 1 -2\n'
    assert [each.line for each in findings(text, "a.i")] == [4]


def test_a_fix_in_a_string() -> None:
    (found,) = findings(MACRO + 'asm("nop\\n\\tput 1 -2");\n')
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert (edit.line, edit.text.strip()) == (2, ",")


# --- templates ---


@pytest.mark.parametrize(
    ("asm", "expected"),
    [
        ('"put %0" : "=r"(x)', "put %rax"),
        ('"put %k1" : "=r"(x) : "r"(y)', "put %ecx"),
        ('"put %b[y], %w[x]" : [x] "=r"(x) : [y] "r"(y)', "put %cl, %ax"),
        ('"put %0" : : "i"(7)', "put opaque_0"),
        ('"put %c[n]" : : [n] "i"(7)', "put opaque_operand_n"),
        ('"put %%eax, %1" : : "m"(*p)', "put %eax, opaque_1"),
        ('"put %="::', "put 2"),
        ('"{put|tup} 1%{%}" : :', "put 1{}"),
        ('"put 1|2 }" : :', "put 1|2 }"),
        ('"put %0, {x}"', "put %0, {x}"),
        ('"put 1" NAME ", " NUM(4, "x")', "put 1opaque_NAME, opaque_NUM"),
        ('LOCK "put 1"', "opaque_LOCK\nput 1"),
        ('"put \\61\\x32\\u0033"', "put 123"),
    ],
)  # fmt: skip
def test_templates(asm: str, expected: str) -> None:
    found = lines(f'asm(".macro put a b\\n.endm");\nvoid f(int *p) {{ asm volatile({asm}); }}\n')
    assert found == [".macro put a b", ".endm", *expected.split("\n")]


def test_what_nobody_knows_is_not_told() -> None:
    for text in (
        'asm(".macro put " FORMALS "\\n.byte \\\\a\\n.endm\\n put 1, 2");\n',
        'asm(BEGIN ".purgem put\\n");\n',
        'asm(BEGIN ".endm\\n.if 1\\n");\n',
        'void f(void) { asm(".macro put a\\n.ifnc \\\\a,1\\n.error\\n.endif\\n.endm\\nput %0" : : "i"(1)); }\n',
    ):
        assert findings(text) == []


def test_c_without_macros_costs_a_search() -> None:
    assert not holds_assembler('void f(void) { asm volatile("nop"); puts("a.macro b"); }\n')
    assert holds_assembler('asm("nop\\n.macro m\\n");')
    assert findings('asm("movq $$1, %rax");\n') == []


def test_top_level_comes_first() -> None:
    text = 'void f(void) { asm("put 1"); }\nextern "C" {\nasm(".macro put a\\n.endm");\n}\n'
    assert lines(text) == [".macro put a", ".endm", "put 1"]


@pytest.mark.parametrize("arch", names())
def test_registers_of_an_architecture_are_those_of_its_operands(arch: str) -> None:
    known = architecture(arch)
    assert known.operands[""]
    assert len({len(each) for each in known.operands.values()}) == 1


# --- the kernel's own shapes, in our words ---


SYSREG = r"""
#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define NUMBERS "\t.irp num,0,1,2\n\t.equ .Lgpr_x\\num, \\num\n\t.endr\n"
#define BEGIN NUMBERS \
"\t.macro read_s, rt, sreg\n" \
"\t.inst 0xd5200000|(\\sreg)|(.Lgpr_\\rt)\n" \
"\t.endm\n"
#define END "\t.purgem read_s\n"
#define read_s(v, r) BEGIN "\tread_s " v ", " __stringify(r) "\n" END
static int get(void)
{
	int v;
	asm volatile(read_s("%0", 5) : "=r"(v));
	return v;
}
"""


def test_a_macro_that_is_defined_used_and_forgotten_in_each_block() -> None:
    assert findings(SYSREG, "s.h", "aarch64") == []
    broken = SYSREG.replace('"\\tread_s " v ", "', '"\\tread_s " v ", (1) "')
    assert broken != SYSREG
    (found,) = findings(broken, "s.h", "aarch64")
    assert found.line == 10


# --- blocks and their parsers ---


def parts(path: Path) -> list[str]:
    """The blocks of a fixture, the first the one outside functions."""
    text = re.sub(r"\A(?:/\* (?:expect|arch|note)[^\n]*\n)*", "", path.read_text())
    return text.split("/* block */\n")


def joined(path: Path) -> tuple[str, tuple[int, ...]]:
    """A fixture's text without the marks between blocks, and the lines at which blocks begin."""
    units, text = [], ""
    for part in parts(path):
        units.append(text.count("\n") + 1)
        text += part
    return text, tuple(units)


@pytest.mark.live
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_each_block_is_parsed_as_its_family_does(path: Path) -> None:
    text, units = joined(path)
    live = assemblers()
    asked = 0
    for name, assembler in live.items():
        family, _, release = name.partition("@")
        done = run(text, profile(family, release, "x86_64"), filename="x.s", units=units)
        ours = expansion(done)
        made = assemble(ours.text.encode(), assembler)
        if family == "clang":
            if release not in blocks.releases():
                continue
            accepted, data, _ = blocks.compiled(parts(path), release)
        else:
            outcome = assemble(text.encode(), assembler)
            accepted, data = outcome.accepted, bytes(outcome.sections.get(".data", b""))
        asked += 1
        assert (ours.accepted and made.accepted) == accepted, name
        if accepted:
            assert bytes(made.sections.get(".data", b"")) == data, name
    assert asked >= 4


def test_a_label_made_twice_is_told() -> None:
    rule = rule_named("call-counter-restarts")
    bad = rule.section("Bad") + "\n"
    (found,) = findings(bad)
    assert found.rule == rule.code
    assert {name.partition("@")[0] for name, word in found.verdicts.items() if word == "rejects"} == {"clang"}
    assert findings(rule.section("Good") + "\n") == []


def test_a_text_of_its_own_counts_from_zero() -> None:
    text = 'asm(".macro m\\n.byte \\\\@\\n.endm\\n m\\n m");\nvoid f(void) { asm("m\\n m"); asm("m"); }\n'
    reading = inline(text, "a.i", X86)
    assert isinstance(reading, Inline)
    told = {}
    for family in ("gas", "clang"):
        done = run(reading.text, profile(family, {"gas": "2.44", "clang": "19"}[family], "x86_64"), units=reading.units)
        told[family] = re.findall(r"\.byte (\d)", expansion(done).text)
    assert told == {"gas": ["0", "1", "2", "3", "4"], "clang": ["0", "1", "0", "1", "0"]}
    groups = expansions(
        reading.text, [profile("gas", "2.44", "x86_64"), profile("clang", "19", "x86_64")], "a.i", units=reading.units
    )
    assert len(groups) == 2
    assert [part.place.origin.line for part in differences(groups)] == [2]


# --- expand and diff ---

TWO_BLOCKS = (
    '#ifdef __x86_64__\n#define LAST "-2"\n#else\n#define LAST "-3"\n#endif\n'
    'asm(".macro m a, b=9\\n .byte \\\\a, \\\\b\\n.endm");\nint f(int x) {\n'
    ' asm("m 1 " LAST);\n asm("m \\\\@\\n"); return x; }\n'
)


@pytest.mark.parametrize(("assembler", "text"), [("gas", ".byte 1,-2\n"), ("clang", ".byte 1 -2, 9\n")])
def test_the_blocks_of_c_are_expanded(assembler: str, text: str) -> None:
    made = gasmacro.expand(TWO_BLOCKS, assembler=assembler, filename="a.c")
    assert made.text.replace(" ", "").startswith(text.replace(" ", ""))
    assert not made.exact
    assert "inside this C alone" in made.diagnostics[0].message
    first = made.statements[0]
    assert (first.file, first.line, first.at.line) == ("a.c", 8, 6)
    assert [frame.kind for frame in first.stack][:1] == ["asm"]
    assert first.stack[-1].name == "m"


def test_preprocessed_c_is_expanded() -> None:
    text = '# 1 "x.c"\nint f(void);\nasm(".macro m\\n nop\\n.endm");\n# 9 "x.c"\nvoid g(void) { asm("m"); }\n'
    made = gasmacro.expand(text, filename="x.i")
    assert (made.text.strip(), made.statements[0].line) == ("nop", 9)


def test_c_without_macros_is_told() -> None:
    for text in ("int x;\n", 'void f(void) { asm("nop"); }\n'):
        with pytest.raises(InputError, match="is C without assembler that defines or uses macros"):
            gasmacro.expand(text, filename="a.c")


def test_one_choice_of_arms_is_expanded_and_the_others_are_told() -> None:
    text = '#ifdef A\nasm(".macro m\\n nop\\n.endm\\nm");\n#else\nasm(".rept 2\\n ret\\n.endr");\n#endif\n'
    every = {gasmacro.expand(text, filename="a.c", defines=["A"]).text.strip()}
    every.add(gasmacro.expand(text, filename="a.c", undefines=["A"]).text.strip())
    assert {each.replace(" ", "") for each in every} == {"nop", "ret\nret"}
    assert "one of 2 choices" in gasmacro.expand(text, filename="a.c").diagnostics[1].message


def test_diff_of_c(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text(TWO_BLOCKS)
    done = command("diff", "a.c", cwd=tmp_path)
    assert done.returncode == 1
    assert "asm(" not in done.stdout
    asked = command("verify", "a.c", cwd=tmp_path)
    assert asked.returncode == 2
    assert "is C: assemblers are asked about what a compiler makes of it" in asked.stderr
