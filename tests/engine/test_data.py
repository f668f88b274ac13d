"""Data statements: size, bytes and rejections, release by release, as fixtures and live assemblers have shown them."""

from __future__ import annotations

import pytest

from gasmacro.engine.data import Reading, read_data
from gasmacro.engine.symbols import Symbols
from gasmacro.targets import ranges


def reading(assembler: str, directive: str, operands: str, arch: str = "x86_64", **values: int) -> Reading:
    """What `assembler` ("gas@2.47") makes of a statement; `values` are symbols set before it."""
    symbols = Symbols()
    family, release = assembler.split("@")
    profile = ranges.profile(family, release, arch)
    for name, value in values.items():
        symbols.assign(name, value, "set")
    return read_data(directive, operands, profile, symbols)


def content(assembler: str, directive: str, operands: str, arch: str = "x86_64", **values: int) -> str | None:
    """The bytes in hex, None for a rejection; fails when they are not known."""
    read = reading(assembler, directive, operands, arch, **values)
    if read.rejected is not None:
        return None
    assert read.content is not None, (assembler, directive, operands)
    assert read.size == len(read.content)
    return read.content.hex()


@pytest.mark.parametrize(
    ("directive", "operands", "gas", "clang"),
    [
        (".byte", "1,2,255,-128", "0102ff80", "0102ff80"),
        (".byte", "256", "00", None),  # expr-165
        (".byte", "-129", "7f", None),  # expr-164
        (".short", "65536", "0000", None),  # expr-166
        (".byte", "1,,2", "010002", None),  # expr-095
        (".byte", "1,", "0100", None),  # expr-096
        (".byte", "1 2", None, None),  # data-037
        (".byte", "", "", ""),
        (".quad", "0x10000000000000001", "0100000000000000", None),
        (".octa", "-1", "ff" * 16, None),
        (".octa", "0x0102030405060708090a0b0c0d0e0f10", "100f0e0d0c0b0a090807060504030201", "same"),
        (".ascii", '"a" "b"', "6162", "6162"),  # expr-170
        (".asciz", '"a" "b"', "616200", None),  # expr-171
        (".asciz", '"a","b"', "61006200", "61006200"),
        (".ascii", r'"\q"', "71", None),  # expr-175
        (".ascii", r'"\x414"', "14", "14"),  # expr-174
        (".ascii", r'"\400"', "00", None),
        (".ascii", '"a",', "61", None),
        (".ascii", '<65>"b"', "4162", None),
        (".string16", '"a"', "61000000", None),  # dir-074
        (".base64", '"YWJj","YQ=="', "61626361", "61626361"),
        (".base64", '"YW"', "61", None),  # data-055
        (".float", "1.5,-2", "0000c03f000000c0", "same"),
        (".float", "16777217", "0100804b", "0000804b"),
        (".float", "0x10", "00002041", None),  # data-033
        (".float", "1e39", None, "0000807f"),  # data-059
        (".zero", "3,1", "010101", "010101"),  # dir-066
        (".space", "-1", "", None),  # dir-064
        (".skip", "1025,300", None, "2c" * 1025),  # data-051
        (".fill", "2,2,0x1234", "34123412", "34123412"),  # dir-060
        (".fill", "-1,1,1", "", ""),  # dir-061
        (".fill", "1,8,-1", "ffffffff00000000", "ff" * 8),  # data-028
        (".fill", "2,0", "", None),  # data-029
        (".uleb128", "624485", "e58e26", "e58e26"),
        (".sleb128", "-624485", "9bf159", "9bf159"),
        (".sleb128", "0xffffffffffffffff", "ffffffffffffffffff01", "7f"),  # data-027
        (".uleb128", "", "00", ""),  # data-026
        (".dcb.b", "2", "0000", None),  # data-030
        (".dcb.s", "2,1.5", "0000c03f0000c03f", "same"),
        (".ds.w", "2,5", "05000500", None),
        (".hword", "1", "0100", None),  # dir-078
    ],
)
def test_newest_releases(directive: str, operands: str, gas: str | None, clang: str | None) -> None:
    assert content("gas@2.47", directive, operands) == gas
    assert content("clang@23", directive, operands) == (gas if clang == "same" else clang)


