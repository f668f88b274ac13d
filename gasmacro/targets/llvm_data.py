"""How LLVM's integrated assembler reads data directives, and across what it knows the distance of two labels: rows.

`data_directives` maps a directive to `(reader, unit, behaviour)`: what reads its operands (`engine.data`), the size in
bytes of an item or what the reader asks for, and the behaviour that must hold for the directive to exist ("" for none).
"""

from __future__ import annotations

from gasmacro.targets.gas_data import ALIASES, LAYOUT, RELOCATIONS, X86_INSTRUCTIONS
from gasmacro.targets.gas_data import DIRECTIVES as _SHARED
from gasmacro.targets.schema import Row

_NEVER = (
    ".string8", ".string16", ".string32", ".string64", ".slong", ".float16", ".bfloat16", ".hfloat", ".tfloat",
    ".ffloat", ".dfloat", ".ldouble", ".extend", ".dc.x", ".dcb.x",
)  # fmt: skip

DIRECTIVES = {
    **_SHARED,
    **{name: (*_SHARED[name][:2], "knows_only_elsewhere") for name in _NEVER},
    **{name: ("set_aside", *_SHARED[name][1:]) for name in _SHARED if name.startswith(".ds")},
    ".value": ("integers", 2, ""),
    ".hword": ("integers", 2, "knows_hword"),
}

_X86 = ("x86_64", "i386")
_WIDE = ("x86_64", "aarch64", "riscv64", "powerpc64le", "s390x", "loongarch64")


_PROBED_10 = "probed: in 10.0.1, not in 9"


def _known(name: str, *arches: str, since: str = "", fixtures: tuple[str, ...] = ()) -> tuple[Row, ...]:
    return Row(name, False, fixtures=fixtures), Row(name, True, since=since, arches=arches, fixtures=fixtures)


