"""LLVM's integrated assembler: sections, symbols and operand forms below the macro layer on which it parts from GNU as.

A form is `(reason, mode, pattern, message)`: the pattern matches the whole of an operation in lower case, a blank, and
its operands with blanks only where they part two words; in a mode, or always where the mode is "".
"""

from __future__ import annotations

from gasmacro.targets.gas_forms import SECTION
from gasmacro.targets.schema import Row
from gasmacro.targets.x86_registers import INTEL_NAMES

_X86 = ("x86_64", "i386")
_MEMORY = r"(?:[^$%,*][^,]*)?\([^()]*\)"  # a name alone may stand for a register
_LONE = "(?:inc|dec|neg|not|mul|imul|div|idiv|shl|shr|sal|sar|rol|ror|rcl|rcr|nop)"
_TWO = "(?:mov|add|or|adc|sbb|and|sub|xor|cmp|test|shl|shr|sal|sar|rol|ror|rcl|rcr)"
_FLOAT = "(?:fadd|fsub|fsubr|fmul|fdiv|fdivr|fcom|fcomp|fld|fst|fstp)"
_SIZE = "ambiguous instructions require an explicit suffix"
_CONDITION = "(?:eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"
_DIVIDED = (
    rf"(?:ldr|str){_CONDITION}(?:b|h|sb|sh|d|t|bt)|(?:ldm|stm){_CONDITION}(?:ia|ib|da|db|fd|fa|ed|ea)|swp{_CONDITION}b"
    rf"|(?:add|sub|rsb|adc|sbc|and|orr|eor|bic|mov|mvn|mul){_CONDITION}s"
)

X86_FORMS = (
    ("suffixless", "att", rf"{_LONE} (?:{_MEMORY})", _SIZE),
    ("suffixless", "att", rf"{_TWO} \$[^,]+,(?:{_MEMORY})", _SIZE),
    ("suffixless", "att", rf"{_FLOAT} (?:{_MEMORY})", _SIZE),
    (
        "sum-with-memory",
        "att",
        r"[a-z]\w* (?:.*,)?[^,(]*[-+]\([^()]*%[^()]*\)(?:,.*)?",
        "expected relocatable expression",
    ),
    (
        "capitals-behind-prefix",
        "",
        r"(?:lock|rep|repe|repz|repne|repnz|notrack|data16|addr32) ?((?=[a-z]*[A-Z])[A-Za-z]\w*).*",
        "invalid instruction mnemonic '{0}'",
    ),
    ("mnemonic", "att", r"(mov[sz]x[bwl]|movsxd) .*,%.*", "invalid instruction mnemonic '{0}'"),
    ("percent-in-intel", "intel", r"[a-z]\w* (?:[^%]*,)?%.*", "unknown token in expression"),
)
ARM_FORMS = (
    ("pc-as-flags", "", r"mrc(?:2|eq|ne)? .*,(?:r15|pc),c.*", "operand must be a register in range [r0, r14]"),
    ("equals-number-sign", "", r"ldr\w* .*,=#.*", "unknown token in expression"),
    (
        "divided-syntax",
        "",
        rf"({_DIVIDED}) .*",
        "invalid instruction '{0}'",
    ),
    ("divided-syntax", "", r"\.syntax divided", "'.syntax divided' arm assembly not supported"),
    ("mnemonic", "", r"(adrl(?:[a-z]{2})?) \w+,.*", "invalid instruction '{0}'"),
    ("two-operand-rsb", "thumb1", r"rsbs \w+,#0", "instruction requires: thumb2"),
)

# Where a block comment is no blank: behind a register, the name that a call wants, a word of a vector type.
_RISCV_NAMES = (
    r"x(?:[12]?\d|3[01])|zero|ra|[sgtf]p|t[0-6]|[sa]\d|s1[01]|[fv](?:[12]?\d|3[01])|f[sa]\d|ft\d|f[st]1[01]|v0\.t"
)
_RISCV_TYPES = r"e\d+(?:alt)?|mf?\d|t[au]|m[au]"
_RISCV_COMMENT = (
    rf"(?<![\w.$])(?:{_RISCV_NAMES})[ \t]*/\*"
    r"|\b(?:call|tail)[ \t]+[\w.$@]+[ \t]*/\*"
    rf"|\bvseti?vli[ \t].*(?<![\w.$])(?:{_RISCV_TYPES})[ \t]*/\*"
)