@pytest.mark.parametrize(
    ("directive", "operands", "before", "old", "since", "new"),
    [
        (".ascii", '"a" "b"', "clang@11", None, "clang@13", "6162"),
        (".ascii", r'"\x41"', "clang@9", None, "clang@11", "41"),
        (".asciz", '"a" "b"', "gas@2.35", "61006200", "gas@2.40", "616200"),
        (".ascii", r'"\8"', "gas@2.44", "08", "gas@2.47", "38"),
        (".ascii", '"a\\\nb"', "gas@2.44", "615c6e62", "gas@2.47", "610a62"),
        (".ascii", "<256>", "gas@2.44", "00", "gas@2.47", None),
        (".ascii", '"a\r\nb"', "clang@19", "610d0a62", "clang@21", "610d62"),
        (".base64", '"YWJj"', "gas@2.40", None, "gas@2.44", "616263"),
        (".base64", '"YWJj"', "clang@21", None, "clang@22", "616263"),
        (".fill", "1,8,-1", "clang@22", "ffffffff00000000", "clang@23", "ff" * 8),
        (".dcb.s", "2", "gas@2.35", None, "gas@2.40", "00" * 8),
        (".ds.x", "1", "gas@2.35", "00" * 12, "gas@2.40", "00" * 10),
        (".bfloat16", "1.5", "gas@2.35", None, "gas@2.40", "c03f"),
    ],
)
def test_changes(directive: str, operands: str, before: str, old: str | None, since: str, new: str | None) -> None:
    assert content(before, directive, operands) == old
    assert content(since, directive, operands) == new


@pytest.mark.parametrize(
    ("arch", "directive", "operands", "gas", "clang"),
    [
        ("aarch64", ".word", "1", "01000000", "01000000"),
        ("powerpc64le", ".word", "1", "0100", "0100"),
        ("s390x", ".word", "1", "0001", "0001"),
        ("mips", ".long", "1", "00000001", "00000001"),
        ("mips", ".float", "1.5", "3fc00000", "3fc00000"),
        ("i386", ".dc.a", "1", "01000000", "01000000"),
        ("riscv64", ".half", "1", "0100", "0100"),
        ("mips", ".half", "1", "0001", None),
        ("aarch64", ".value", "1", None, "0100"),
    ],
)
def test_architectures(arch: str, directive: str, operands: str, gas: str | None, clang: str | None) -> None:
    assert content("gas@2.40", directive, operands, arch) == gas
    assert content("clang@19", directive, operands, arch) == clang


@pytest.mark.parametrize("assembler", ["gas@2.47", "clang@23"])
@pytest.mark.parametrize(
    ("directive", "operands", "size"),
    [(".byte", "foo", 1), (".long", "1,foo-bar,2", 12), (".zero", "foo", None), (".fill", "foo,2,1", None)],
)
def test_what_hangs_on_symbols_stays_open(assembler: str, directive: str, operands: str, size: int | None) -> None:
    read = reading(assembler, directive, operands)
    assert (read.rejected, read.content, read.size) == (None, None, size)


def test_values_of_symbols() -> None:
    assert content("gas@2.47", ".byte", "n+1", n=4) == "05"
    assert content("clang@23", ".zero", "n", n=2) == "0000"
    assert content("gas@2.47", ".byte", "n", n=256) == "00"
    assert content("clang@23", ".byte", "n", n=256) is None


def test_warnings() -> None:
    assert reading("gas@2.35", ".byte", "-129").warnings == ("value 0xffffffffffffff7f truncated to 0x7f",)
    assert reading("gas@2.40", ".byte", "-129").warnings == ()
    assert reading("gas@2.40", ".byte", "1,,256").warnings == (
        "zero assumed for missing expression",
        "value 0x100 truncated to 0x0",
    )
    assert reading("gas@2.40", ".space", "-1").warnings == (".space repeat count is zero, ignored",)
    assert reading("gas@2.44", ".space", "-1").warnings == (".space repeat count is negative, ignored",)


def test_messages_tell_the_cause() -> None:
    assert reading("gas@2.47", ".byte", "1)").rejected == "junk at end of line, first unrecognized character is `)'"
    assert reading("clang@23", ".byte", "256").rejected == "out of range literal value"
    assert reading("clang@23", ".ascii", r'"\q"').rejected == "invalid escape sequence (unrecognized character)"
    assert reading("clang@23", ".ascii", "1").rejected == "expected string"


def test_other_directives_are_none_of_data() -> None:
    read = reading("gas@2.47", ".globl", "a")
    assert (read.size, read.content, read.rejected) == (None, None, None)


def test_a_string_directive_without_operands_reads_on() -> None:
    """GNU as takes the next line into the statement (data-057), so that its verdict hangs on what stands there."""
    read = reading("gas@2.47", ".ascii", "")
    assert (read.size, read.content, read.rejected) == (None, None, None)
    assert content("clang@23", ".ascii", "") == ""


def test_large_counts_are_not_written_out() -> None:
    read = reading("clang@23", ".zero", "1<<30")
    assert (read.size, read.content) == (1 << 30, None)
    assert reading("clang@23", ".zero", "1<<40").size is None
