"""How LLVM's integrated assembler evaluates what its macro layer reads: rows for expressions, symbols, conditionals.

Patterns are of one token each, behind its blanks; `(?!)` matches nothing.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row
from gasmacro.targets.x86_registers import BOUNDS, INDEX, TILES, registers

_BASED = r"0[xX][0-9a-fA-F]+|0[bB][01]+|[1-9][0-9]*|0[0-7]*"
_HERE = r"\.(?![A-Za-z0-9_.$?])"
_IDENTIFIER = r"[A-Za-z_.][A-Za-z0-9_.$?]*"
_SYMBOL = r"(?!\.(?![A-Za-z0-9_.$?@]))[$@]?[A-Za-z_.][A-Za-z0-9_.$?@]*"
_DOLLAR_NUMBER = r"\$(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)"
_NO_AT = rf"(?!\.(?![A-Za-z0-9_.$?]))[$@]?{_IDENTIFIER}|{_DOLLAR_NUMBER}"
_WIDE, _NARROW = ("x86_64",), ("i386",)
_DEBUG = r"(?:cr|dr)[0-7]|db(?:1[0-5]|[0-9])|eip"
_INFIX = r"\|\||&&|<<|>>|<=|>=|==|!=|<>|-(?!>)|/(?![/*])|[+*%|&^<>]"
_RELOCATIONS = (
    "call16|call_hi|call_lo|dtprel_hi|dtprel_lo|got|got_disp|got_hi|got_lo|got_ofst|got_page|gottprel|gp_rel|hi|higher|highest"
    "|lo|neg|pcrel_hi|pcrel_lo|tlsgd|tlsldm|tprel_hi|tprel_lo"
)
_MIPS_INFIX = _INFIX.replace("[+*%|&^<>]", rf"%(?!(?:{_RELOCATIONS})(?![A-Za-z0-9_.$]))|[+*|&^<>]")

_PROBED_11 = "probed: in 11, not in 10.0.1"
_PROBED_12 = "probed: in 12.0.1, not in 11"
_PROBED_21 = "probed: in 21, not in 20.1.2"

ROWS: tuple[Row, ...] = (
    # The tokens of an expression in the order in which the grammar takes their patterns: the behaviour that has the
    # pattern, what in a text makes it count, and the pattern for every other text, which no release changed.
    Row(
        "operand_tokens",
        (
            ("integer_literal", r"[0-9a-fA-F][uUlL]", _BASED),
            ("here_token", r"\$", _HERE),
            ("operand_name", r"\$", _IDENTIFIER),
            ("register_name", r"%", r"(?!)"),
            ("character_escapes", r"'\\", ""),
            ("relocation_operator", r"%", r"(?!)"),
            ("infix_operator", r"!|%[ \t]*[A-Za-z]", _INFIX),
        ),
        fixtures=("expr-001", "expr-081", "expr-102"),
    ),
    # Integers: the suffixes of C are passed over, in capitals; since 15 in any case.
    Row("integer_literal", rf"(?:{_BASED})(?:U?L{{0,2}})", fixtures=("expr-085", "read-001", "read-002")),
    Row("integer_literal", rf"(?:{_BASED})(?:[uU]?[lL]{{0,2}})", since="15", fixtures=("read-001", "read-004")),
    # A symbol in an expression: `$` before a letter starts one, since 11 before a number too.
    # The place of the statement itself.
    Row("here_token", _HERE, fixtures=("expr-001",)),
    Row("here_token", rf"{_HERE}|\$(?![\w.$])", arches=("powerpc64le",), fixtures=("arch-586",)),
    Row("operand_name", rf"\$?{_IDENTIFIER}", fixtures=("expr-102", "read-030", "read-031")),
    Row(
        "operand_name",
        rf"\$?{_IDENTIFIER}|{_DOLLAR_NUMBER}",
        since="11",
        fixtures=("read-029",),
        source=_PROBED_11,
    ),
    # A symbol where a directive takes a name: a lone `.` is none; `@` belongs to it, since 21 not on every target.
    Row("symbol_name", _SYMBOL, fixtures=("cond-073", "cond-075", "read-054")),
    Row("symbol_name", rf"{_SYMBOL}|{_DOLLAR_NUMBER}", since="11", fixtures=("read-029",), source=_PROBED_11),
    Row(
        "symbol_name",
        _NO_AT,
        since="21",
        arches=("aarch64", "riscv64"),
        fixtures=("read-062",),
        source=_PROBED_21,
    ),
    Row("symbol_name", _NO_AT, since="23", arches=("mips", "loongarch64"), fixtures=("read-063",)),
    # A symbol in quotes.
    Row("quoted_name", r'"(?:[^"\\]|\\(?s:.))*+"', fixtures=("cond-080", "read-055")),
    # A register as an operand, with its sigil.
    Row("register_name", r"(?!)", fixtures=("read-069", "read-071")),
    Row("register_name", registers(64, INDEX, BOUNDS), arches=_WIDE, fixtures=("read-019", "read-022")),
    Row("register_name", registers(64, INDEX, BOUNDS, TILES), since="11", arches=_WIDE, fixtures=("read-023",)),
    Row("register_name", registers(64, INDEX, TILES), since="14", arches=_WIDE, fixtures=("read-022",)),
    Row("register_name", registers(64, INDEX, TILES, many=True), since="18", arches=_WIDE, fixtures=("read-024",)),
    Row(
        "register_name",
        registers(32, "eiz|ip", BOUNDS, _DEBUG),
        arches=_NARROW,
        fixtures=("read-077", "read-078", "read-080"),
    ),
    Row(
        "register_name",
        registers(32, "eiz|ip", BOUNDS, TILES, _DEBUG),
        since="11",
        arches=_NARROW,
        fixtures=("read-081",),
    ),
    Row("register_name", registers(32, "eiz|ip", TILES, _DEBUG), since="14", arches=_NARROW, fixtures=("read-080",)),
    # The escapes of a character constant; any other backslash stands for the letter behind it.
    Row("character_escapes", "bnt", fixtures=("read-028",)),
    Row("character_escapes", "bfnrt", since="13", fixtures=("read-028",), source="probed: in 13, not in 12.0.1"),
    # Infix operators; `a ! b` is a or not b since 12, no expression before, and on arm never.
    Row("infix_operator", _INFIX, fixtures=("expr-037", "expr-039", "read-032")),
    Row("infix_operator", rf"{_INFIX}|!", since="12", fixtures=("expr-037", "expr-038"), source=_PROBED_12),
    Row("infix_operator", _INFIX, since="12", arches=("arm",), fixtures=("read-060",), source=_PROBED_12),
    # On mips a `%` before the name of a relocation is part of that name, until 21.
    Row("infix_operator", _MIPS_INFIX, arches=("mips",), fixtures=("read-076",)),
    Row("infix_operator", rf"{_MIPS_INFIX}|!", since="12", arches=("mips",), fixtures=("read-076",), source=_PROBED_12),
    Row("infix_operator", rf"{_INFIX}|!", since="21", arches=("mips",), fixtures=("read-076",), source=_PROBED_21),
    # What such a relocation makes of a number is left to the assembler.
    Row("relocation_operator", r"(?!)", fixtures=("read-026",)),
    Row("relocation_operator", rf"%(?:{_RELOCATIONS})(?![A-Za-z0-9_.$])", arches=("mips",), fixtures=("read-075",)),
    Row("relocation_operator", r"(?!)", since="21", arches=("mips",), fixtures=("read-075",), source=_PROBED_21),
    # A division by zero has no value.
    Row("division_by_zero", "rejected", fixtures=("expr-051", "expr-052")),
    # The least number divided by -1 is the end of every release.
    Row("quotient_overflow", "fatal", fixtures=("expr-061",)),
    # A shift uses the low six bits of its count.
    Row("shift_count", "masked", fixtures=("expr-044", "expr-046")),
    # Only a difference of two symbols has a value, not a comparison.
    Row("symbol_arithmetic", "relocations", fixtures=("cond-007", "read-044", "read-045", "read-046", "read-047")),
    # A register before `==` or `!=`: before 17 `!=` never held, and was the end of the assembler with a number behind
    # it; in 17 a register was unequal to all but itself; since 18 only registers compare.
    Row("registers_compare", "equal", fixtures=("read-020", "read-021")),
    Row("registers_compare", "any", since="17", fixtures=("read-020",)),
    Row("registers_compare", "registers", since="18", fixtures=("read-021",)),
    # A symbol set to what has no value yet follows the names in it; since 21 it keeps their first values.
    Row("late_values", "last", fixtures=("read-048", "read-049")),
    Row("late_values", "first", since="21", fixtures=("read-048", "read-050"), source=_PROBED_21),
    # No symbol is defined before the first line.
    Row("builtin_names", frozenset(), fixtures=("cond-084", "cond-085")),
    # `.comm` does not define for `.ifdef`.
    Row("commons_are_defined", False, fixtures=("cond-067",)),
    # A symbol set to an expression that hangs on an undefined one is not defined for `.ifdef`.
    Row("pending_symbols_are_defined", False, fixtures=("cond-076", "read-052", "read-053")),
    # `.ifc` compares what stands before and behind the first comma that is no part of another token.
    Row(
        "compared_text",
        r"""((?:"(?:[^"\\]|\\(?s:.))*+"|/\*(?s:.*?)\*/|'(?:\\(?s:.)|[^\\])(?s:.)|[^"',])*+),""",
        fixtures=("cond-113", "cond-117", "read-057", "read-058"),
    ),
    # `.ifeqs` compares the strings as written.
    Row("string_escapes", "raw", fixtures=("cond-143",)),
    # What follows the strings of `.ifeqs` is the next statement: skipped where the condition does not hold.
    Row("text_after_strings", "statement", fixtures=("read-056",)),
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
