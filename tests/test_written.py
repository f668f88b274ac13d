"""Sources with C preprocessor lines: every arm is in a pass, every line at its place."""

from __future__ import annotations

import pytest

from gasmacro.source.condition import Knowledge, parse
from gasmacro.source.files import Memory
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
