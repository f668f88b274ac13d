"""How LLVM's integrated assembler evaluates what its macro layer reads: rows for expressions, symbols, conditionals."""

from __future__ import annotations

from gasmacro.targets.schema import Row

ROWS: tuple[Row, ...] = (
    # `a ! b` between two operands is no expression before 13, and a or not b since.
    Row("infix_or_not", False, fixtures=("expr-037", "expr-038")),
    Row("infix_or_not", True, since="13", fixtures=("expr-037", "expr-038")),
    # A division by zero has no value.
    Row("division_by_zero", "rejected", fixtures=("expr-051", "expr-052")),
    # A shift uses the low six bits of its count.
    Row("shift_count", "masked", fixtures=("expr-044", "expr-046")),
    # A literal of more than 64 bits is rejected.
    Row("big_literals", "rejected", fixtures=("expr-055", "expr-057")),
    # Only a difference of two symbols has a value, not a comparison.
    Row("labels_compare", False, fixtures=("cond-007", "cond-012", "cond-013")),
    # No symbol is defined before the first line.
    Row("builtin_symbols", frozenset(), fixtures=("cond-084", "cond-085")),
    # `.comm` does not define for `.ifdef`.
    Row("commons_are_defined", False, fixtures=("cond-067",)),
    # A symbol set to an expression that has no value yet is not defined for `.ifdef`.
    Row("pending_symbols_are_defined", False, fixtures=("cond-076",)),
    # What is said of a condition that is not a number now.
    Row("not_absolute", "expected absolute expression", fixtures=("cond-006",)),
    # What is said of text after the operands.
    Row("trailing_text", "expected newline", fixtures=("cond-005",)),
    # What is said when `.ifdef` has no name.
    Row("no_identifier", "expected identifier", fixtures=("cond-069",)),
    # What is said when `.ifc` has no comma.
    Row("no_comma", "expected comma", fixtures=("cond-117",)),
)
