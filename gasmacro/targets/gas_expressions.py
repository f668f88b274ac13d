"""How GNU as evaluates what its macro layer reads: rows for expressions, symbols and conditionals."""

from __future__ import annotations

from gasmacro.targets.schema import Row

ROWS: tuple[Row, ...] = (
    # `a ! b` between two operands is a or not b.
    Row("infix_or_not", True, fixtures=("expr-037", "expr-038")),
    # A division by zero is one by one, with a warning.
    Row("division_by_zero", "warned", fixtures=("expr-051", "expr-052")),
    # A shift by a count outside 0 to 63 gives 0, with a warning.
    Row("shift_count", "checked", fixtures=("expr-044", "expr-046")),
    # A literal of more than 64 bits keeps its low 64, with a warning.
    Row("big_literals", "truncated", fixtures=("expr-055", "expr-057")),
    # Two symbols compare by their places; with nothing in common they are unequal.
    Row("labels_compare", True, fixtures=("cond-007", "cond-012", "cond-013")),
    # Symbols that are defined before the first line.
    Row("builtin_symbols", frozenset({".gasversion."}), fixtures=("cond-084", "cond-085")),
    # `.comm` defines for `.ifdef`.
    Row("commons_are_defined", True, fixtures=("cond-067",)),
    # A symbol set to an expression that has no value yet is defined for `.ifdef`.
    Row("pending_symbols_are_defined", True, fixtures=("cond-076",)),
    # What is said of a condition that is not a number now.
    Row("not_absolute", "non-constant expression in conditional", fixtures=("cond-006",)),
    # What is said of text after the operands; {} is its first character.
    Row("trailing_text", "junk at end of line, first unrecognized character is `{}'", fixtures=("cond-005",)),
    # What is said when `.ifdef` has no name.
    Row("no_identifier", "invalid identifier", fixtures=("cond-069",)),
    # What is said when `.ifc` has no comma.
    Row("no_comma", "bad format for ifc or ifnc", fixtures=("cond-117",)),
)
