"""How GNU as reads data directives, and across what it knows the distance of two labels: rows.

`data_directives` maps a directive to `(reader, unit, behaviour)`: what reads its operands (`engine.data`), the size in
bytes of an item or what the reader asks for, and the behaviour that must hold for the directive to exist ("" for none).
"""

from __future__ import annotations

from gasmacro.targets.schema import Row

# Arm: what may stand in brackets behind a word, in any case.
RELOCATIONS = (
    r"(?i:\((?:got|gotoff|got_prel|gottpoff|plt|sbrel|target1|target2|tlsgd|tlsldm|tlsldo|tlsdesc|tlscall|tpoff)\))"
)
_INTEGERS = {
    ".byte": 1, ".2byte": 2, ".short": 2, ".hword": 2, ".4byte": 4, ".int": 4, ".long": 4, ".8byte": 8, ".quad": 8,
    ".octa": 16, ".dc": 2, ".dc.b": 1, ".dc.w": 2, ".dc.l": 4,
}  # fmt: skip
_FLOATS = {".float": "single", ".single": "single", ".double": "double", ".dc.s": "single", ".dc.d": "double"}
_FILLED = {".dcb": 2, ".dcb.b": 1, ".dcb.w": 2, ".dcb.l": 4}
_RESERVED = {
    ".ds": 2, ".ds.b": 1, ".ds.w": 2, ".ds.l": 4, ".ds.s": 4, ".ds.d": 8, ".zero": 1, ".skip": 1, ".space": 1,
}  # fmt: skip

DIRECTIVES = {
    **{name: ("integers", unit, "") for name, unit in _INTEGERS.items()},
    **{name: ("floats", unit, "") for name, unit in _FLOATS.items()},
    **{name: ("filled", unit, "") for name, unit in _FILLED.items()},
    **{name: ("reserved", unit, "") for name, unit in _RESERVED.items()},
    ".ascii": ("strings", 1, ""),
    ".asciz": ("ended_strings", 1, ""),
    ".string": ("ended_strings", 1, ""),
    ".string8": ("ended_strings", 1, ""),
    ".string16": ("ended_strings", 2, ""),
    ".string32": ("ended_strings", 4, ""),
    ".string64": ("ended_strings", 8, ""),
    ".base64": ("base64", 1, "knows_base64"),
    ".fill": ("fill", 1, ""),
    ".uleb128": ("leb128", "unsigned", ""),
    ".sleb128": ("leb128", "signed", ""),
    ".word": ("integers", "word_size", ""),
    ".dc.a": ("integers", "address_size", ""),
    ".value": ("integers", 2, "knows_value"),
    ".half": ("integers", 2, "knows_half"),
    ".dword": ("integers", 8, "knows_dword"),
    ".xword": ("integers", 8, "knows_xword"),
    ".slong": ("integers", 4, "knows_slong"),
    ".llong": ("integers", 8, "knows_llong"),
    ".float16": ("floats", "half", "knows_float16"),
    ".bfloat16": ("floats", "bfloat", "knows_bfloat16"),
    ".hfloat": ("floats", "half", "knows_hfloat"),
    ".tfloat": ("floats", "extended", "knows_tfloat"),
    ".ffloat": ("floats", "single", "knows_ffloat"),
    ".dfloat": ("floats", "double", "knows_ffloat"),
    ".ldouble": ("floats", "extended", "knows_ldouble"),
    ".extend": ("floats", "extended", "knows_ldouble"),
    ".dc.x": ("floats", "extended", "knows_extended"),
    ".dcb.s": ("filled_floats", "single", ""),
    ".dcb.d": ("filled_floats", "double", ""),
    ".dcb.x": ("filled_floats", "extended", "knows_extended"),
    ".ds.x": ("reserved", "extended_size", ""),
    ".ds.p": ("reserved", "extended_size", ""),
    ".asciiz": ("ended_strings", 1, "knows_asciiz"),
}