# What has flags before any statement names it, and what a name adds to the flags that a statement gives.
_PREDEFINED = {
    ".text": ("ax", "progbits", ""),
    ".data": ("aw", "progbits", ""),
    ".bss": ("aw", "nobits", ""),
    ".rodata": ("a", "progbits", ""),
    ".tdata": ("Taw", "progbits", ""),
    ".tbss": ("Taw", "nobits", ""),
    ".eh_frame": ("a", "progbits", ""),
    ".gcc_except_table": ("a", "progbits", ""),
    ".data.rel.ro": ("aw", "progbits", ""),
    ".debug_str": ("MS", "progbits", "1"),
    **{f".rodata.cst{size}": ("Ma", "progbits", str(size)) for size in (4, 8, 16, 32)},
    **{f".debug_{name}": ("", "progbits", "") for name in "abbrev info line frame aranges ranges loc".split()},
}
_IMPLIED = (
    (r"\.rodata(?:1|\..*)?\Z", "a"),
    (r"\.(?:init|fini)\Z", "ax"),
    (r"\.(?:data|bss)(?:1|\..*)?\Z|\.(?:init|fini|preinit)_array(?:\..*)?\Z", "aw"),
    (r"\.t(?:data|bss)(?:\..*)?\Z", "Taw"),
)
_FORMS = ("forms-x86", "incident")
_TYPES = "progbits|nobits|note|unwind|init_array|fini_array|preinit_array|llvm_[a-z_]+"
DIRECTIVE_FORMS = tuple(
    ("directive-operands", "", pattern, message)
    for pattern, message in (
        (r"(?i)\.(?:globl|global|weak|local|hidden|protected|internal) .*,", "expected identifier"),
        (r"(?i)\.l?comm [\w.$]+ \d.*", "expected comma"),
        (r"(?i)\.(?:(?:b|p2)?align[wl]?|org) .*,", "unknown token in expression"),
        (SECTION + r"[^,]*,\"[^\"G]*M[^\"G]*\",[%@][a-z]+", "expected the entry size"),
        (SECTION + r"[^,]*,\"[^\"]*M[^\"]*\"", "Mergeable section must specify the type"),
        (SECTION + r"[^,]*,\"[^\"]*G[^\"]*\",[%@][a-z]+", "expected group name"),
        (SECTION + rf"[^,]*,\"[^\"]*\",[%@](?!(?:{_TYPES})\b)[a-z_]+.*", "unknown section type"),
    )
)

_POWERS = "|".join(str(1 << power) for power in range(32))
DIRECTIVE_VALUES = tuple(
    ("directive-values", "", pattern, message)
    for pattern, message in (
        (r"(?i)\.l?comm [^,]+,-\d.*", "size must be non-negative"),
        (rf"(?i)\.comm [^,]+,[^,]+,(?:-\d+|(?!(?:{_POWERS})\Z)\d+)", "alignment must be a power of 2"),
        (SECTION + r"[^,]*,\"[^\"]*M[^\"]*\",[%@][a-z]+,0", "entry size must be positive"),
        (r"(?i)\.ident \".*\"\".*", "expected end of directive"),
    )
)
_CODE_AND_MORE = ("words-behind-directive", "", r"(?i)\.code \d+ .*", "expected newline")

