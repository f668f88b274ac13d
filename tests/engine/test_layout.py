"""The distance of two labels, as the assemblers know it while they read."""

from __future__ import annotations

import pytest

from gasmacro.engine.events import STATEMENT, Origin
from gasmacro.engine.layout import Layout, distance
from gasmacro.engine.symbols import APART, UNSETTLED, Symbols
from gasmacro.targets import ranges

HERE = Origin("source.s", 1, 1, "")


def events(*texts: str, conditional: bool = False) -> list:  # type: ignore[type-arg]
    return [(STATEMENT, text, HERE, None, conditional) for text in texts]


def between(assembler: str, *texts: str, arch: str = "x86_64", **values: int) -> object:
    """The distance from before the first statement to behind the last."""
    family, release = assembler.split("@")
    symbols = Symbols()
    for name, value in values.items():
        symbols.assign(name, value, "set")
    return distance(events(*texts), 0, len(texts), ranges.profile(family, release, arch), symbols)


@pytest.mark.parametrize("assembler", ["gas@2.35", "gas@2.47", "clang@9", "clang@17", "clang@23"])
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((".byte 1,2", '.ascii "abc"'), 5),
        ((".byte 1", ".text", ".byte 2"), 2),
        ((".byte 1", ".data", ".long 9", ".text", ".byte 2"), 2),  # layout-010
        ((".byte 1", ".pushsection .data", ".long 9", ".popsection", ".byte 2"), 2),
        ((".byte 1", ".section .rodata", ".long 9", ".previous", ".byte 2"), 2),
        ((".byte 1", ".subsection 1", ".long 9", ".text 0", ".byte 2"), 2),  # layout-043
        ((".byte 1", ".data"), APART),
        ((".byte 1", ".text 1"), None),
        ((".fill 2,2,1", ".uleb128 300", ".float 1.5"), 10),
        ((".globl a", ".type a,@function", ".byte 1", ".size a,1"), 1),
        (("lab: .byte 1", "nop", "ret", "call foo"), 8),  # layout-001
        (("jmp foo",), UNSETTLED),  # layout-009
        ((".p2align 2",), UNSETTLED),  # layout-017
        ((".org .+4",), UNSETTLED),  # layout-006
        (("mov %rax, %rbx",), None),
        ((".byte 1", ".unheard 2"), None),
        (('.incbin "f"',), None),
        ((".zero unknown",), None),
        ((".byte unknown",), 1),
    ],
)
def test_every_release(assembler: str, texts: tuple[str, ...], expected: object) -> None:
    assert between(assembler, *texts) == expected


def test_differences_between_releases() -> None:
    assert between("clang@16", ".zero 4") is UNSETTLED  # layout-004
    assert between("clang@17", ".zero 4") == 4
    assert between("gas@2.35", ".zero 4") == 4
    assert between("gas@2.47", ".p2align 0", "nop") == 1  # layout-016
    assert between("clang@23", ".p2align 0", "nop") is UNSETTLED
    assert between("clang@9", "a:", "b:") is UNSETTLED  # layout-042
    assert between("clang@11", "a:", "b:") == 0


def test_architectures() -> None:
    assert between("gas@2.40", "ldr x0, =0x1234", "b.eq foo", arch="aarch64") == 8  # layout-045
    assert between("gas@2.40", "foo .req x0", "mov foo, x1", arch="aarch64") == 4  # data-044
    assert between("gas@2.40", ".byte 1", "nop", arch="aarch64") is None  # data-039
    assert between("clang@19", ".byte 1", "nop", arch="aarch64") == 5
    assert between("gas@2.40", "b foo", arch="arm") == 4  # layout-050
    assert between("gas@2.40", ".thumb", "nop", arch="arm") is None
    assert between("clang@19", "bl foo", arch="powerpc64le") == 4  # layout-058
    assert between("clang@19", "pld 3, 8(1)", arch="powerpc64le") is None
    assert between("gas@2.40", "brasl %r14,foo", arch="s390x") is None
    assert between("gas@2.40", ".byte 1", ".word 1", arch="mips") is None  # data-038
    assert between("clang@19", ".byte 1", ".word 1", arch="mips") == 5


def test_a_size_that_hangs_on_a_symbol_counts_when_the_symbol_has_one_value() -> None:
    assert between("gas@2.47", "n = 3", ".zero n", n=3) == 3
    assert between("gas@2.47", ".set n, 3", ".zero n*2", n=3) == 6
    assert between("gas@2.47", "n = 3", ".zero n", "n = 4", n=4) is None
    assert between("gas@2.47", ".zero n", n=3) is None


def test_arms_of_an_undetermined_condition_are_not_passed() -> None:
    profile, symbols = ranges.profile("gas", "2.47", "x86_64"), Symbols()
    arm = [*events(".byte 1"), *events(".byte 2", conditional=True), *events(".byte 3", ".byte 4")]
    layout = Layout(arm, profile)
    assert layout.distance(0, 1, symbols) == 1
    assert layout.distance(0, 3, symbols) is None
    assert layout.distance(2, 4, symbols) == 2
    moved = [*events(".byte 1"), *events(".data", conditional=True), *events(".byte 3", ".byte 4")]
    assert Layout(moved, profile).distance(0, 4, symbols) is None
    assert Layout(moved, profile).distance(2, 4, symbols) == 2


def test_a_list_that_begins_inside_a_source_begins_in_any_section() -> None:
    profile, symbols = ranges.profile("gas", "2.47", "x86_64"), Symbols()
    inside = events(".byte 1", ".text", ".byte 2")
    assert Layout(inside, profile).distance(0, 3, symbols) == 2
    assert Layout(inside, profile, whole=False).distance(0, 3, symbols) is None
    assert Layout(inside, profile, whole=False).distance(0, 1, symbols) == 1


def test_the_walk_goes_on_where_it_stopped() -> None:
    profile, symbols = ranges.profile("gas", "2.47", "x86_64"), Symbols()
    growing = events(".byte 1")
    assert distance(growing, 0, 1, profile, symbols) == 1
    growing += events(".long 2")
    assert distance(growing, 0, 2, profile, symbols) == 5
    assert distance(growing, 2, 0, profile, symbols) == -5


def test_sections_that_could_be_several_are_not_compared() -> None:
    twice = ('.section .a,"axG",@progbits,g,comdat', ".byte 1", ".text", '.section .a,"axG",@progbits,h,comdat')
    assert between("gas@2.47", *twice) is None
    profile, symbols = ranges.profile("gas", "2.47", "x86_64"), Symbols()
    assert distance(events(*twice), 1, 4, profile, symbols) is None
