"""Our preprocessing: equal to what gcc and clang were recorded to write, and every place led back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import gasmacro
from gasmacro.errors import InputError, LimitError
from gasmacro.model import Definition, Frame
from gasmacro.source.files import Disk, Memory
from gasmacro.source.preprocessed import Preprocessed, preprocess
from gasmacro.source.setting import Setting
from gasmacro.targets.arch import names
from gasmacro.targets.preprocessors import preprocessor
from tests.corpus.spacing import lines

FOLDER = Path(__file__).parent
BOTH = ("gas", "clang")


def made(
    text: str,
    *,
    files: Mapping[str, str] | None = None,
    arch: str = "x86_64",
    forgiving: bool = False,
    setting: Setting | None = None,
) -> dict[str, Preprocessed]:
    return preprocess(
        text, "x.S", families=BOTH, arch=arch, setting=setting, files=Memory(files or {}), forgiving=forgiving
    )


def texts(text: str, **more: object) -> list[str]:
    """The lines that count of a source that both families read alike."""
    found = made(text, **more)  # type: ignore[arg-type]
    assert found["gas"].text == found["clang"].text
    return lines(found["gas"].text)


@pytest.mark.parametrize("family", BOTH)
@pytest.mark.parametrize("source", sorted(FOLDER.rglob("*.S")), ids=lambda path: path.stem)
def test_as_recorded(source: Path, family: str) -> None:
    files = Disk(str(source.parent))
    ours = preprocess(source.read_text(), str(source), families=BOTH, arch="x86_64", files=files)[family].text
    assert lines(ours) == lines(source.with_suffix(f".{family}.txt").read_text())


def test_families_part_where_a_blank_parts_them() -> None:
    found = made("#define F(a) a\nm F(\\)x F(a)'c' 1\n")
    assert lines(found["gas"].text) == ["m \\ x a 'c' 1"]
    assert lines(found["clang"].text) == ["m \\x a'c' 1"]


def test_families_that_read_the_same_share_it() -> None:
    found = made("#define X 8\nm X-1\n")
    assert found["gas"] is found["clang"]
    assert lines(found["gas"].text) == ["m 8 -1"]


@pytest.mark.parametrize(
    ("condition", "gas", "clang"),
    [
        ("defined(__clang__)", False, True),
        ("__GNUC__ >= 5", True, False),
        ("defined(__GNUC__) && defined(__ASSEMBLER__) && defined __x86_64__", True, True),
        ("defined(__aarch64__)", False, False),
    ],
)
def test_predefined_names(condition: str, gas: bool, clang: bool) -> None:
    found = made(f"#if {condition}\nyes\n#endif\n")
    assert [bool(lines(found[family].text)) for family in BOTH] == [gas, clang]


def test_every_architecture_has_names() -> None:
    for arch in names():
        for family in BOTH:
            table = preprocessor(family, arch).names
            assert table["__ASSEMBLER__"] == "1"
            assert ("__clang__" in table) == (family == "clang")


def test_command_line_wins() -> None:
    setting = Setting(defines=("A", "B=2", "F(x)=x+1", "__x86_64__=7"), undefines=("__ELF__",))
    source = "A B F(3) __x86_64__\n#ifdef __ELF__\nno\n#endif\n"
    assert texts(source, setting=setting) == ["1 2 3 +1 7"]


def test_includes(tmp_path: Path) -> None:
    files = {
        "sub/a.h": '#pragma once\n#include "b.h"\n.byte 1\n',
        "sub/b.h": "#ifndef B\n#define B 5\n.byte B\n#endif\n",
        "first.h": "#define FIRST 9\n",
        "sys/b.h": ".byte 6\n#include_next <b.h>\n",
        "sys2/b.h": ".byte 7\n",
    }
    setting = Setting(includes=("first.h",), system_dirs=("sys", "sys2"))
    source = '#include "sub/a.h"\n#include "sub/a.h"\n#define N <b.h>\n#include N\n.byte FIRST __INCLUDE_LEVEL__\n'
    expected = [".byte 5", ".byte 1", ".byte 6", ".byte 7", ".byte 9 0"]
    assert texts(source, files=files, setting=setting) == expected


def test_line_directives_renumber() -> None:
    source = (
        '__LINE__\n#define N 20 "q/x.S"\n#line 10\n__LINE__ __FILE__\n#line N\n__LINE__ __FILE__ __BASE_FILE__\n'
        ' # line 5 /* c */ "a\\\\b.S" // x\n__FILE__ __LINE__\n#line 012\n#if __LINE__ == 12\n__LINE__\n#endif\n'
        '#include "a.h"\n__LINE__ __FILE__\n'
    )
    expected = ["1", '10 "x.S"', '20 "q/x.S" "x.S"', '"a\\\\b.S" 5', "13", '3 "h"', '16 "a\\\\b.S"']
    assert texts(source, files={"a.h": '\n#line 3 "h"\n__LINE__ __FILE__\n'}) == expected


def test_has_include() -> None:
    source = '#if __has_include("a.h") && !__has_include(<b.h>)\nyes\n#endif\n'
    assert texts(source, files={"a.h": ""}) == ["yes"]


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ('\n  #include "gone.h"\n', 2, 3, "gone.h is not found"),
        ("#ifdef A\n#else\n #error this  can't be\n#endif\n", 3, 2, "#error is reached: this can't be"),
        ("x\n#if 1 +\n#endif\n", 2, 1, "no expression"),
        ("#ifdef A\n", 1, 1, "no #endif"),
        ("x\n#line 0x10\n", 2, 1, "#line has no line number"),
        ("#line 1 x\n", 1, 1, "#line has no line number"),
        ("#line\n", 1, 1, "#line has no line number"),
        ("#define F(a) a\nq F(1\nx\n", 2, 3, 'the call of "F" has no end'),
        ("#define F(a) a\nq F(1,2)\n", 2, 3, "takes 1 argument"),
    ],
)
def test_refusals_have_their_place(source: str, line: int, column: int, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        made(source)
    assert (told.value.file, told.value.line, told.value.column) == ("x.S", line, column)


def test_forgiving_goes_past() -> None:
    found = made('#include "gone.h"\n#error no\n.byte 1\n', forgiving=True)["gas"]
    assert lines(found.text) == [".byte 1"]
    assert len(found.notes) == 2


def test_undefined_names_are_nothing_in_conditions() -> None:
    assert texts("#if UNKNOWN || UNKNOWN > -1\nyes\n#elif 1\nno\n#endif\n") == ["yes"]


def test_runaway_macros_are_told() -> None:
    doubling = "".join(f"#define M{n} M{n + 1} M{n + 1} M{n + 1} M{n + 1}\n" for n in range(16))
    with pytest.raises(LimitError):
        made(doubling + "M0\n")


def test_include_loop_is_told() -> None:
    with pytest.raises(LimitError):
        made('#include "a.h"\n', files={"a.h": '#include "a.h"\n'})


def test_includes_stay_below_the_root(tmp_path: Path) -> None:
    secret = tmp_path / "secret.h"
    secret.write_text(".byte 42\n")
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "link.h").symlink_to(secret)
    for name in ("../secret.h", "link.h", str(secret), "/dev/zero"):
        with pytest.raises(InputError, match="is not found"):
            preprocess(
                f'#include "{name}"\n', str(inside / "x.S"), families=BOTH, arch="x86_64", files=Disk(str(inside))
            )


# --- places ---

HEADER = ".macro m a, b\n.long \\a\n.ifnb \\b\n.long \\b\n.endif\n.endm\n#define CALL(x) m x\n#define WHOLE m 8 -3\n"


def findings(tmp_path: Path, source: str) -> list[gasmacro.Finding]:
    (tmp_path / "t.h").write_text(HEADER)
    config = gasmacro.Config(("gas@2.44", "clang@19"), "x86_64", mode="preprocessed", flags=False)
    return list(gasmacro.check(source, filename=str(tmp_path / "x.S"), config=config).findings)


def test_a_finding_in_an_operand_that_a_macro_made(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '#include "t.h"\n#define EIGHT 8\n\tm /* c */ EIGHT-1\n')
    assert (found.line, found.column, found.end_column) == (3, 12, 19)
    file = str(tmp_path / "x.S")
    assert found.stack == (Frame("cmacro", "EIGHT", file, 3, 12, Definition(file, 2)),)


@pytest.mark.parametrize("operand", ["EIGHT-1", "EIGHT -1", "1 -EIGHT", "1 -2"])
def test_a_finding_has_the_same_way_in_both_modes(operand: str) -> None:
    source = f"#define EIGHT 8\n.macro m a, b=9\n.long \\a, \\b\n.endm\n m {operand}\n"
    ways = []
    for mode in ("written", "preprocessed"):
        config = gasmacro.Config(("gas@2.44", "clang@19"), "x86_64", mode=mode, flags=False)
        (found,) = gasmacro.check(source, filename="x.S", config=config).findings
        ways.append((found.line, found.column, found.end_column, found.stack))
    assert ways[0] == ways[1]


def test_a_finding_in_an_argument_over_lines(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '#include "t.h"\n CALL(\n  1 -2)\n')
    assert (found.line, found.column, found.end_column) == (3, 3, 7)


def test_a_finding_in_a_macro_body(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '#include "t.h"\n nop; WHOLE\n')
    header = str(tmp_path / "t.h")
    assert (found.file, found.line, found.column, found.end_column) == (header, 8, 17, 21)
    assert found.stack == (Frame("cmacro", "WHOLE", str(tmp_path / "x.S"), 2, 7, Definition(header, 8)),)


def test_a_finding_in_an_included_file(tmp_path: Path) -> None:
    (tmp_path / "inner.S").write_text("\n m 1 -N\n")
    (found,) = findings(
        tmp_path, '#include "t.h"\n#define N 2\n#include "inner.S"\n#undef N\n#define N (2)\n#include "inner.S"\n'
    )
    inner, outer = str(tmp_path / "inner.S"), str(tmp_path / "x.S")
    assert (found.file, found.line, found.column, found.end_column) == (inner, 2, 4, 8)
    assert found.stack == (Frame("include", inner, outer, 3, 1, None),)


def test_an_expansion_leads_back(tmp_path: Path) -> None:
    (tmp_path / "t.h").write_text("#define TWICE(a) a; a\n.macro two x\n.byte \\x\n.endm\n")
    source = '#include "t.h"\n\n  TWICE(two \\\n 7)\nend:\n'
    file, header = str(tmp_path / "x.S"), str(tmp_path / "t.h")
    done = gasmacro.expand(source, filename=file)
    first, second, last = done.statements
    assert done.text == ".byte 7\n.byte 7\nend:\n"
    for statement in (first, second):
        assert (statement.file, statement.line) == (file, 3)
        assert (statement.at.file, statement.at.line, statement.at.column) == (header, 3, 1)
        assert statement.stack == (Frame("macro", "two", file, 3, 9, Definition(header, 2)),)
    assert (last.file, last.line, last.at.column, last.stack) == (file, 5, 1, ())


def test_a_statement_of_a_macro_body(tmp_path: Path) -> None:
    file = str(tmp_path / "x.S")
    (first, second) = gasmacro.expand("#define TWO .byte 1; \\\n  .byte 2\nTWO\n", filename=file).statements
    assert (first.line, first.at.line, first.at.column) == (3, 1, 13)
    assert (second.line, second.at.line, second.at.column) == (3, 2, 3)
    assert second.stack == (Frame("cmacro", "TWO", file, 3, 1, Definition(file, 1)),)


def test_diagnostics_lead_back(tmp_path: Path) -> None:
    file = str(tmp_path / "x.S")
    done = gasmacro.expand('#define WRONG .error\n\nWRONG "no"\n', filename=file)
    (told,) = done.diagnostics
    assert (told.file, told.line, told.column) == (file, 1, 15)
    assert [frame.name for frame in told.stack] == ["WRONG"]


def test_as_written_keeps_the_lines() -> None:
    done = gasmacro.expand("#define X 8\n.macro m a\n.byte \\a\n.endm\nm X\n", filename="x.S", as_written=True)
    assert done.text == "#define X 8\n.byte X\n"


def test_expand_is_one_configuration() -> None:
    source = "#ifdef A\n.byte A\n#else\n.byte 0\n#endif\n"
    assert gasmacro.expand(source, filename="x.S").text == ".byte 0\n"
    assert gasmacro.expand(source, filename="x.S", defines=("A=3",)).text == ".byte 3\n"
    assert gasmacro.expand(source, filename="x.S", defines=("A",), undefines=("A",)).text == ".byte 0\n"


MARKED = """\
# 1 "x.S"
# 1 "<command-line>" 1
# 1 "x.S" 2
# 1 "a.h" 1
# 1 "b.h" 1

.byte 1
# 5 "a.h" 2
.byte 2
# 3 "x.S" 2
.byte 3
# 1 "b.h" 1

.byte 4
# 9 "x.S" 2
.byte 5
"""


def test_markers_of_another_preprocessor_lead_back() -> None:
    done = gasmacro.expand(MARKED, filename="x.s")
    ways = {
        each.text.strip(): ((each.file, each.line), [(frame.name, frame.file, frame.line) for frame in each.stack])
        for each in done.statements
    }
    assert ways == {
        ".byte 1": (("b.h", 2), [("a.h", "x.S", 2), ("b.h", "a.h", 4)]),
        ".byte 2": (("a.h", 5), [("a.h", "x.S", 2)]),
        ".byte 3": (("x.S", 3), []),
        ".byte 4": (("b.h", 2), [("b.h", "x.S", 8)]),
        ".byte 5": (("x.S", 9), []),
    }