ROWS: tuple[Row, ...] = (
    Row("section_flags_checked", "", fixtures=("section-flags",)),
    Row("section_flags_checked", "always", since="11", fixtures=("section-flags",)),
    Row("section_flags_checked", "given", since="13", fixtures=("section-type-left-out",)),
    Row("sections_known_by_name", r"(?!)", fixtures=("section-flags",)),
    Row("predefined_sections", _PREDEFINED, fixtures=("section-cst8", "section-eh-frame")),
    Row(
        "predefined_sections",
        {**_PREDEFINED, ".eh_frame": ("a", "unwind progbits", "")},
        arches=("x86_64",),
        fixtures=("section-eh-frame",),
    ),
    Row("implied_section_flags", _IMPLIED, fixtures=("section-implied",)),
    # `.section name, #alloc`.
    Row("section_takes_number_sign", True, fixtures=("section-number-sign",)),
    Row("section_takes_number_sign", False, arches=("arm",), fixtures=("section-number-sign",)),
    Row("section_takes_number_sign", True, since="15", arches=("arm",), fixtures=("section-number-sign",)),
    Row("goes_back_to_nothing", False, fixtures=("section-pop-alone", "section-previous-alone")),
    # A reservation's size may be the distance of labels further on, whatever is between them.
    Row("late_distances_settle", False, fixtures=("late-distance-jump", "late-distance-align", "late-distance-skip")),
    Row("late_distances_settle", True, since="19", fixtures=("late-distance-jump", "late-distance-align")),
    # Operands of directives that GNU as takes, with a warning or without.
    Row(
        "refused_directives",
        (*DIRECTIVE_FORMS, *DIRECTIVE_VALUES),
        fixtures=("directive-operands", "directive-operands-comm", "directive-operands-merge"),
    ),
    Row(
        "refused_directives",
        (
            *DIRECTIVE_FORMS,
            *DIRECTIVE_VALUES,
            _CODE_AND_MORE,
            ("section-at-sign", "", SECTION + r"[^,]*,\"[^\"]*\",(?:@.*)?", "expected '%<type>' or \"<type>\""),
        ),
        arches=("arm",),
        fixtures=("section-at-sign", "section-at-sign-merge"),
    ),
    # Letters of section flags that a release does not know and another does.
    Row("unknown_section_flags", frozenset("Rl"), fixtures=("section-flag-retain", "section-flag-large")),
    Row("unknown_section_flags", frozenset("l"), since="13", fixtures=("section-flag-retain", "section-flag-large")),
    Row("unknown_section_flags", frozenset(), since="17", fixtures=("section-flag-large",)),
    # Symbols.
    Row("same_place_may_be_labelled_twice", False, fixtures=("label-twice",)),
    Row("rebinding", "last", fixtures=("weak-then-globl",)),
    Row("rebinding", "rejected", since="13", fixtures=("weak-then-globl",)),
    Row("used_symbols_change", False, fixtures=("reassigned",)),
    Row("used_symbols_change", True, since="21", fixtures=("reassigned",)),
    # Operands that are words of the instruction, whatever symbol has that name.
    Row("operand_words", r"(?!)", fixtures=("reassigned",)),
    Row(
        "operand_words",
        r"(?i:\s*(?:cps(?:i[de])?(?:\.[nw])?\s+[aif]+|(?:d[ms]b|isb)\s+\w+|setend\s+\w+)\b)",
        arches=("arm", "aarch64"),
        fixtures=("reassigned-word",),
    ),
    Row("undefined_names_cancel", False, fixtures=("undefined-cancels",)),
    # Modes and forms. Whether an immediate's prefix may stand twice in brackets.
    Row("index_takes_second_prefix", False, fixtures=("aarch64-doubled-index", "arm-doubled-index")),
    Row("has_modes", False, fixtures=("intel-percent",)),
    Row("has_modes", True, arches=(*_X86, "arm"), fixtures=("intel-percent", "thumb-late-immediate")),
    Row("intel_names_registers", True, fixtures=("intel-alias",)),
    Row("intel_names_registers", False, arches=_X86, fixtures=("intel-alias",)),
    Row("intel_registers", r"(?!)", fixtures=("intel-alias",)),
    Row("intel_registers", INTEL_NAMES, arches=_X86, fixtures=("intel-alias",)),
    Row("thumb_widens_late_names", False, fixtures=("thumb-late-immediate",)),
    Row("thumb_widens_late_names", True, arches=("arm",), fixtures=("thumb-late-immediate",)),
    Row("thumb_refuses_late_names", frozenset(), fixtures=("thumb-late-immediate",)),
    Row("thumb_refuses_late_names", frozenset(("adds",)), since="17", arches=("arm",), fixtures=("thumb-late-add",)),
    Row(
        "thumb_refuses_late_names",
        frozenset(("adds", "movs")),
        since="19",
        arches=("arm",),
        fixtures=("thumb-late-immediate",),
    ),
    Row("refused_forms", (), fixtures=("suffixless",)),
    Row("refused_forms", X86_FORMS, arches=_X86, fixtures=("suffixless", "sum-with-memory", "capitals-behind-prefix")),
    Row("refused_forms", ARM_FORMS, arches=("arm",), fixtures=("arm-pc-as-flags", "arm-divided")),
    Row("refused_forms_by_release", (), fixtures=("negative-scale", "shift-behind-name")),
    Row(
        "refused_forms_by_release",
        (("negative-scale", "intel", r"[a-z]\w* .*\[[^\]]*-\d+\*[a-z]\w*.*", "Scale can't be negative"),),
        since="23",
        arches=_X86,
        fixtures=("negative-scale",),
    ),
    Row(
        "refused_forms_by_release",
        (
            (
                "shift-behind-name",
                "",
                r"mov[knz] \w+,[a-z_.][\w.$]*,lsl ?#?\d+",
                "unexpected token in argument list",
            ),
        ),
        since="19",
        arches=("aarch64",),
        fixtures=("shift-behind-name",),
    ),
    Row("refused_forms_by_release", (), since="21", arches=("aarch64",), fixtures=("shift-behind-name",)),
    # What of an instruction is refused for a block comment in it.
    Row("refuses_comment", "", fixtures=("aarch64-comment", "riscv64-comment")),
    Row("refuses_comment", r"\$\w+[ \t]*/\*", arches=("loongarch64",), fixtures=("loongarch64-comment",)),
    Row(
        "refuses_comment",
        rf"{_RISCV_COMMENT}|,[ \t]*/\*",
        arches=("riscv64",),
        fixtures=("riscv64-comment", "riscv64-comment-behind-comma"),
    ),
    Row("refuses_comment", _RISCV_COMMENT, since="17", arches=("riscv64",), fixtures=("riscv64-comment-behind-comma",)),
    # Directives that switch a mode: pattern of directive and operands, the mode, whether on.
    Row("first_mode", "", fixtures=("intel-percent",)),
    Row("first_mode", "att", arches=_X86, fixtures=("intel-percent",)),
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
        fixtures=("intel-percent",),
    ),
    Row(
        "modes",
        (
            (r"\.thumb|\.code 16|\.thumb_func.*", "thumb", True),
            (r"\.arm|\.code 32", "thumb", False),
            (r"\.cpu cortex-m0.*|\.arch armv6-?s?-?m", "thumb1", True),
            (r"\.cpu (?!cortex-m0).*|\.arch (?!armv6-?s?-?m).*", "thumb1", False),
        ),
        arches=("arm",),
        fixtures=("thumb-late-immediate", "thumb1-two-operands"),
    ),
)
