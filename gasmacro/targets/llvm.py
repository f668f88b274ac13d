"""LLVM's integrated assembler (clang, llvm-mc): what its macro layer does, release by release.

Rows of expressions and data directives stand in `llvm_expressions` and `llvm_data`; architectures' rows in `arch/`.
"""

from __future__ import annotations

from gasmacro.targets.llvm_data import ROWS as DATA
from gasmacro.targets.llvm_directives import ROWS as DIRECTIVES
from gasmacro.targets.llvm_expressions import ROWS as EXPRESSIONS
from gasmacro.targets.llvm_forms import ROWS as FORMS
from gasmacro.targets.llvm_operands import ROWS as OPERANDS
from gasmacro.targets.llvm_spellings import ROWS as SPELLINGS
from gasmacro.targets.schema import Family, Row

_CONDITIONALS = dict.fromkeys(
    ("if ifdef ifndef ifnotdef ifb ifnb ifc ifnc ifeqs ifnes ifeq ifne ifge ifgt ifle iflt").split(), "if"
)
_WORDS = {
    **_CONDITIONALS,
    "else": "else",
    "elseif": "elseif",
    "endif": "endif",
    "macro": "macro",
    "endm": "endm",
    "endmacro": "endm",
    "endr": "endm",
    "exitm": "exitm",
    "purgem": "purgem",
    "macros_on": "macros_on",
    "macros_off": "macros_off",
    "rept": "rept",
    "rep": "rept",
    "irp": "irp",
    "irpc": "irpc",
    "altmacro": "altmacro",
    "noaltmacro": "noaltmacro",
    "set": "set",
    "equ": "set",
    "equiv": "set",
    "comm": "comm",
    "common": "comm",
    "lcomm": "comm",
    "include": "include",
    "end": "end",
    "err": "error",
    "error": "error",
    "warning": "warning",
    "print": "print",
    "abort": "abort",
}

MESSAGES = {
    "stray else": "Encountered a .else that doesn't follow  an .if or an .elseif",
    "second else": "Encountered a .else that doesn't follow  an .if or an .elseif",
    "stray elseif": "Encountered a .elseif that doesn't follow an .if or  an .elseif",
    "elseif after else": "Encountered a .elseif that doesn't follow an .if or  an .elseif",
    "stray endif": "Encountered a .endif that doesn't follow an .if or .else",
    "open comment": "unterminated comment",
    "junk": "unexpected token in '{directive}' directive",
    "junk after end": "unexpected token in '{directive}' directive",
    "unknown directive": "unknown directive",
    "open at macro end": "unmatched .ifs or .elses",
    "open at end": "unmatched .ifs or .elses",
    "no macro end": "no matching '.endmacro' in definition",
    "no repeat end": "no matching '.endr' in definition",
    "redefined": "macro '{name}' is already defined",
    "hides directive": "macro '{name}' has a directive's name",
    "purge unknown": "macro '{name}' is not defined",
    "stray endm": "unexpected '{directive}' in file, no current macro definition",
    "stray exitm": "unexpected '{directive}' in file, no current macro definition",
    "not absolute": "expected absolute expression",
    "too deep": "macros cannot be nested more than {depth} levels deep. Use -asm-macro-max-nesting-depth to increase"
    " this limit.",
    "negative count": "Count is negative",
    "large count": "Count is too large",
    "include operand": "expected string in '.include' directive",
    "include missing": "Could not find include file '{name}'",
    "print operand": "expected double quoted string after .print",
    "label again": "symbol '{name}' is already defined",
}

