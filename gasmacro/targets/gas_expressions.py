"""How GNU as evaluates what its macro layer reads: rows for expressions, symbols and conditionals.

Patterns are of one token each, behind its blanks; `(?!)` matches nothing.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row
from gasmacro.targets.x86_registers import BOUNDS, TILES, registers

_BASED = r"0[xX][0-9a-fA-F]+|0[bB][01]+|[1-9][0-9]*|0[0-7]+"
_FLOAT = r"0[{}](?:[-+]?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]*)?)"
_HERE = r"\.(?![A-Za-z0-9_.$\x80-\U0010ffff])"
_NAME = r"[A-Za-z_.$\x80-\U0010ffff{}][A-Za-z0-9_.$\x80-\U0010ffff]*"
_STRING = r'"(?:[^"\\]|\\(?s:.))*+"'
_OLD_LABEL = r"0b(?![01])|(?:0[bB][01]+|0[0-7]+|[1-9][0-9]*)[bf]"
_LABEL = r"0b(?![01])|[1-9][0-9]*[bf]"
_FLOAT_F, _NO_FLOAT_F, _DOLLAR = r"|0f(?![A-Za-z]|[-+]?[.0-9])", r"|0f", r"|[0-9]+\$"
_DOLLARED = ("riscv64", "mips", "loongarch64")
_NO_F = ("powerpc64le", "s390x")
_HALF = ("aarch64", "arm")
_X86 = ("x86_64", "i386")
_WIDE, _NARROW = ("x86_64",), ("i386",)
_BLANKS = r"[ \t]*"
_DEBUG = r"(?:cr|db|dr|tr)[0-7]"
_MIPS_REGISTER = (
    r"\$(?:f?(?:[12][0-9]|3[01]|[0-9])|zero|at|v[01]|a[0-7]|t[0-9]|s[0-8]|k[01]|kt[01]|gp|sp|fp|ra)(?![A-Za-z0-9_.$])"
)
_PPC_REGISTER = (
    r"%(?:(?:[rfv]|cr)(?:[12][0-9]|3[01]|[0-9])|vs(?:[1-5][0-9]|6[0-3]|[0-9])|a[0-7]|r?sp|r?toc|lr|ctr|xer)"
    r"(?![A-Za-z0-9_.$])"
)

_DECIMAL = "gas/NEWS, 2.43: references to numeric labels in decimal only"

_INFIX = r"\|\||&&|<<|>>|<=|>=|==|!=|<>|!!|[-+*/%|&^!<>]"

ROWS: tuple[Row, ...] = (
    # The tokens of an expression in the order in which the grammar takes their patterns: the behaviour that has the
    # pattern, what in a text makes it count, and the pattern for every other text, which no release changed.
    Row(
        "operand_tokens",
        (
            ("integer_literal", r"[0-9a-fA-F][uUlL]", rf"{_BASED}|0"),
            ("local_label", r"(?<![\w.$])0(?:[0-9bB]+[bf]|f)|[0-9]\$", _LABEL),
            ("float_literal", r"(?<![\w.$])0(?:(?![xXbB])[A-Za-z]|B(?![01]))", r"(?!)"),
            ("here_token", r"\$", _HERE),
            ("operand_name", r"\{", _NAME.format("")),
            ("register_name", r"%", r"(?!)"),
            ("quoted_name", r'"[ \t]*"', _STRING),
            ("infix_operator", r"(?!)", _INFIX),
        ),
        fixtures=("expr-001", "expr-081", "expr-150"),
    ),
    # Integers: a run of `u` and `l` behind one is passed over; since 2.42 only what C allows, and behind a lone 0 too.
    Row("integer_literal", rf"(?:{_BASED})[uU]?[lL]*|0", fixtures=("expr-081", "read-005")),
    Row(
        "integer_literal",
        rf"(?:{_BASED}|0)(?:[uU][lL]{{0,2}}|[lL]{{1,2}}[uU]?)?",
        since="2.42",
        fixtures=("read-003", "read-004", "read-005"),
        source="probed: in 2.42, not in 2.41.0.20231009",
    ),
    # Numeric labels: any integer with `b` or `f` behind it; since 2.43 only decimal ones. `0b` and `0f` start numbers
    # too, `0f` not everywhere, and some targets have labels that end in `$`.
    Row("local_label", _OLD_LABEL + _FLOAT_F, fixtures=("read-006", "read-007")),
    Row("local_label", _OLD_LABEL + _NO_FLOAT_F, arches=_NO_F, fixtures=("read-070",)),
    Row("local_label", _OLD_LABEL + _FLOAT_F + _DOLLAR, arches=_DOLLARED, fixtures=("read-072",)),
    Row("local_label", _LABEL + _FLOAT_F, since="2.43", fixtures=("read-006", "read-007"), source=_DECIMAL),
    Row(
        "local_label",
        _LABEL + _NO_FLOAT_F,
        since="2.43",
        arches=_NO_F,
        fixtures=("read-068",),
        source=_DECIMAL,
    ),
    Row(
        "local_label",
        _LABEL + _FLOAT_F + _DOLLAR,
        since="2.43",
        arches=_DOLLARED,
        fixtures=("read-072", "read-074"),
        source=_DECIMAL,
    ),
    # A 0 and one of these letters start a floating-point number, which counts as 0 beside an operator.
    Row("float_literal", _FLOAT.format("dDeEfFgGprsPRS"), fixtures=("read-066",)),
    Row("float_literal", _FLOAT.format("dDeEfFgGhHprsPRS"), arches=_HALF, fixtures=("read-064",)),
    Row("float_literal", _FLOAT.format("dDeEfFgGr"), arches=_X86, fixtures=("read-010", "read-011", "read-012")),
    Row("float_literal", _FLOAT.format("dDeEFgGr"), arches=_NO_F, fixtures=("read-068", "read-070")),
    Row("float_literal", _FLOAT.format("dDeEfFgGhHprsPRS"), since="2.40", arches=("riscv64",), fixtures=("read-065",)),
    Row("float_literal", _FLOAT.format("dDeEfFgGhHprsPRSB"), since="2.47", arches=("riscv64",), fixtures=("read-067",)),
    Row("float_literal", _FLOAT.format("dDeEfFgGrhHB"), since="2.40", arches=_X86, fixtures=("read-011",)),
    # A symbol in an expression: `$` and bytes over 127 are letters; on x86 a `{` could start one before 2.44.
    # The place of the statement itself.
    Row("here_token", _HERE, fixtures=("expr-001",)),
    Row("here_token", rf"{_HERE}|\$(?![\w.$])", arches=("powerpc64le",), fixtures=("arch-586",)),
    # A symbol in an expression.
    Row("operand_name", _NAME.format(""), fixtures=("expr-101", "expr-102", "expr-163")),
    Row("operand_name", _NAME.format("{"), arches=_X86, fixtures=("expr-092",)),
    Row("operand_name", _NAME.format(""), since="2.44", fixtures=("expr-092",)),
    # A symbol where a directive takes a name, as in `.ifdef`.
    Row("symbol_name", _NAME.format(""), fixtures=("cond-075", "cond-084")),
    Row("symbol_name", _NAME.format("{"), arches=_X86, fixtures=("read-017",)),
    Row("symbol_name", _NAME.format(""), since="2.44", fixtures=("read-017",)),
    # A symbol in quotes; adjacent strings are one name since 2.40.
    Row("quoted_name", _STRING, fixtures=("cond-024", "read-018")),
    Row("quoted_name", rf"{_STRING}(?:[ \t]*{_STRING})*", since="2.40", fixtures=("read-018",)),
    # A register as an operand, with its sigil.
    Row("register_name", r"(?!)", fixtures=("read-071",)),
    Row(
        "register_name",
        registers(64, BOUNDS, blanks=_BLANKS),
        arches=_WIDE,
        fixtures=("read-019", "read-022", "read-023"),
    ),
    Row(
        "register_name",
        registers(64, BOUNDS, TILES, blanks=_BLANKS),
        since="2.40",
        arches=_WIDE,
        fixtures=("read-023",),
    ),
    Row(
        "register_name",
        registers(64, TILES, many=True, blanks=_BLANKS),
        since="2.44",
        arches=_WIDE,
        fixtures=("read-022", "read-024"),
    ),
    Row(
        "register_name",
        registers(32, BOUNDS, _DEBUG, "cr(?:[89]|1[0-5])", blanks=_BLANKS),
        arches=_NARROW,
        fixtures=("read-078", "read-079", "read-080"),
    ),
    Row(
        "register_name",
        registers(32, _DEBUG, "cr(?:[89]|1[0-5])", blanks=_BLANKS),
        since="2.44",
        arches=_NARROW,
        fixtures=("read-080",),
    ),
    Row(
        "register_name",
        registers(32, _DEBUG, "cr8", blanks=_BLANKS),
        since="2.47",
        arches=_NARROW,
        fixtures=("register-001",),
    ),
    Row("register_name", _PPC_REGISTER, since="2.40", arches=("powerpc64le",), fixtures=("read-069",)),
    # On mips a register's name is one of those that symbols may have; what a condition says of it stays the same.
    Row("register_name", _MIPS_REGISTER, arches=("mips",), fixtures=("read-082",)),
    # Infix operators; `a ! b` is a or not b, `a !! b` exclusive or.
    Row("infix_operator", _INFIX, fixtures=("expr-037", "expr-039", "read-027")),
    # A division by zero is one by one, with a warning.
    Row("division_by_zero", "warned", fixtures=("expr-051", "expr-052")),
    # The least number divided by -1: the assembler died of it before 2.44.
    Row("quotient_overflow", "fatal", fixtures=("expr-061",)),
    Row(
        "quotient_overflow",
        "wraps",
        since="2.44",
        fixtures=("expr-061",),
        source="probed: in 2.43.90.20250122, not in 2.42",
    ),
    # A shift by a count outside 0 to 63 gives 0, with a warning.
    Row("shift_count", "checked", fixtures=("expr-044", "expr-046")),
    # Symbols of one section compare; a symbol and anything else are unequal.
    Row(
        "symbol_arithmetic",
        "sections",
        fixtures=("cond-007", "cond-012", "cond-013", "cond-022", "read-036", "read-042"),
    ),
    # A symbol set to what has no value yet: the first value that a name in it gets is the one that counts.
    Row("late_values", "first", fixtures=("expr-129", "read-048", "read-049")),
    # Symbols that are defined before the first line.
    Row("builtin_names", frozenset({".gasversion."}), fixtures=("cond-084", "cond-085")),
    # The numbers of the symbols that are defined before the first line.
    Row("builtin_values", {".gasversion.": 23502}, fixtures=("cond-085", "version-001")),
    *(
        Row(
            "builtin_values",
            {".gasversion.": 20000 + 100 * minor},
            since=f"2.{minor}",
            fixtures=("cond-085", "version-001"),
            source="computed: the number of the release",
        )
        for minor in range(36, 47)
    ),
    Row("builtin_values", {".gasversion.": 24750}, since="2.47", fixtures=("cond-085", "version-001")),
    # `.comm` defines for `.ifdef`.
    Row("commons_are_defined", True, fixtures=("cond-067",)),
    # A symbol set to an expression that has no value yet is defined for `.ifdef`.
    Row("pending_symbols_are_defined", True, fixtures=("cond-076",)),
    # `.ifc` compares what stands before and behind the first comma, quoted or not.
    Row("compared_text", r"([^,]*),", fixtures=("cond-113", "cond-117")),
    # `.ifeqs` compares the strings' bytes, escapes decoded.
    Row("string_escapes", "decoded", fixtures=("cond-143",)),
    # Nothing may follow the strings of `.ifeqs`.
    Row("text_after_strings", "refused", fixtures=("cond-147",)),
    # What is said of an expression that is not a number now.
    Row("not_absolute", "bad or irreducible absolute expression", fixtures=("rep-005",)),
    # What is said of a condition without a value; {} is the directive's name.
    Row("condition_not_absolute", 'non-constant expression in ".{}" statement', fixtures=("cond-006", "cond-164")),
    # What is said of text after the operands; {} is its first character.
    Row("trailing_text", "junk at end of line, first unrecognized character is `{}'", fixtures=("cond-005",)),
    # What is said where a name, a comma, a string or a label behind is missing.
    Row("no_identifier", 'invalid identifier for ".{}"', fixtures=("cond-069",)),
    # What is said of `.ifc` without a comma.
    Row("no_comma", "bad format for ifc or ifnc", fixtures=("cond-117",)),
    # What is said of `.ifeqs` without a string; {} is the directive's name.
    Row("no_string", "missing string", fixtures=("cond-142",)),
    # What is said of `.ifeqs` without a comma between its strings; {} is the directive's name.
    Row("no_comma_between_strings", ".{} syntax error", fixtures=("cond-147",)),
    # What is said of a numeric label that nothing defines before it; {} is the label.
    Row("no_such_label", 'backward ref to unknown label "{}:"', fixtures=("expr-151",)),
)
