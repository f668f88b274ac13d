"""GNU as: what its macro layer does, release by release.

Rows of expressions and data directives stand in `gas_expressions` and `gas_data`; architectures' rows in `arch/`.
"""

from __future__ import annotations

from gasmacro.targets.gas_data import ROWS as DATA
from gasmacro.targets.gas_directives import ROWS as DIRECTIVES
from gasmacro.targets.gas_expressions import ROWS as EXPRESSIONS
from gasmacro.targets.gas_forms import ROWS as FORMS
from gasmacro.targets.gas_operands import ROWS as OPERANDS
from gasmacro.targets.schema import Family, Row

_CONDITIONALS = dict.fromkeys(
    ("if ifdef ifndef ifnotdef ifb ifnb ifc ifnc ifeqs ifnes ifeq ifne ifge ifgt ifle iflt").split(), "if"
)
_WORDS = {
    **_CONDITIONALS,
    "else": "else",
    "elsec": "else",
    "elseif": "elseif",
    "endif": "endif",
    "endc": "endif",
    "macro": "macro",
    "endm": "endm",
    "endr": "endm",
    "exitm": "exitm",
    "purgem": "purgem",
    "rept": "rept",
    "rep": "rept",
    "irp": "irp",
    "irep": "irp",
    "irpc": "irpc",
    "irepc": "irpc",
    "altmacro": "altmacro",
    "noaltmacro": "noaltmacro",
    "set": "set",
    "equ": "set",
    "equiv": "set",
    "eqv": "set",
    "comm": "comm",
    "common": "comm",
    "lcomm": "comm",
    "include": "include",
    "end": "end",
    "err": "error",
    "error": "error",
    "fail": "error",
    "warning": "warning",
    "print": "print",
    "abort": "abort",
}

MESSAGES = {
    "stray else": "`.else' without matching `.if'",
    "second else": "duplicate `else'",
    "stray elseif": "`.elseif' without matching `.if'",
    "elseif after else": "`.elseif' after `.else'",
    "stray endif": "`.endif' without `.if'",
    "junk": "junk at end of line, first unrecognized character is `{rest[0]}'",
    "junk after end": "text after `{directive}' is ignored",
    "unknown directive": "unknown pseudo-op: `{name}'",
    "open at macro end": "end of macro inside conditional",
    "open at end": "end of file inside conditional",
    "no macro end": "unexpected end of file in macro definition",
    "no repeat end": "unexpected end of file in repetition",
    "redefined": "macro `{name}' was already defined",
    "hides directive": "attempt to redefine pseudo-op `{name}' ignored",
    "purge unknown": "Attempt to purge non-existing macro `{name}'",
    "stray endm": "{directive} encountered without preceding .macro, .rept or .irp",
    "stray exitm": "ignoring macro exit outside a macro definition",
    "not absolute": "bad or irreducible absolute expression",
    "too deep": "macros nested too deeply",
    "negative count": "negative count for .rept",
    "large count": "excessive count for .rept",
    "include operand": "expected a file name in double quotes",
    "include missing": "can't open {name} for reading: No such file or directory",
    "print operand": "bad string constant",
}

_BEFORE_2_44 = "probed: in 2.43.90.20250122, not in 2.42"

