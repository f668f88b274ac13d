"""How LLVM's integrated assembler evaluates what its macro layer reads: rows for expressions, symbols, conditionals.

Patterns are of one token each, behind its blanks; `(?!)` matches nothing.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row

_BASED = r"0[xX][0-9a-fA-F]+|0[bB][01]+|[1-9][0-9]*|0[0-7]*"
_IDENTIFIER = r"[A-Za-z_.][A-Za-z0-9_.$?]*"
_SYMBOL = r"(?!\.(?![A-Za-z0-9_.$?@]))[$@]?[A-Za-z_.][A-Za-z0-9_.$?@]*"
_DOLLAR_NUMBER = r"[$@]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)"
_X86 = ("x86_64", "i386")
_NUMBERED = r"[er]?[abcd]x|[abcd][lh]|[er]?[sbi]p|[er]?[sd]i|[er]iz|[sbd][pi]l|[cdefgs]s|[cd]r(?:1[0-5]|[0-9])|db(?:1[0-5]|[0-9])"
_X86_REGISTER = (
    r"(?i:%(?:" + _NUMBERED + r"|st[ \t]*\([ \t]*[0-7][ \t]*\)|st(?![ \t]*\()|mm[0-7]|[xyz]mm(?:[12][0-9]|3[01]|[0-9])"
    r"|k[0-7]{}|r(?:[89]|1[0-5]{})[bwd]?)(?![A-Za-z0-9_.$]))"
)
_INFIX = r"\|\||&&|<<|>>|<=|>=|==|!=|<>|-(?!>)|/(?![/*])|[+*%|&^<>]"

ROWS: tuple[Row, ...] = (
    # Integers: the suffixes of C are passed over, in capitals; since 15 in any case.
    Row("integer_literal", rf"(?:{_BASED})(?:U?L{{0,2}})", fixtures=("expr-081", "expr-085")),
    Row("integer_literal", rf"(?:{_BASED})(?:[uU]?[lL]{{0,2}})", since="15", fixtures=("expr-081", "expr-085")),
    # A symbol in an expression: `$` before a letter starts one, since 11 before a number too.
    Row("operand_name", rf"\$?{_IDENTIFIER}", fixtures=("expr-101", "expr-102")),
    Row(
        "operand_name",
        rf"\$?{_IDENTIFIER}|\$(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)",
        since="11",
        fixtures=("expr-102",),
    ),
    # A symbol where a directive takes a name: a lone `.` is none.
    Row("symbol_name", _SYMBOL, fixtures=("cond-073", "cond-075")),
    Row("symbol_name", rf"{_SYMBOL}|\$(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)", since="11", fixtures=("expr-102",)),
    # A symbol in quotes.
    Row("quoted_name", r'"(?:[^"\\]|\\(?s:.))*+"', fixtures=("cond-080",)),
    # A register as an operand, with its sigil.
    Row("register_name", r"(?!)"),
    Row("register_name", _X86_REGISTER.format("|bnd[0-3]", ""), arches=_X86, fixtures=("cond-010", "expr-107")),
    Row(
        "register_name", _X86_REGISTER.format("|bnd[0-3]|tmm[0-7]", ""), since="11", arches=_X86, fixtures=("expr-107",)
    ),
    Row("register_name", _X86_REGISTER.format("|tmm[0-7]", ""), since="13", arches=_X86, fixtures=("expr-107",)),
    Row(
        "register_name",
        _X86_REGISTER.format("|tmm[0-7]", r"|1[6-9]|2[0-9]|3[01]"),
        since="18",
        arches=_X86,
        fixtures=("expr-107",),
    ),
    # No register goes without a sigil in an expression.
    Row("bare_registers", ""),
    # The escapes of a character constant; any other backslash stands for the letter behind it.
    Row("character_escapes", "bnt", fixtures=("expr-066",)),
    Row("character_escapes", "bfnrt", since="13", fixtures=("expr-066",)),
    # Infix operators; `a ! b` is a or not b since 13, no expression before.
    Row("infix_operator", _INFIX, fixtures=("expr-037", "expr-038", "expr-039")),
    Row("infix_operator", rf"{_INFIX}|!", since="13", fixtures=("expr-037", "expr-038")),
    # A division by zero has no value.
    Row("division_by_zero", "rejected", fixtures=("expr-051", "expr-052")),
    # The least number divided by -1 is the end of every release.
    Row("quotient_overflow", "fatal", fixtures=("expr-061",)),
    # A shift uses the low six bits of its count.
    Row("shift_count", "masked", fixtures=("expr-044", "expr-046")),
    # Only a difference of two symbols has a value, not a comparison.
    Row("symbol_arithmetic", "relocations", fixtures=("cond-007", "cond-012", "cond-013")),
    # A register before `==` or `!=`: before 17 `!=` never held and was the end of the assembler with a number behind it;
    # in 17 a register was unequal to all but itself; since 18 only registers compare.
    Row("registers_compare", "equal", fixtures=("cond-010",)),
    Row("registers_compare", "any", since="17", fixtures=("cond-010",)),
    Row("registers_compare", "registers", since="18", fixtures=("cond-010",)),
    # A symbol set to what has no value yet follows the names in it; since 21 it keeps their first values.
    Row("late_values", "last", fixtures=("expr-129", "expr-130")),
    Row("late_values", "first", since="21", fixtures=("expr-130",)),
    # No symbol is defined before the first line.
    Row("builtin_names", frozenset(), fixtures=("cond-084", "cond-085")),
    # `.comm` does not define for `.ifdef`.
    Row("commons_are_defined", False, fixtures=("cond-067",)),
    # A symbol set to an expression that hangs on an undefined one is not defined for `.ifdef`.
    Row("pending_symbols_are_defined", False, fixtures=("cond-076",)),
    # `.ifc` compares what stands before and behind the first comma that is no part of another token.
    Row(
        "compared_text",
        r"""((?:"(?:[^"\\]|\\(?s:.))*+"|/\*(?s:.*?)\*/|'(?:\\(?s:.)|[^\\])(?s:.)|[^"',])*+),""",
        fixtures=("cond-113", "cond-117"),
    ),
    # `.ifeqs` compares the strings as written.
    Row("string_escapes", "raw", fixtures=("cond-143",)),
    # What follows the strings of `.ifeqs` is the next statement: skipped where the condition does not hold.
    Row("text_after_strings", "statement", fixtures=("cond-147",)),
    # What is said of an expression that is not a number now.
    Row("not_absolute", "expected absolute expression", fixtures=("cond-006",)),
    Row("condition_not_absolute", "expected absolute expression", fixtures=("cond-006", "cond-164")),
    # What is said of text after the operands.
    Row("trailing_text", "expected newline", fixtures=("cond-005",)),
    # What is said where a name, a comma, a string or a label behind is missing.
    Row("no_identifier", "expected identifier after '.{}'", fixtures=("cond-069",)),
    Row("no_comma", "expected comma", fixtures=("cond-117",)),
    Row("no_string", "expected string parameter for '.{}' directive", fixtures=("cond-142",)),
    Row("no_comma_between_strings", "expected comma after first string for '.{}' directive", fixtures=("cond-147",)),
    Row("no_such_label", "directional label undefined", fixtures=("expr-151",)),
)