ROWS: tuple[Row, ...] = (
    Row("data_directives", DIRECTIVES, fixtures=("dir-070", "dir-073", "dir-074", "dir-078")),
    Row("word_size", 4, fixtures=("dir-079",)),
    Row("word_size", 2, arches=(*_X86, "powerpc64le", "s390x"), fixtures=("dir-079",)),
    Row("address_size", 4, fixtures=("dir-070",)),
    Row("address_size", 8, arches=_WIDE, fixtures=("dir-070",)),
    Row("extended_size", 12, fixtures=("data-001",)),
    Row("byte_order", "little", fixtures=("data-034", "data-035")),
    Row("byte_order", "big", arches=("s390x", "mips"), fixtures=("data-034", "data-035")),
    # Whether there are the data directives that only the other family has.
    Row("knows_only_elsewhere", False, fixtures=("dir-073", "dir-074")),
    *_known("knows_base64", since="22", fixtures=("dir-099",)),
    *_known("knows_hword", "aarch64", "arm", "riscv64", "mips", "loongarch64", fixtures=("dir-078",)),
    *_known("knows_half", "riscv64", "loongarch64", fixtures=("data-002", "data-003", "data-004", "data-006")),
    *_known(
        "knows_dword",
        "aarch64",
        "riscv64",
        "mips",
        "loongarch64",
        fixtures=("data-002", "data-005", "data-007", "data-008"),
    ),
    *_known("knows_xword", "aarch64", fixtures=("data-007", "data-009")),
    *_known("knows_llong", "powerpc64le", fixtures=("data-011", "data-012")),
    *_known("knows_asciiz", "mips", fixtures=("data-025",)),
    # Integers and repeated items.
    Row("data_range", "rejected", fixtures=("expr-164", "expr-166", "expr-167")),
    Row("octa_takes", "literals", fixtures=("expr-186",)),
    # What may stand behind a word's expression and say how it is relocated.
    Row("relocation_suffix", r"(?!)", fixtures=("arch-585",)),
    Row("relocation_suffix", RELOCATIONS, arches=("arm",), fixtures=("arch-584",)),
    Row("data_of_registers", "rejected", fixtures=("expr-107",)),
    Row("empty_leb128", "nothing", fixtures=("data-026",)),
    Row("leb128_literals", "signed", fixtures=("data-027",)),
    Row("reservation_holds", "number", fixtures=("dir-066",)),
    Row("negative_reservation", "rejected", fixtures=("dir-064",)),
    Row("fill_pattern_bytes", 4, fixtures=("dir-060", "dir-061")),
    Row("fill_pattern_bytes", 8, since="23", fixtures=("data-028",)),
    Row("fill_truncation_is_told", True, fixtures=("data-028",)),
    Row("fill_of_size_0", "nothing", fixtures=("data-029",)),
    Row("fill_of_size_0", "crashes", since="23", fixtures=("data-029",)),
    Row("filled_needs_value", True, fixtures=("data-030",)),
    # Whether floating-point data may be written as `0x10`, `0b1` and other literals that are none.
    Row("odd_float_literals", "taken", fixtures=("data-033",)),
    Row("odd_float_literals", "rejected", since="10", source=_PROBED_10, fixtures=("data-033",)),
    Row("data_junk", "unexpected token", fixtures=("data-037",)),
    Row("not_absolute_data", "expected absolute expression", fixtures=("data-036",)),
    # What is said of an item of data that nothing can relocate.
    Row("not_relocatable", "expected relocatable expression", fixtures=("expr-107",)),
    # Strings.
    # Whether `.ascii` takes several strings without a comma between them.
    Row("ascii_joins", False, fixtures=("expr-170",)),
    Row("ascii_joins", True, since="12", fixtures=("expr-170",), source="probed: in 12.0.1, not in 11"),
    # Whether strings know `\x41`.
    Row("string_hex", False, fixtures=("expr-174",)),
    Row("string_hex", True, since="10", fixtures=("expr-174",), source=_PROBED_10),
    # What a carriage return and newline inside a string are.
    Row("string_crlf", "kept", fixtures=("lex-052",)),
    Row("string_crlf", "joined", since="20", fixtures=("lex-052",), source="probed: in 20.1.2, not in 19"),
    # Layout: what is known of a distance between two labels while the source is read.
    Row("layout_directives", LAYOUT, fixtures=("layout-010", "layout-011", "layout-043")),
    Row(
        "layout_directives",
        {**LAYOUT, ".inst": "words"},
        arches=("aarch64", "arm"),
        fixtures=("layout-083", "layout-086"),
    ),
    # LLVM 9 gives labels that wait for bytes their places at `.end`.
    Row("layout_directives", {**LAYOUT, ".end": "strange"}, arches=("mips",), fixtures=("dir-114",)),
    Row(
        "layout_directives",
        {**LAYOUT, ".end": "nothing"},
        since="11",
        arches=("mips",),
        fixtures=("dir-112", "dir-113"),
    ),
    Row("instruction_sizes", (), fixtures=("layout-059",)),
    Row("instruction_sizes", X86_INSTRUCTIONS, arches=_X86, fixtures=("layout-001", "layout-007", "layout-009")),
    Row("instruction_sizes", (ALIASES, (r"[a-z].*", 4)), arches=("aarch64",), fixtures=("data-044", "layout-045")),
    Row("instruction_sizes", (ALIASES, (r"(?!adrl)[a-z].*", 4)), arches=("arm",), fixtures=("data-045", "layout-050")),
    Row("instruction_sizes", ((r"(?!p)[a-z].*", 4),), arches=("powerpc64le",), fixtures=("data-046", "layout-058")),
    Row("code_after_data_is_aligned", False, fixtures=("data-039",)),
    Row("self_aligning_data", frozenset(), fixtures=("data-038",)),
    Row("reservations_settle", False, fixtures=("layout-004", "layout-005")),
    Row("reservations_settle", True, since="17", fixtures=("layout-004", "layout-005")),
    Row("empty_alignment", "unsettled", fixtures=("layout-016",)),
    Row("labels_wait_for_fragment", True, fixtures=("layout-042",)),
    Row(
        "labels_wait_for_fragment",
        False,
        since="11",
        fixtures=("layout-042",),
        source="probed: in 11, not in 10.0.1",
    ),
)