ROWS = (
    # The machine: a filter over characters, then text cut by characters.
    Row("reads", "characters", fixtures=("inv-009", "inv-084")),
    Row("character_constant", r"'(?:(?:\\.|[^\\])'?)?", fixtures=("inv-076", "inv-078")),
    Row("line_ends", "\n", fixtures=("lex-050",)),
    Row("directives", {"." + name: handler for name, handler in _WORDS.items()}, fixtures=("cond-162", "rep-105")),
    Row("words", MESSAGES, fixtures=("cond-187", "hdr-110", "rep-013")),
    Row("any_case", "all", fixtures=("case-001", "case-027")),
    Row("double_equals_assigns", True, fixtures=("expr-123", "inv-179")),
    # Scrubbing.
    Row("block_comment", "blank", fixtures=("lex-024", "arch-138")),
    Row("block_comment", "vanishes", arches=("x86_64", "i386"), fixtures=("inv-138",)),
    Row("block_comment", "blank", since="2.44", arches=("x86_64", "i386"), fixtures=("inv-138", "lex-024")),
    Row("block_comment_keeps_first_blank", False, fixtures=("extra-066", "cond-045")),
    Row(
        "block_comment_keeps_first_blank",
        True,
        since="2.37",
        fixtures=("extra-066", "cond-045"),
        source="gas/ChangeLog, 2021-03-19: spaces before a slash no longer lost",
    ),
    # An expansion that ends inside a string gets the closing quote; before, its lines end the string.
    Row("open_string_is_closed", False, fixtures=("string-001",)),
    Row("open_string_is_closed", True, since="2.40", fixtures=("string-001",)),
    # Directives that want a string and, where there is none, an empty line or the end of the text behind them.
    Row(
        "swallows_line_end",
        frozenset((".ascii", ".asciz", ".string", ".string8", ".string16", ".string32", ".string64", ".ident")),
        fixtures=("bare-001",),
    ),
    # What neither begins nor goes on in a name.
    Row("begins_nothing", frozenset("@"), fixtures=("lex-at-001",)),
    # Each round of a repetition ends a text of its own.
    Row("rounds_are_texts", True, fixtures=("bare-002",)),
    Row("rounds_are_texts", False, since="2.40", fixtures=("bare-002",)),
    Row("string_keeps_blank", False, fixtures=("inv-068", "scrub-022")),
    Row("string_keeps_blank", True, since="2.40", fixtures=("inv-068", "scrub-022")),
    Row("backslash_hides_comment", False, fixtures=("arch-166",)),
    Row("backslash_hides_comment", True, since="2.40", fixtures=("arch-166",)),
    Row("backslash_hides_comment", True, arches=("arm",), fixtures=("arch-166",)),
    Row("glued_quote_is_lost", True, fixtures=("lex-077",)),
    # A blank that ends the operation stays at the end of a line.
    Row("last_blank_stays", True, fixtures=("keep-002",)),
    Row("last_blank_stays", False, since="2.44", fixtures=("keep-002",), source=_BEFORE_2_44),
    # A slash behind the operation joins it: the blank behind the slash's word is the one that is kept.
    Row("slash_belongs_to_operation", True, fixtures=("keep-001",)),
    Row("slash_belongs_to_operation", False, since="2.40", fixtures=("keep-001",)),
    # Definitions.
    Row("macro_ends", frozenset((".endm",)), fixtures=("hdr-084", "hdr-085")),
    Row("repeat_begins", frozenset((".rept", ".rep", ".irp", ".irpc", ".irep", ".irepc")), fixtures=("rep-105",)),
    Row("repeat_ends", frozenset((".endr",)), fixtures=("rep-015",)),
    Row("body_words_any_case", True, fixtures=("case-027", "rep-014")),
    Row("labels_before_end", True, fixtures=("hdr-090",)),
    Row("body_may_leave_its_text", True, fixtures=("rep-110", "dir-006")),
    Row("junk_after_body_end", "ignored", fixtures=("hdr-086", "rep-017")),
    Row("label_names_macro", True, fixtures=("hdr-078",)),
    Row("macro_names_fold", True, fixtures=("inv-224",)),
    Row("macros_hide_directives", False, fixtures=("inv-217",)),
    Row("never_hidden", frozenset(), fixtures=("inv-178", "inv-219")),
    Row("purge_of_unknown", "warning", fixtures=("hdr-112",)),
    Row("junk_after_purgem", "ignored", fixtures=("hdr-114",)),
    Row("text_ends_with", {}, fixtures=("scrub-042",)),
    Row("end_directive_ends_text", False, fixtures=("lim-044", "lim-045")),
    Row("stray_end", "warning", fixtures=("lim-036", "lim-042")),
    Row("exitm_refuses_junk", False, fixtures=("cond-198",)),
    Row("exitm_leaves_includes", False, fixtures=("exitm-001", "exitm-002", "exitm-003")),
    # Invocations.
    Row("keyword_needs_name", False, fixtures=("inv-046", "inv-201")),
    Row(
        "keyword_needs_name",
        True,
        since="2.46",
        fixtures=("inv-046", "inv-201"),
        source="probed: in 2.46, not in 2.45.50.20251125",
    ),
    Row("deepest", 101, fixtures=("scrub-066", "scrub-067")),
    Row("depth_first", False, fixtures=("scrub-067",)),
    Row("too_deep_is_fatal", True, fixtures=("scrub-067",)),
    Row("repeats_have_depth", True, fixtures=("lim-015",)),
    Row("refused_call_counts", False, fixtures=("cnt-012",)),
    Row("call_counter", False, fixtures=("cnt-018",)),
    Row("call_counter", True, since="2.43", fixtures=("cnt-018",), source="gas/NEWS, 2.43: \\+ in macros and repeats"),
    # Inline assembler: the compiler's output is one text.
    Row("blocks_are_parsed_apart", False, fixtures=("block-001", "block-002", "block-003")),
    # Altmacro mode.
    Row("altmacro_locals", True, fixtures=("alt-004",)),
    Row("altmacro_bare_names", True, fixtures=("alt-002",)),
    Row("altmacro_in_any_case", True, fixtures=("alt-063",)),
    Row("local_name", ".LL{:04x}", fixtures=("alt-008",)),
    # Repetitions.
    Row("rept_is_verbatim", True, fixtures=("rep-033", "more-005")),
    Row("no_count_is_zero", True, fixtures=("rep-011",)),
    Row("largest_count", 0, fixtures=("rep-004",)),
    Row("largest_count", 2**31 - 1, since="2.44", fixtures=("rep-004",), source=_BEFORE_2_44),
    Row("irpc_takes_several", False, fixtures=("rep-097",)),
    Row("irpc_takes_several", True, since="2.44", fixtures=("rep-097",), source=_BEFORE_2_44),
    Row("irpc_takes_quoted", True, fixtures=("rep-087",)),
    # Conditionals.
    Row("unknown_conditionals_count", True, fixtures=("cond-165", "cond-172")),
    # A name in a decided condition stands in the symbol table, undefined.
    Row("conditions_mention_symbols", True, fixtures=("cond-007", "cond-024")),
    Row(
        "skipped_conditions",
        dict.fromkeys((".ifc", ".ifnc", ".ifdef", ".ifndef", ".ifnotdef", ".ifeqs", ".ifnes"), "checked"),
        fixtures=("skip-001", "skip-002", "skip-003"),
    ),
    Row("open_conditional_ends_macro", "error", fixtures=("cond-187",)),
    Row("repeat_may_leave_conditional", False, fixtures=("rep-037",)),
    Row("repeat_may_leave_conditional", True, since="2.40", fixtures=("rep-037",)),
    Row("end_closes_procedure", False, fixtures=("dir-019",)),
    Row("end_closes_procedure", True, arches=("mips",), fixtures=("dir-110", "dir-115")),
    Row("end_refuses_junk", False, fixtures=("dir-019",)),
)

FAMILY = Family(
    "gas", "GNU as", ("2.35", "2.40", "2.44", "2.47"), ROWS + DATA + DIRECTIVES + EXPRESSIONS + OPERANDS + FORMS
)