# What a directive that is none of data does to the place behind it ("" in `engine.layout`: it could do anything).
LAYOUT = {
    **dict.fromkeys(
        (
            ".addrsig", ".addrsig_sym", ".appfile", ".appline", ".arch", ".att_mnemonic", ".attach_to_group", ".comm",
            ".common", ".cpu", ".desc", ".eject", ".endfunc", ".err", ".error", ".extern", ".file", ".fpu", ".func",
            ".global", ".globl", ".gnu_attribute", ".hidden", ".ident", ".internal", ".largecomm", ".lcomm", ".line",
            ".linefile", ".list", ".ln", ".loc", ".loc_mark_labels", ".local", ".lto_discard", ".name", ".nolist",
            ".print", ".protected", ".psize", ".reloc", ".sbttl", ".size", ".stabd", ".stabn", ".stabs", ".symver",
            ".syntax", ".title", ".tls_common", ".type", ".version", ".vtable_entry", ".vtable_inherit", ".warning",
            ".weak", ".weakref", ".xdef", ".xref", ".machine", ".abiversion", ".localentry", ".arch_extension",
            ".cfi_adjust_cfa_offset", ".cfi_def_cfa", ".cfi_def_cfa_offset", ".cfi_def_cfa_register", ".cfi_endproc",
            ".cfi_escape", ".cfi_lsda", ".cfi_offset", ".cfi_personality", ".cfi_register", ".cfi_rel_offset",
            ".cfi_remember_state", ".cfi_restore", ".cfi_restore_state", ".cfi_return_column", ".cfi_same_value",
            ".attribute", ".cantunwind", ".eabi_attribute", ".ent", ".fmask", ".fnend", ".fnstart", ".frame",
            ".handlerdata", ".mask", ".movsp", ".object_arch", ".option", ".pad", ".personality", ".personalityindex",
            ".save", ".setfp",
                        ".tlsdesccall", ".unreq", ".variant_pcs", ".vsave",
            ".cfi_sections", ".cfi_signal_frame", ".cfi_startproc", ".cfi_undefined", ".cfi_window_save",
        ),
        "nothing",
    ),
    **dict.fromkeys((".set", ".equ", ".equiv", ".eqv"), "assign"),
    **dict.fromkeys(
        (".align", ".balign", ".balignw", ".balignl", ".p2align", ".p2alignw", ".p2alignl"),
        "align",
    ),
    **dict.fromkeys((".org", ".nops", ".even"), "unsettled"),
    **dict.fromkeys((".code16", ".code16gcc", ".code32", ".code64", ".code", ".arm", ".thumb", ".thumb_func"), "mode"),
    **dict.fromkeys((".intel_syntax", ".intel_mnemonic", ".att_syntax"), "mode"),
    **dict.fromkeys((".text", ".data", ".bss"), "own section"),
    ".section": "section",
    ".sect": "section",
    ".pushsection": "push",
    ".popsection": "pop",
    ".previous": "previous",
    ".subsection": "subsection",
    **dict.fromkeys((".incbin", ".inst", ".insn", ".ltorg", ".pool", ".if", ".else", ".elseif", ".endif"), "unknown"),
}  # fmt: skip

_NAME = r"(?:[A-Za-z_.][\w.]*|[0-9]+[bf])"
X86_INSTRUCTIONS = (
    (r"(?:nop|ret|int3|hlt|cli|sti|cld|std|clc|stc|cmc|leave)", 1),
    (rf"call {_NAME}", 5),
    (rf"(?:jmp|j(?:n?(?:ae?|be?|c|ge?|le?|o|p|s|z|e)|pe|po)) {_NAME}", "unsettled"),
)
ALIASES = (r"\S+ \.(?:req|dn|qn) .*", 0)

_SNAPSHOT = "probed: in 2.47.50.20261021, not yet in 2.47"
_X86 = ("x86_64", "i386")
_WIDE = ("x86_64", "aarch64", "riscv64", "powerpc64le", "s390x", "loongarch64")


def _known(
    name: str, *arches: str, since: str = "", fixtures: tuple[str, ...] = (), source: str = "probed"
) -> tuple[Row, ...]:
    return (
        Row(name, False, fixtures=fixtures),
        Row(name, True, since=since, arches=arches, fixtures=fixtures, source=source),
    )


