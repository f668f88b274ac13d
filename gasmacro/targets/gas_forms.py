"""GNU as: sections, symbols and operand forms below the macro layer on which LLVM's assembler parts from it.

The shape of a form is told in `llvm_forms`.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row

_X86 = ("x86_64", "i386")
SECTION = r"(?i)\.(?:push)?section "
# Sections whose attributes are fixed by their names: others are ignored with a warning.
_BY_NAME = (
    r"\.(?:text|data|bss|rodata|note|tdata|tbss|init_array|fini_array|preinit_array)(?:\..*)?\Z"
    r"|\.(?:rodata1|data1|debug|debug_info|debug_line|comment|init|fini|interp|dynamic|plt|got|line|shstrtab|strtab|symtab"
    r"|hash)\Z"
)

FORMS = (
    (
        "directive-operands",
        "",
        r"(?i)\.(?:globl|global|weak|local|hidden|protected|internal) ",
        "expected symbol name",
    ),
    ("words-behind-directive", "", r"(?i)\.text \d+ .*", "junk at end of line"),
)
_SECTION_AT_SIGN = ("section-at-sign", "", SECTION + r"[^,]*,\"[^\"M]*\",(?:@.*)?", "junk at end of line")
_CODE_AND_MORE = ("words-behind-directive", "", r"(?i)\.code \d+ .*", "junk at end of line")

ROWS: tuple[Row, ...] = (
    # When flags of a section that is known already must be the same: where some are given, always, or never.
    Row("section_flags_checked", "given", fixtures=("section-flags",)),
    # Sections whose flags follow from their names, whatever is given.
    Row("sections_known_by_name", _BY_NAME, fixtures=("section-note-flags",)),
    # The sections that are there before the first line: their flags, type and size of an entry.
    Row("predefined_sections", {}, fixtures=("section-cst8",)),
    # The flags that a section has by its name alone: a pattern, and the flags.
    Row("implied_section_flags", (), fixtures=("section-implied",)),
    Row("section_takes_number_sign", True, fixtures=("section-number-sign",)),
    Row(
        "section_takes_number_sign",
        False,
        since="2.44",
        arches=("arm",),
        fixtures=("section-number-sign",),
        source="probed: in 2.44, not in 2.40",
    ),
    # Whether `.popsection` and `.previous` may have nothing to go back to, with a warning.
    Row("goes_back_to_nothing", True, fixtures=("section-pop-alone", "section-previous-alone")),
    Row("late_distances_settle", True, fixtures=("late-distance-jump", "late-distance-align")),
    # Operands of directives that are rejected.
    Row("refused_directives", FORMS, fixtures=("directive-operands", "nameless-globl")),
    Row(
        "refused_directives",
        (*FORMS, _SECTION_AT_SIGN),
        arches=("arm",),
        fixtures=("section-at-sign", "section-at-sign-merge"),
    ),
    Row(
        "refused_directives",
        (*FORMS, _SECTION_AT_SIGN, _CODE_AND_MORE),
        since="2.40",
        arches=("arm",),
        fixtures=("zephyr-56965-two-directives-one-line",),
        source="probed: in 2.40, not in 2.35",
    ),
    # Letters of section flags that a release does not know and another does.
    Row("unknown_section_flags", frozenset("R"), fixtures=("section-flag-retain",)),
    Row(
        "unknown_section_flags",
        frozenset(),
        since="2.36",
        fixtures=("section-flag-retain",),
        source="probed: in 2.40, not in 2.35; 2.36 by https://reviews.llvm.org/D97448",
    ),
    # Whether a label may be defined again at its own place.
    Row("same_place_may_be_labelled_twice", True, fixtures=("label-twice",)),
    # What becomes of a symbol that is made weak and global, or the like.
    Row("rebinding", "weak stays", fixtures=("weak-then-globl",)),
    # Whether a symbol that an instruction used may be set again.
    Row("used_symbols_change", True, fixtures=("reassigned",)),
    Row("operand_words", r"(?!)", fixtures=("reassigned",)),
    # Whether an undefined symbol and its negative cancel out.
    Row("undefined_names_cancel", True, fixtures=("undefined-cancels",)),
    Row("index_takes_second_prefix", False, fixtures=("arm-doubled-index",)),
    Row("index_takes_second_prefix", True, arches=("aarch64",), fixtures=("aarch64-doubled-index",)),
    # Whether what an instruction may look like depends on modes.
    Row("has_modes", False, fixtures=("intel-percent",)),
    Row("has_modes", True, arches=_X86, fixtures=("negative-scale",)),
    # Whether a symbol that stands for a register is one in Intel syntax.
    Row("intel_names_registers", True, fixtures=("intel-alias",)),
    # The names of registers in Intel syntax.
    Row("intel_registers", r"(?!)", fixtures=("intel-alias",)),
    # Whether an instruction of Thumb is the wide one where its immediate's symbol is set later.
    Row("thumb_widens_late_names", False, fixtures=("thumb-late-immediate",)),
    # Instructions of Thumb that are refused an immediate whose symbol is set later.
    Row("thumb_refuses_late_names", frozenset(), fixtures=("thumb-late-immediate",)),
    Row("refuses_comment", "", fixtures=("riscv64-comment",)),
    # Forms of instructions that are refused: what they are called, the mode, a pattern of the statement, and what is
    # said.
    Row("refused_forms", (), fixtures=("suffixless",)),
    Row(
        "refused_forms",
        (("negative-scale", "intel", r"[a-z]\w* .*\[[^\]]*-\d+\*[a-z]\w*.*", "invalid use of register"),),
        arches=_X86,
        fixtures=("negative-scale",),
    ),
    # The same, for forms that not every release refuses.
    Row("refused_forms_by_release", (), fixtures=("negative-scale",)),
    # The mode that a source begins in.
    Row("first_mode", "", fixtures=("intel-percent",)),
    Row("first_mode", "att", arches=_X86, fixtures=("intel-percent",)),
    # Directives that switch a mode: pattern of directive and operands, the mode, whether on.
    Row("modes", (), fixtures=("intel-percent",)),
    Row(
        "modes",
        (
            (r"\.intel_syntax.*", "intel", True),
            (r"\.intel_syntax.*", "att", False),
            (r"\.att_syntax.*", "intel", False),
            (r"\.att_syntax.*", "att", True),
        ),
        arches=_X86,
        fixtures=("negative-scale",),
    ),
)
