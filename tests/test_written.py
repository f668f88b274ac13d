"""Sources with C preprocessor lines: every arm is in a pass, every line at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import gasmacro
from gasmacro.errors import InputError
from gasmacro.source.condition import Knowledge, parse
from gasmacro.source.files import SIZE_LIMIT, Memory
from gasmacro.source.lines import without_comments
from gasmacro.source.written import Passes, opaque_calls, passes

HEADER = r"""/* a comment
   over lines */
#ifndef GUARD_H
#define GUARD_H
#ifdef CONFIG_A
.macro pick to /* here */
	mov $1, \to	// why
.endm
#elif CONFIG_B > 2
.macro pick to
	mov $2, \to
#ifdef CONFIG_A
	never
#endif
.endm
#else
.macro pick to
.endm
#endif
#if 0
	dead
#endif
#ifndef __ASSEMBLER__
int declared(void);
#endif
#endif
"""


def made(text: str, **options: object) -> Passes:
    return passes(text, "a.h", header=True, **options)  # type: ignore[arg-type]


def test_a_pass_keeps_lines_and_columns() -> None:
    for reading in made(HEADER).passes:
        written = HEADER.split("\n")
        for number, line in enumerate(reading.text.split("\n")):
            kept = line.rstrip()
            assert kept == written[number][: len(kept)] or "/*" in written[number] or not kept


def test_each_arm_is_in_a_pass_and_no_dead_one() -> None:
    texts = [reading.text for reading in made(HEADER).passes]
    assert len(texts) == 3
    assert sum("$1" in text for text in texts) == 1
    assert sum("$2" in text for text in texts) == 1
    assert not any(word in text for text in texts for word in ("dead", "never", "declared", "here", "why"))


def test_a_name_has_one_value_in_a_pass() -> None:
    text = "#ifdef A\n.macro m\n.endm\n#endif\n#ifdef A\n yes\n#else\n no\n#endif\n"
    text += "#if !defined(A)\n.macro m\n.endm\n#endif\n"
    for reading in made(text).passes:
        assert ("yes" in reading.text) != ("no" in reading.text)
        assert reading.text.count(".macro") == 1


def test_defines_decide() -> None:
    first = made(HEADER, defines=["CONFIG_A"]).passes[0].text
    assert "$1" in first
    second = made(HEADER, undefines=["CONFIG_A"], defines=["CONFIG_B=3"]).passes
    assert len(second) == 1
    assert "$2" in second[0].text


def test_passes_are_bounded_and_told() -> None:
    names = "".join(f"#if N == {n}\n.macro m{n}\n.endm\n#endif\n" for n in range(20))
    found = made(names, limit=3)
    assert len(found.passes) == 3
    assert "after 3 passes" in found.notes[0]


def test_an_arm_with_an_error_is_not_taken() -> None:
    text = "#ifdef A\n#error no\n bad\n#else\n.macro m\n.endm\n#endif\n"
    assert [("bad" in reading.text, ".macro" in reading.text) for reading in made(text).passes] == [(False, True)]


def test_a_header_without_macros_has_nothing_to_say() -> None:
    assert made('int f(void);\n#define asm_text ".macro m"\n').passes == []


def test_includes_stand_between_markers() -> None:
    files = Memory({"m.h": "#ifndef M\n#define M\n.macro m\n.endm\n#endif\n", "c.h": "struct s { int x; };\n"})
    source = '#include "m.h"\n#include <c.h>\n#include "m.h"\n#include "none.h"\n m\n'
    text = passes(source, "a.S", files=files).passes[0].text
    assert text.count(".macro m") == 1
    assert '# 1 "m.h" 1' in text
    assert '# 2 "a.S" 2' in text
    assert "struct" not in text


def test_an_include_of_itself_ends() -> None:
    files = Memory({"a.S": '#include "a.S"\n.macro m\n.endm\n'})
    assert passes(files.contents["a.S"], "a.S", files=files).passes[0].text.count(".macro") == 1  # type: ignore[arg-type]


def test_joined_lines_are_led_back() -> None:
    reading = passes(".macro m a\n.endm\n m one \\\n   two\n", "a.S").passes[0]
    line = reading.text.split("\n")[2]
    assert line.split() == ["m", "one", "two"]
    assert reading.place("a.S", 3, line.index("two") + 1) == (4, 4)
    assert reading.place("a.S", 3, 2) == (3, 2)


@pytest.mark.parametrize(
    ("text", "functions", "expected"),
    [
        (" m PER_CPU(a, b) x", set(), " m PER_CPU_a__b_ x"),
        (" m OFFSET(%rax) x", set(), " m OFFSET(%rax) x"),
        (" m thing(a, b) x", {"thing"}, " m thing_a__b_ x"),
        (" m thing(a, b) x", set(), " m thing(a, b) x"),
        (" M(1, 2)", set(), " M(1, 2)"),
        (" x FN(1,\n 2) y", {"FN"}, " x FN_1_\n    y"),
        (" x FN(1", {"FN"}, " x FN(1"),
    ],
)
def test_calls_of_c_macros_are_one_word(text: str, functions: set[str], expected: str) -> None:
    assert opaque_calls(text, functions, frozenset(("m",))) == expected


@pytest.mark.parametrize(
    ("defines", "line", "expected"),
    [
        ("#define X 8", " m X-1", " m 8 -1"),
        ("#define R %xmm0", " movdqu (%rdi), R", " movdqu (%rdi), %xmm0"),
        ("#define WK(t) (((t) & 15) * 4)(%rsp)", " add WK(3), %eax", " add (((3) & 15) * 4)(%rsp), %eax"),
        ("#define A B\n#define B A", " m A, B", " m A, B"),
        ("#define A B\n#define B 1", " m A", " m 1"),
        ("#define S(x) #x", ' .ascii S(a "b")', ' .ascii "a \\"b\\""'),
        ("#define J(a, b) a##b", " J(x, 1): nop", " x1: nop"),
        ("#define V(a, ...) a: __VA_ARGS__", " V(x, nop, 1)", " x: nop, 1"),
        ("#define E", " m E 1", " m  1"),
        ("#define O(a, ...) a __VA_OPT__(, __VA_ARGS__)", " m O(1,2)", " m 1 , 2"),
        ("#define O(a, ...) a __VA_OPT__(, __VA_ARGS__)", " m O(1)", " m 1"),
        ("#define O(a, r...) a __VA_OPT__((r))", " m O(1,2)", " m 1 (2)"),
        ("#define O(a, r...) .long a,##r ;", " O(1)", " .long 1 ;"),
        ("#define O(a, r...) .long a , ## r ;", " O(1, 2)", " .long 1 ,2 ;"),
        ("#define O(a, ...) .long a, ##__VA_ARGS__ ;", " O(1, 2,3)", " .long 1,2, 3 ;"),
        ("#define F(x) x", " m F", " m F"),
        ("#define F(x) x", " m F(1, 2)", None),
        ("#define X 1\n#undef X", " m X", " m X"),
        ("#define X 1", ' .ascii "X"', ' .ascii "X"'),
    ],
)
def test_what_the_source_defines_is_expanded(defines: str, line: str, expected: str | None) -> None:
    text = passes(f"{defines}\n.macro m\n.endm\n{line}\n", "a.S").passes[0].text
    found = text.split("\n")[-2]
    assert found == expected if expected is not None else "F" in found


def test_an_expansion_is_led_back_to_its_use() -> None:
    source = "#define PAIR 1 -2\n#define ONE 1\n.macro m a, b=9\n .byte \\a, \\b\n.endm\n m PAIR\n m ONE, ONE -3, 4\n"
    (found, second) = gasmacro.check(source, filename="a.S", assemblers=("gas@2.44", "clang@19")).findings
    assert (found.rule, found.line, found.column, found.end_column) == ("GM101", 6, 4, 8)
    assert [(frame.kind, frame.name, frame.line, frame.column) for frame in found.stack] == [("cmacro", "PAIR", 6, 4)]
    assert found.stack[0].definition == gasmacro.model.Definition("a.S", 1)
    assert found.fix is None
    assert source.split("\n")[6][second.column - 1 : second.end_column - 1] == "m ONE, ONE -3, 4"


def test_a_fix_beside_an_expansion_is_at_its_place() -> None:
    source = "#define LONG_NAME 1\n.macro m a, b, c=9\n .byte \\a, \\b, \\c\n.endm\n m LONG_NAME, 2 -3\n"
    (found,) = gasmacro.check(source, filename="a.S", assemblers=("gas@2.44", "clang@19")).findings
    assert source.split("\n")[4][found.column - 1 : found.end_column - 1] == "2 -3"
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert (edit.line, edit.column) == (5, found.column + 1)


def test_comparisons_of_a_name_with_numbers_agree() -> None:
    text = "#if N >= 6\n six\n#endif\n#if N < 6\n five\n#endif\n#if N >= 7\n seven\n#endif\n.macro m\n.endm\n"
    for reading in passes(text, "a.S").passes:
        assert ("six" in reading.text) != ("five" in reading.text)
        assert "six" in reading.text or "seven" not in reading.text


def test_a_configuration_that_ends_in_an_error_is_none() -> None:
    text = "#ifdef A\n a\n#endif\n#ifdef B\n b\n#endif\n#if defined(A) && !defined(B)\n#error no\n#endif\n"
    found = passes(text + ".macro m\n.endm\n", "a.S").passes
    assert found
    assert all(" b" in reading.text or " a" not in reading.text for reading in found)


@pytest.mark.parametrize(
    "source",
    [
        '.macro m\n#ifdef A\n .error "no"\n#endif\n.endm\n m\n',
        "#ifdef A\n.macro m\n.endm\n#endif\n.macro m\n.endm\n",
        '.macro m\n.endm\n .ascii KERN_INFO "x"\n',
        ".macro m\n.endm\n movdqu STATE0, 0x10(STATEP)\n",
        ".macro m\n.endm\n .word bootsym(set_80x25)\n",
    ],
)
def test_what_may_be_for_what_is_not_known_is_not_told(source: str) -> None:
    assert gasmacro.check("#include <none.h>\n" + source, filename="a.S").findings == ()


def test_macros_of_a_header_are_looked_at_in_the_header() -> None:
    files = {"m.h": ".macro n a, b=9\n .byte \\a, \\b\n.endm\n.macro unused\n n 1 -2\n.endm\n"}
    text = passes('#include "m.h"\n', "a.S", files=Memory(files)).passes[0].text
    assert gasmacro.check(text, filename="a.S").findings == ()
    assert len(gasmacro.check(files["m.h"], filename="m.h").findings) == 1


@pytest.mark.parametrize(
    ("condition", "names", "truth"),
    [
        ("1 + 2 == 3", {}, True),
        ("defined(A) && A > 3", {"A": "4"}, True),
        ("defined A || B", {"A": None, "B": None}, False),
        ("-7 / 2 == -3 && -7 % 2 == -1", {}, True),
        ("(1 ? 2 : 0) << 3 == 16", {}, True),
        ("'a' == 97", {}, True),
        ("0x10 == 020", {}, True),
        ("A", {"A": "B", "B": "1"}, True),
        ("A", {"A": "A"}, None),
        ("A", {}, None),
        ("!IS_ENABLED(CONFIG_A)", {"CONFIG_A": "1"}, False),
        ("A && 0", {}, False),
        ("__has_include(<x.h>)", {}, None),
        ("1 +", {}, None),
        ("1 / 0", {}, None),
    ],
)
def test_conditions(condition: str, names: dict[str, str | None], truth: bool | None) -> None:
    assert Knowledge(dict(names)).truth(parse(condition), {}, []) is truth


def test_a_condition_is_solved_with_few_names_defined() -> None:
    found = Knowledge({}).solve([(parse("defined(A) && !defined(B) || defined(C)"), True)])
    assert found == {"A": False, "C": True} or found == {"A": False, "B": False, "C": True}
    assert Knowledge({"A": None}).solve([(parse("defined(A)"), True)]) is None


def test_a_macro_that_nobody_calls_is_not_followed_into_itself() -> None:
    source = (
        ".macro each from:req, to:req\n .if (\\from) == (\\to)\n body %\\from\n .else\n each %\\from, %((\\from) / 2)\n"
        " each %((\\from) / 2 + 1), %\\to\n .endif\n.endm\n"
        ".macro over from:req, to:req\n .macro body n:req\n .byte \\n\n .endm\n .altmacro\n each \\from, \\to\n"
        " .noaltmacro\n .purgem body\n.endm\n"
    )
    report = gasmacro.check(source, filename="a.h", arch="aarch64", assemblers=("gas@2.44", "clang@19"))
    assert report.errors == ()


def test_what_only_the_preprocessor_reads_is_no_assembler() -> None:
    for name in ("vmlinux.lds.S", "board.its.S", "board.dts.S"):
        assert gasmacro.check("/ {\n .macro m\n};\n", filename=name).findings == ()


CALLS = (
    '#include "unseen.h"\n.macro m a, b=9\n .long \\a, \\b\n.endm\nSYM_FUNC_START(x)\n m 1, 2\n'
    " _ASM_EXTABLE(1b, 2b)\nUSER(9f, ldr x0, [x1, #-8])\n USER(9f,\n  m 1 -2)\nSYM_DATA(foo,\n\t.long (1) 2) ; m 3\n"
    " nop; _ASM_EXTABLE(1b,\n\n -1 -2)\n m FOO(1, 2), BAR(3)\nSYM_FUNC_END(x)\n"
)


@pytest.mark.parametrize("arch", ["x86_64", "aarch64"])
@pytest.mark.parametrize("name", ["a.S", "a.h"])
def test_calls_that_stand_for_statements_are_no_findings(name: str, arch: str) -> None:
    config = gasmacro.Config(arch=arch, mode="written", flags=False)
    assert gasmacro.check(CALLS, filename=name, config=config).findings == ()


def test_calls_whose_definition_is_in_sight_are_expanded() -> None:
    source = (
        "#define START(x) .globl x ; x:\n#define USER(l, insn...) 9999: insn ; .long 9999b, l\n.macro m a, b=9\n"
        " .long \\a, \\b\n.endm\nSTART(f)\n USER(9f, m 1 -2)\nSTART(g) m 1 -3\n9:\n"
    )
    found = gasmacro.check(source, filename="a.S", assemblers=("gas@2.44", "clang@19")).findings
    assert [(each.rule, each.line, [frame.name for frame in each.stack]) for each in found] == [
        ("GM101", 7, ["USER"]),
        ("GM101", 8, []),
    ]


def test_a_directive_goes_on_behind_a_comment_of_many_lines() -> None:
    source = (
        ".macro copy mode:req\n"
        "#define EXC(insn) \\\n .if \\mode == 1; \\\n /* one \\\n * two \\\n */ \\\n insn; \\\n .endif\n"
        " EXC(nop)\n EXC(nop)\n.endm\n#define TWO 1 /* a\n b */ + 1\n copy TWO\n"
    )
    report = gasmacro.check(source, filename="a.S")
    assert [each.rule for each in report.findings if each.rule == "GM902"] == []
    assert without_comments("#define A /* x\n y */ b\nc /* d\n e */\n") == "#define A    \\\n      b\nc     \n     \n"


ENTRY = ".macro entry x, y=9\n .long \\x, \\y\n.endm\n ENTRY(foo)\n ENTRY (foo)\n entry FOO (1) , 2\n"


@pytest.mark.parametrize("arch", ["x86_64", "aarch64"])
def test_capitals_are_c_macros_where_definitions_are_not_in_sight(arch: str) -> None:
    config = gasmacro.Config(arch=arch, mode="written", flags=False)
    assert gasmacro.check(f"#include <none.h>\n{ENTRY}", filename="a.S", config=config).findings == ()
    assert gasmacro.check(ENTRY, filename="a.h", config=config).findings == ()
    whole = gasmacro.check(ENTRY, filename="a.S", config=config).findings
    assert ("GM601", 4) in [(each.rule, each.line) for each in whole]


PLATFORMS = """
.macro m a, b=9
 .byte \\a, \\b