ROWS: tuple[Row, ...] = (
    # Directives that put data out: how their operands are read, the width of an item, and which behaviour knows them.
    Row("data_directives", DIRECTIVES, fixtures=("dir-070", "dir-073", "dir-074", "dir-078")),
    # Bytes of `.word`.
    Row("word_size", 4, fixtures=("dir-079",)),
    Row("word_size", 2, arches=(*_X86, "powerpc64le", "s390x"), fixtures=("dir-079",)),
    # Bytes of `.dc.a`, and of everything else that is as wide as an address.
    Row("address_size", 4, fixtures=("dir-070",)),
    Row("address_size", 8, arches=_WIDE, fixtures=("dir-070",)),
    # Bytes of an item of `.ds.x`, `.ds.p` and their like.
    Row("extended_size", 12, fixtures=("data-001",)),
    Row(
        "extended_size",
        10,
        since="2.38",
        arches=_X86,
        source="gas/NEWS, 2.38: .ds.x and .tfloat of 10 bytes",
        fixtures=("data-001",),
    ),
    # The order of the bytes of a number.
    Row("byte_order", "little", fixtures=("data-034", "data-035")),
    Row("byte_order", "big", arches=("s390x", "mips"), fixtures=("data-034", "data-035")),
    *_known("knows_base64", since="2.43", fixtures=("dir-099",), source="gas/NEWS, 2.43: .base64"),
    *_known("knows_value", *_X86, fixtures=("dir-080",)),
    *_known("knows_half", "riscv64", "mips", "loongarch64", fixtures=("data-002", "data-003", "data-004", "data-006")),
    *_known(
        "knows_dword",
        "aarch64",
        "riscv64",
        "mips",
        "loongarch64",
        fixtures=("data-002", "data-005", "data-007", "data-008"),
    ),
    *_known("knows_xword", "aarch64", fixtures=("data-007", "data-009")),
    *_known("knows_slong", *_X86, fixtures=("data-010",)),
    *_known("knows_llong", "powerpc64le", fixtures=("data-011", "data-012")),
    *_known("knows_float16", "aarch64", "arm", "riscv64", fixtures=("data-013", "data-014", "data-015")),
    *_known("knows_bfloat16", "aarch64", "arm", fixtures=("data-016", "data-017", "data-018")),
    # Whether there is `.bfloat16`.
    Row("knows_bfloat16", True, since="2.40", arches=_X86, fixtures=("data-016", "data-017", "data-018")),
    Row(
        "knows_bfloat16",
        True,
        since="2.45",
        arches=("riscv64",),
        source="gas/NEWS, 2.45: .bfloat16 on RISC-V",
        fixtures=("data-016", "data-017", "data-018"),
    ),
    *_known("knows_hfloat", *_X86, since="2.40", fixtures=("data-019",)),
    *_known("knows_tfloat", *_X86, fixtures=("data-020",)),
    *_known("knows_ffloat", *_X86, fixtures=("data-021",)),
    *_known("knows_ldouble", "arm", fixtures=("data-022",)),
    *_known(
        "knows_extended", *_X86, "aarch64", "arm", "riscv64", "mips", "loongarch64", fixtures=("data-023", "data-024")
    ),
    *_known("knows_asciiz", "mips", fixtures=("data-025",)),
    # Integers and repeated items.
    Row("data_range", "warned", fixtures=("expr-164", "expr-166", "expr-167")),
    # Negative numbers are held against the signed range first, and since 2.37 against the unsigned one.
    Row("negative_data_limit", "signed", fixtures=("expr-164",)),
    Row(
        "negative_data_limit",
        "unsigned",
        since="2.37",
        fixtures=("expr-164",),
        source="gas/ChangeLog, 2021-06-16: overflow check adjusted",
    ),
    # What `.octa` takes as an item.
    Row("octa_takes", "expressions", fixtures=("expr-186",)),
    # What may stand behind a word's expression and say how it is relocated.
    Row("relocation_suffix", r"(?!)", fixtures=("arch-585",)),
    Row("relocation_suffix", RELOCATIONS, arches=("arm",), fixtures=("arch-584",)),
    # Whether a register may stand as an item of data.
    Row("data_of_registers", "taken", fixtures=("expr-107",)),
    # What `.uleb128` without an operand puts out.
    Row("empty_leb128", "zero", fixtures=("data-026",)),
    # A literal counts as it is written, with any number of bits, not as a signed number of 64.
    Row("leb128_literals", "exact", fixtures=("data-027",)),
    # What the value of `.zero` and its like is: an item of data, or a number that must be known.
    Row("reservation_holds", "item", fixtures=("dir-066",)),
    # What becomes of a reservation of less than nothing.
    Row("negative_reservation", "ignored", fixtures=("dir-064",)),
    # Whether a warning tells of a reservation of less than nothing.
    Row("negative_reservation_is_told", False, fixtures=("dir-064",)),
    Row(
        "negative_reservation_is_told",
        True,
        since="2.41",
        fixtures=("dir-064",),
        source="probed: in 2.41, not in 2.40",
    ),
    # How many bytes of the value of `.fill` count; the rest of an item is 0.
    Row("fill_pattern_bytes", 4, fixtures=("dir-060", "dir-061")),
    # Whether a warning tells that a value of `.fill` was cut.
    Row("fill_truncation_is_told", False, fixtures=("data-028",)),
    # What `.fill` of items without bytes does.
    Row("fill_of_size_0", "nothing", fixtures=("data-029",)),
    # Whether the value of `.dcb.b` and its like may not be left out.
    Row("filled_needs_value", False, fixtures=("data-030",)),
    # Whether the value of `.dcb.s` and its like may be left out, for 0.
    Row("filled_floats_default", False, fixtures=("data-031",)),
    Row("filled_floats_default", True, since="2.40", fixtures=("data-031",)),
    # Whether floating-point data may be `snan`.
    Row("knows_signalling_nans", False, fixtures=("data-032",)),
    Row("knows_signalling_nans", True, since="2.40", fixtures=("data-032",)),
    # What is said of text behind the last item of data; {} is its first character.
    Row("data_junk", "junk at end of line, first unrecognized character is `{}'", fixtures=("data-037",)),
    # What is said of a data directive's number that has no value.
    Row("not_absolute_data", "bad or irreducible absolute expression", fixtures=("data-036",)),
    # Strings.
    # Whether `.asciz` makes one string, with one NUL at its end, of several without a comma between them.
    Row("asciz_joins", False, fixtures=("expr-171",)),
    Row("asciz_joins", True, since="2.40", fixtures=("expr-171",)),
    # The digits of an octal escape in a string.
    Row("octal_digits", "0123456789", fixtures=("expr-173",)),
    Row("octal_digits", "01234567", since="2.47", fixtures=("expr-173",), source=_SNAPSHOT),
    # What a backslash at the end of a line inside a string puts out.
    Row("string_escape_newline", b"\\n", fixtures=("lex-086",)),
    Row("string_escape_newline", b"\n", since="2.47", fixtures=("lex-086",), source=_SNAPSHOT),
    # What `<...>` stands for in a string of bytes: any expression, or one literal.
    Row("angle_numbers", "expressions", fixtures=("alt-066",)),
    Row("angle_numbers", "literals", since="2.47", fixtures=("alt-066",), source="probed: in 2.47, not in 2.46"),
    # Layout: what is known of a distance between two labels while the source is read.
    Row("layout_directives", LAYOUT, fixtures=("layout-010", "layout-011", "layout-043")),
    Row(
        "layout_directives",
        {**LAYOUT, ".inst": "words"},
        arches=("aarch64", "arm"),
        fixtures=("layout-083", "layout-086"),
    ),
    # There `.text` and its kin leave alone what `.previous` goes back to.
    Row(
        "layout_directives",
        {**LAYOUT, ".end": "nothing", ".previous": "strange"},
        arches=("mips",),
        fixtures=("data-050", "dir-112"),
    ),
    # The bytes of an instruction: a pattern of the statement, and how many they are.
    Row("instruction_sizes", (), fixtures=("layout-059",)),
    Row("instruction_sizes", X86_INSTRUCTIONS, arches=_X86, fixtures=("layout-001", "layout-007", "layout-009")),
    Row("instruction_sizes", (ALIASES, (r"[a-z].*", 4)), arches=("aarch64",), fixtures=("data-044", "layout-045")),
    Row("instruction_sizes", (ALIASES, (r"(?!adrl)[a-z].*", 4)), arches=("arm",), fixtures=("data-045", "layout-050")),
    Row("instruction_sizes", ((r"(?!p)[a-z].*", 4),), arches=("powerpc64le",), fixtures=("data-046", "layout-058")),
    # Whether an instruction behind data may be preceded by padding, so that the distance is open.
    Row("code_after_data_is_aligned", False, fixtures=("data-039",)),
    Row("code_after_data_is_aligned", True, arches=("aarch64",), fixtures=("data-039",)),
    # Data directives that align themselves.
    Row("self_aligning_data", frozenset(), fixtures=("data-038",)),
    Row(
        "self_aligning_data",
        frozenset(
            (
                ".short",
                ".hword",
                ".half",
                ".word",
                ".int",
                ".long",
                ".quad",
                ".dword",
                ".octa",
                ".float",
                ".double",
                ".single",
                ".gpword",
                ".gpdword",
            )
        ),
        arches=("mips",),
        fixtures=("data-038",),
    ),
    # Whether the distance over a reservation of a known size is known at once.
    Row("reservations_settle", True, fixtures=("layout-004", "layout-005")),
    # What an alignment that needs no bytes leaves of the distance over it: nothing, something unknown, or something
    # that is not settled yet.
    Row("empty_alignment", "nothing", fixtures=("layout-016",)),
    Row("empty_alignment", "unknown", arches=("riscv64", "loongarch64"), fixtures=("data-042", "data-043")),
    # Whether the operand of `.align` counts bytes; else it is a power of two.
    Row("align_counts_bytes", False, fixtures=("data-041",)),
    Row("align_counts_bytes", True, arches=(*_X86, "s390x"), fixtures=("data-040", "layout-017")),
    # Whether the distance of two labels at one place is open while nothing stands behind them.
    Row("labels_wait_for_fragment", False, fixtures=("layout-042",)),
)
