"""GNU as: what its macro layer does, release by release.

Rows of expressions and data directives stand in `gas_expressions` and `gas_data`; architectures' rows in `arch/`.
"""

from __future__ import annotations

from gasmacro.targets.gas_data import ROWS as DATA
from gasmacro.targets.gas_directives import ROWS as DIRECTIVES
from gasmacro.targets.gas_expressions import ROWS as EXPRESSIONS
from gasmacro.targets.gas_forms import ROWS as FORMS
from gasmacro.targets.gas_operands import ROWS as OPERANDS
from gasmacro.targets.gas_spellings import ROWS as SPELLINGS
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
    # What is behind an apostrophe that begins a character constant.
    Row("character_constant", r"'(?:(?:\\.|[^\\])'?)?", fixtures=("inv-076", "inv-078")),
    # The characters that end a line.
    Row("line_ends", "\n", fixtures=("lex-050",)),
    # Whether a NUL outside strings is a blank; else it ends the statement.
    Row("nul_is_blank", False, fixtures=("lex-065", "lex-066")),
    # The directives of the macro layer, and what each of them does.
    Row("directives", {"." + name: handler for name, handler in _WORDS.items()}, fixtures=("cond-162", "rep-105")),
    # What is said of each kind of mistake in the macro layer.
    Row("words", MESSAGES, fixtures=("cond-187", "hdr-110", "rep-013")),
    # Which names are known in any case: all, those of directives, or none.
    Row("any_case", "all", fixtures=("case-001", "case-027")),
    # Whether `a == b` as a statement assigns.
    Row("double_equals_assigns", True, fixtures=("expr-123", "inv-179")),
    # Scrubbing.
    # What a block comment inside a statement is: a blank, nothing, or a token.
    Row("block_comment", "blank", fixtures=("lex-024", "arch-138")),
    Row("block_comment", "vanishes", arches=("x86_64", "i386"), fixtures=("inv-138",)),
    Row("block_comment", "blank", since="2.44", arches=("x86_64", "i386"), fixtures=("inv-138", "lex-024")),
    # Whether a comment behind the operation leaves the blank there that ends the operation.
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
    Row("begins_nothing", frozenset("@?"), fixtures=("lex-at-001", "read-031")),
    # What may not touch a mnemonic.
    Row("touches_no_mnemonic", frozenset('"?@'), fixtures=("extra-036",)),
    Row("touches_no_mnemonic", frozenset('"?@%*($+'), arches=("x86_64", "i386"), fixtures=("glued-operand",)),
    # Each round of a repetition ends a text of its own.
    Row("rounds_are_texts", True, fixtures=("bare-002",)),
    Row("rounds_are_texts", False, since="2.40", fixtures=("bare-002",)),
    # Whether the blank behind a string in quotes stays.
    Row("string_keeps_blank", False, fixtures=("inv-068", "scrub-022")),
    Row("string_keeps_blank", True, since="2.40", fixtures=("inv-068", "scrub-022")),
    # Whether a backslash keeps the character behind it from beginning a comment, as in `\@` where `@` begins one.
    Row("backslash_hides_comment", False, fixtures=("arch-166",)),
    Row("backslash_hides_comment", True, since="2.40", fixtures=("arch-166",)),
    Row("backslash_hides_comment", True, arches=("arm",), fixtures=("arch-166",)),
    # Whether a quote right behind the name of a directive is taken for the character that ends the name.
    Row("glued_quote_is_lost", True, fixtures=("lex-077",)),
    # A blank that ends the operation stays at the end of a line.
    Row("last_blank_stays", True, fixtures=("keep-002",)),
    Row("last_blank_stays", False, since="2.44", fixtures=("keep-002",), source=_BEFORE_2_44),
    # A slash behind the operation joins it: the blank behind the slash's word is the one that is kept.
    Row("slash_belongs_to_operation", True, fixtures=("keep-001",)),
    Row("slash_belongs_to_operation", False, since="2.40", fixtures=("keep-001",)),
    # Definitions.
    # The directives that end a macro's body.
    Row("macro_ends", frozenset((".endm",)), fixtures=("hdr-084", "hdr-085")),
    # The directives that begin a repetition, as they count inside of one.
    Row("repeat_begins", frozenset((".rept", ".rep", ".irp", ".irpc", ".irep", ".irepc")), fixtures=("rep-105",)),
    # The directives that end a repetition.
    Row("repeat_ends", frozenset((".endr",)), fixtures=("rep-015",)),
    # Whether what ends a body is known in any case while the body is collected.
    Row("body_words_any_case", True, fixtures=("case-027", "rep-014")),
    # Whether what ends a body is known behind a label.
    Row("labels_before_end", True, fixtures=("hdr-090",)),
    # Whether the body of a definition or repetition may end in another text than it began in, as in what follows a
    # macro.
    Row("body_may_leave_its_text", True, fixtures=("rep-110", "dir-006")),
    # What text behind `.endm` and its like is.
    Row("junk_after_body_end", "ignored", fixtures=("hdr-086", "rep-017")),
    # Whether a label before `.macro` is the macro's name.
    Row("label_names_macro", True, fixtures=("hdr-078",)),
    # Whether a body without formals but with what looks like an actual by its number (`$1`) is warned of.
    Row("warns_of_dollars", False, fixtures=("body-025", "cbl-1415-unused-named-param")),
    # Whether names of macros are known in any case.
    Row("macro_names_fold", True, fixtures=("inv-224",)),
    # Whether a macro of a directive's name is called in its place.
    Row("macros_hide_directives", False, fixtures=("inv-217",)),
    # What no macro of the same name hides: conditionals, and assignments.
    Row("never_hidden", frozenset(), fixtures=("inv-178", "inv-219")),
    # What the purge of a macro that there is none of is.
    Row("purge_of_unknown", "warning", fixtures=("hdr-112",)),
    # What text behind the name that `.purgem` takes is.
    Row("junk_after_purgem", "ignored", fixtures=("hdr-114",)),
    # The directive that ends the text of an expansion, and with it an open string or body in it.
    Row("text_ends_with", {}, fixtures=("scrub-042",)),
    # Whether an `.endm` that ends no definition ends the call or the round that it stands in.
    Row("end_directive_ends_text", False, fixtures=("lim-044", "lim-045")),
    # What an `.endm` without a definition is.
    Row("stray_end", "warning", fixtures=("lim-036", "lim-042")),
    # Whether text behind `.exitm` is an error.
    Row("exitm_refuses_junk", False, fixtures=("cond-198",)),
    # Whether `.exitm` in an included file leaves the macro that included it.
    Row("exitm_leaves_includes", False, fixtures=("exitm-001", "exitm-002", "exitm-003")),
    # Invocations.
    # Whether only a name before `=` makes a keyword actual; else anything does, as in `a != b`.
    Row("keyword_needs_name", False, fixtures=("inv-046", "inv-201")),
    Row(
        "keyword_needs_name",
        True,
        since="2.46",
        fixtures=("inv-046", "inv-201"),
        source="probed: in 2.46, not in 2.45.50.20251125",
    ),
    # How deep calls may nest.
    Row("deepest", 101, fixtures=("scrub-066", "scrub-067")),
    # Whether the depth is looked at before the actuals of a call are.
    Row("depth_first", False, fixtures=("scrub-067",)),
    # Whether calls nested too deep end the run; else the call alone is refused.
    Row("too_deep_is_fatal", True, fixtures=("scrub-067",)),
    # Whether repetitions count towards the depth of nesting.
    Row("repeats_have_depth", True, fixtures=("lim-015",)),
    # Whether a call that is refused for its actuals counts in `\@`.
    Row("refused_call_counts", False, fixtures=("cnt-012",)),
    # Whether `\+` counts the calls of its macro.
    Row("call_counter", False, fixtures=("cnt-018",)),
    Row("call_counter", True, since="2.43", fixtures=("cnt-018",), source="gas/NEWS, 2.43: \\+ in macros and repeats"),
    # Inline assembler: the compiler's output is one text.
    Row("blocks_are_parsed_apart", False, fixtures=("block-001", "block-002", "block-003")),
    # Altmacro mode.
    # Whether `LOCAL` at the start of a body makes names of its own for each call, in `.altmacro` mode.
    Row("altmacro_locals", True, fixtures=("alt-004",)),
    # Whether a formal's name alone, without a backslash, is substituted in `.altmacro` mode.
    Row("altmacro_bare_names", True, fixtures=("alt-002",)),
    # Whether `.ALTMACRO` in capitals switches the mode as well.
    Row("altmacro_in_any_case", True, fixtures=("alt-063",)),
    # The names that `LOCAL` makes; {} is a number that counts up.
    Row("local_name", ".LL{:04x}", fixtures=("alt-008",)),
    # Repetitions.
    # Whether the body of `.rept` stays as it is written, `\()` and all.
    Row("rept_is_verbatim", True, fixtures=("rep-033", "more-005")),
    # Whether `.rept` without a count repeats nothing; else it is an error.
    Row("no_count_is_zero", True, fixtures=("rep-011",)),
    # The largest count of `.rept` that is taken; 0 for no limit.
    Row("largest_count", 0, fixtures=("rep-004",)),
    Row("largest_count", 2**31 - 1, since="2.44", fixtures=("rep-004",), source=_BEFORE_2_44),
    # Whether `.irpc` takes several strings.
    Row("irpc_takes_several", False, fixtures=("rep-097",)),
    Row("irpc_takes_several", True, since="2.44", fixtures=("rep-097",), source=_BEFORE_2_44),
    # Whether the characters of `.irpc` may stand in quotes.
    Row("irpc_takes_quoted", True, fixtures=("rep-087",)),
    # Conditionals.
    # Whether a directive in a skipped arm that is named like a conditional, such as `.elseifdef`, is told as unknown.
    Row("unknown_conditionals_count", True, fixtures=("cond-165", "cond-172")),
    # A name in a decided condition stands in the symbol table, undefined.
    Row("conditions_mention_symbols", True, fixtures=("cond-007", "cond-024")),
    # Conditionals inside a skipped arm that are not passed over: only checked, or decided as if the arm were not
    # skipped.
    Row(
        "skipped_conditions",
        dict.fromkeys((".ifc", ".ifnc", ".ifdef", ".ifndef", ".ifnotdef", ".ifeqs", ".ifnes"), "checked"),
        fixtures=("skip-001", "skip-002", "skip-003"),
    ),
    # What becomes of a conditional that the text of a call leaves open: an error, or it is closed without a word.
    Row("open_conditional_ends_macro", "error", fixtures=("cond-187",)),
    # Whether a round of a repetition may leave a conditional open.
    Row("repeat_may_leave_conditional", False, fixtures=("rep-037",)),
    Row("repeat_may_leave_conditional", True, since="2.40", fixtures=("rep-037",)),
    # Whether `.end` with a name closes a procedure and ends no source.
    Row("end_closes_procedure", False, fixtures=("dir-019",)),
    Row("end_closes_procedure", True, arches=("mips",), fixtures=("dir-110", "dir-115")),
    # Whether text behind `.end` is an error.
    Row("end_refuses_junk", False, fixtures=("dir-019",)),
)

FAMILY = Family(
    "gas",
    "GNU as",
    ("2.35", "2.40", "2.44", "2.47"),
    ROWS + DATA + DIRECTIVES + EXPRESSIONS + OPERANDS + FORMS + SPELLINGS,
)
