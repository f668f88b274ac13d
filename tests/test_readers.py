"""Sources that ask which compiler reads them: an arm for one family says nothing of the other's assemblers."""

from __future__ import annotations

from pathlib import Path

import pytest

from gasmacro.api import Config, check

PAIR = ".macro pair a, b=3\n\t.byte \\a, \\b\n.endm\n"


def told(text: str, filename: str = "x.S", **options: object) -> list[tuple[str, int]]:
    report = check(PAIR + text, filename=filename, config=Config(**options))  # type: ignore[arg-type]
    return [(finding.rule, finding.line - PAIR.count("\n")) for finding in report.findings]


@pytest.mark.parametrize("mode", ["written", "preprocessed"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#ifdef __clang__\npair 1, -2\n#else\npair 1 -2\n#endif\n", []),
        ("#ifndef __clang__\n.func f\n.endfunc\n#endif\n", []),
        ("#if defined(__GNUC__) && !defined(__clang__)\npair 1 -2\n#endif\npair 3 -4\n", [("GM101", 4)]),
        ("#if !defined(__clang__) || __clang_major__ > 99\npair 1 -2\n#endif\n", []),
        ("#ifdef __clang__\nnop\n#else\nhlt\n#endif\n", []),
        ("#ifdef __clang__\n.set n, 1\n#else\n.set n, 2\n#endif\n.if n == 1\nnop\n.endif\n", []),
        ("#ifdef __clang__\n#define SEP ,\n#else\n#define SEP\n#endif\npair 1 SEP -2\n", []),
        ("#ifdef __clang__\n#define ONE 1\n#else\n#define ONE 2\n#endif\npair ONE -2\n", [("GM101", 6)]),
    ],
)
def test_what_is_for_one_family_is_not_held_against_the_other(
    text: str, expected: list[tuple[str, int]], mode: str
) -> None:
    assert told(text, mode=mode) == expected


@pytest.mark.parametrize("mode", ["written", "preprocessed"])
def test_an_arm_is_checked_for_its_own_family(mode: str) -> None:
    text = "#ifdef __clang__\n.macro m a\n.byte \\a\n.endm\nm 1, 2\n#endif\n"
    assert told(text, mode=mode) == [("GM902", 5)]
    assert told(text, mode=mode, assemblers=("gas",)) == []
    assert told(text, mode=mode, assemblers=("clang",)) == [("GM902", 5)]


def test_in_c_as_well() -> None:
    macro = PAIR.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    text = f'asm("{macro}");\n#ifdef __clang__\nasm("pair 1, -2");\n#else\nasm("pair 1 -2");\n#endif\n'
    assert list(check(text, filename="x.c").findings) == []
    assert [found.line for found in check(text.replace("__clang__", "OTHER"), filename="x.c").findings] == [5]


def test_what_a_header_says_of_compilers(tmp_path: Path) -> None:
    (tmp_path / "pair.h").write_text("#ifdef __clang__\n#define SEP ,\n#else\n#define SEP\n#endif\n")
    (tmp_path / "x.S").write_text(f'#include "pair.h"\n{PAIR}pair 1 SEP -2\n')
    text = (tmp_path / "x.S").read_text()
    found = check(text, filename=str(tmp_path / "x.S"), config=Config(mode="preprocessed")).findings
    assert list(found) == []