.endm
#ifdef __APPLE__
 m 1 -2
#elif defined(_WIN32)
 m 1 -3
#elif defined(__i386__)
 m 1 -4
#elif defined(__x86_64__)
 m 1 -5
#endif
#ifndef __ELF__
 m 1 -6
#endif
"""


@pytest.mark.parametrize(
    ("arch", "defines", "lines"),
    [
        ("", (), [12]),
        ("i386", (), [10]),
        ("x86_64", (), [12]),
        ("loongarch64", (), []),
        ("x86_64", ("__APPLE__",), [6]),
        ("x86_64", ("__i386__",), [10]),
    ],
)
def test_names_of_platforms_and_architectures_decide(arch: str, defines: tuple[str, ...], lines: list[int]) -> None:
    config = gasmacro.Config(("gas@2.44", "clang@19"), arch, defines=defines, flags=False)
    found = gasmacro.check(PLATFORMS, filename="a.S", config=config).findings
    assert [each.line for each in found] == lines
    notes = gasmacro.check(PLATFORMS, filename="a.S", config=config).notes
    assert notes == (
        () if arch else ("a.S: read for x86_64: what it has for i386 was not looked at; choose with --arch",)
    )


def test_what_m4_reads_is_no_assembler(tmp_path: Path) -> None:
    for begin in (
        "define(`x', `1')",
        "dnl what for",
        "include_mpn(`a.m4')\ninclude(`config.m4')",
        "C a\ndefine(<A>, <1>)",
    ):
        (tmp_path / "a.asm").write_text(f"{begin}\n.macro m a, b=9\n .byte \\a\n.endm\n m 1 -2\n")
        assert next(gasmacro.check_paths([tmp_path])).findings == ()
    (tmp_path / "a.asm").write_text(".macro m a, b=9\n .byte \\a\n.endm\n m 1 -2\n")
    assert len(next(gasmacro.check_paths([tmp_path])).findings) == 1


def test_a_vast_header_without_macros_is_no_error(tmp_path: Path) -> None:
    line = "#define REGISTER 0x1234 /* a register */\n"
    times = SIZE_LIMIT // len(line) + 2
    (tmp_path / "a.h").write_text(line * times)
    assert [(each.errors, each.findings) for each in gasmacro.check_paths([tmp_path])] == [((), ())]
    with (tmp_path / "a.h").open("a") as stream:
        stream.write(".macro m\n.endm\n")
    (report,) = gasmacro.check_paths([tmp_path])
    assert "larger than" in report.errors[0].message
    (tmp_path / "a.h").rename(tmp_path / "a.S")
    (report,) = gasmacro.check_paths([tmp_path])
    assert "larger than" in report.errors[0].message


def test_a_file_named_by_include_is_read_first(tmp_path: Path) -> None:
    (tmp_path / "first.h").write_text(".macro m a, b=9\n .byte \\a, \\b\n.endm\n#define YES 1\n")
    source = tmp_path / "a.S"
    source.write_text("#if YES\n m 1 -2\n#else\n m 1 -3\n#endif\n")
    config = gasmacro.Config(mode="written", includes=[str(tmp_path / "first.h")], flags=False)
    (found,) = gasmacro.check(source.read_text(), filename=str(source), config=config).findings
    assert (found.rule, found.file, found.line, found.column) == ("GM101", str(source), 2, 4)
    config = gasmacro.Config(mode="written", includes=[str(tmp_path / "none.h")], flags=False)
    with pytest.raises(InputError, match="is not found, which -include names"):
        gasmacro.check(source.read_text(), filename=str(source), config=config)