ROWS = (
    # The machine: tokens.
    Row("reads", "tokens", fixtures=("inv-009", "inv-084")),
    Row("character_constant", r"'(?:(?:\\.|[^\\]).)?", fixtures=("extra-083", "inv-260")),
    Row("line_ends", "\r\n", fixtures=("lex-050",)),
    Row("nul_is_blank", True, fixtures=("lex-065", "lex-066")),
    Row("directives", {"." + name: handler for name, handler in _WORDS.items()}, fixtures=("cond-162", "rep-105")),
    Row("words", MESSAGES, fixtures=("cond-188", "hdr-110", "rep-013")),
    Row("any_case", "none", fixtures=("case-001",)),
    Row("any_case", "directives", since="11", fixtures=("case-001",), source="probed: in 11, not in 10.0.1"),
    Row("double_equals_assigns", False, fixtures=("expr-123", "inv-179")),
    Row("block_comment", "token", fixtures=("extra-068",)),
    # What a block comment behind a blank is among actuals: a token that counts, or nothing.
    Row("comment_after_blank", "counts", fixtures=("extra-068", "extra-069")),
    Row("comment_after_blank", "skipped", since="19", fixtures=("extra-068", "extra-069")),
    Row("backslash_hides_comment", True, fixtures=("arch-166",)),
    Row("swallows_line_end", frozenset(), fixtures=("bare-001",)),
    Row("begins_nothing", frozenset(), fixtures=("lex-at-001",)),
    Row("touches_no_mnemonic", frozenset(), fixtures=("glued-operand",)),
    Row("rounds_are_texts", False, fixtures=("bare-002",)),
    Row("glued_quote_is_lost", False, fixtures=("lex-077",)),
    # The suffix of a whole number is no part of the token's text.
    Row("number_suffix", "U?L?L?", fixtures=("suffix-001",)),
    Row("number_suffix", "[uU]?[lL]?[lL]?", since="15", fixtures=("suffix-001",)),
    # Definitions.
    Row("macro_ends", frozenset((".endm", ".endmacro")), fixtures=("hdr-084", "hdr-085")),
    Row("repeat_begins", frozenset((".rept", ".rep", ".irp", ".irpc")), fixtures=("rep-105",)),
    Row("repeat_ends", frozenset((".endr",)), fixtures=("rep-015",)),
    Row("body_words_any_case", False, fixtures=("case-027", "rep-014")),
    Row("labels_before_end", False, fixtures=("hdr-090",)),
    Row("body_may_leave_its_text", False, fixtures=("rep-110", "dir-006")),
    Row("junk_after_body_end", "error", fixtures=("hdr-086", "rep-017")),
    Row("label_names_macro", False, fixtures=("hdr-078",)),
    # Whether a body without formals but with what looks like an actual by its number (`$1`) is warned of.
    Row("warns_of_dollars", True, fixtures=("body-025", "cbl-1415-unused-named-param")),
    Row("macro_names_fold", False, fixtures=("inv-224",)),
    Row("macros_hide_directives", True, fixtures=("inv-217",)),
    Row(
        "never_hidden",
        frozenset(("if", "else", "elseif", "endif", "assign")),
        fixtures=("inv-178", "inv-219"),
    ),
    Row("purge_of_unknown", "error", fixtures=("hdr-112",)),
    Row("junk_after_purgem", "error", fixtures=("hdr-114",)),
    Row("text_ends_with", {"macro": ".endmacro", "repeat": ".endr"}, fixtures=("scrub-042",)),
    Row("end_directive_ends_text", True, fixtures=("lim-044", "lim-045")),
    Row("stray_end", "error", fixtures=("lim-036", "lim-042")),
    Row("exitm_refuses_junk", True, fixtures=("cond-198",)),
    Row("exitm_leaves_includes", True, fixtures=("exitm-001", "exitm-002", "exitm-003")),
    # Invocations.
    Row("deepest", 20, fixtures=("lim-002", "lim-003")),
    Row("depth_first", True, fixtures=("lim-003",)),
    Row("too_deep_is_fatal", False, fixtures=("lim-003",)),
    Row("repeats_have_depth", False, fixtures=("lim-015",)),
    Row("refused_call_counts", False, fixtures=("cnt-012",)),
    Row("call_counter", False, fixtures=("cnt-018",)),
    Row("call_counter", True, since="19", fixtures=("cnt-018",)),
    # Inline assembler: all blocks outside functions are one text, each block in a function is one of its own.
    Row("blocks_are_parsed_apart", True, fixtures=("block-001", "block-002", "block-003")),
    # Altmacro mode.
    Row("altmacro_locals", False, fixtures=("alt-004",)),
    Row("altmacro_bare_names", False, fixtures=("alt-002",)),
    Row("altmacro_bare_names", True, since="19", fixtures=("alt-002",)),
    Row("altmacro_in_any_case", False, fixtures=("alt-063",)),
    Row("local_name", "", fixtures=("alt-008",)),
    # Repetitions.
    Row("rept_is_verbatim", False, fixtures=("rep-033", "more-005")),
    Row("no_count_is_zero", False, fixtures=("rep-011",)),
    Row("largest_count", 0, fixtures=("rep-004",)),
    Row("irpc_takes_several", False, fixtures=("rep-097",)),
    Row("irpc_takes_quoted", False, fixtures=("rep-087",)),
    Row("irpc_takes_quoted", True, since="20", fixtures=("rep-087",), source="probed: in 20.1.2, not in 19"),
    # Conditionals.
    Row("unknown_conditionals_count", False, fixtures=("cond-165", "cond-172")),
    Row("conditions_mention_symbols", False, fixtures=("cond-007",)),
    Row(
        "skipped_conditions",
        dict.fromkeys((".ifeqs", ".ifnes"), "decided"),
        fixtures=("skip-001", "skip-002", "skip-004"),
    ),
    Row(
        "skipped_conditions",
        {},
        since="21",
        fixtures=("skip-001", "skip-002"),
        source="probed: in 21, not in 20.1.2",
    ),
    Row("open_conditional_ends_macro", "lost", fixtures=("cond-187", "cond-188")),
    Row("repeat_may_leave_conditional", True, fixtures=("rep-037",)),
    Row("end_closes_procedure", False, fixtures=("dir-019",)),
    Row("end_closes_procedure", True, arches=("mips",), fixtures=("dir-110", "dir-115")),
    Row("end_refuses_junk", True, fixtures=("dir-019",)),
)

FAMILY = Family(
    "clang",
    "LLVM's integrated assembler",
    ("9", "11", "13", "14", "15", "16", "17", "18", "19", "21", "22", "23"),
    ROWS + DATA + DIRECTIVES + EXPRESSIONS + OPERANDS + FORMS + SPELLINGS,
    spoken="clang",
)
